"""What a check is asked, and what it answers when it speaks."""

from dataclasses import dataclass, field
from datetime import date

from gateway.settings.thresholds import DEFAULTS, Thresholds
from gateway.types import Hit, Interaction

PLACEHOLDERS = ("conditions", "detail", "found", "header", "tool", "when")
"""The words in curly brackets that a rule's message may use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One interaction with what was found in it, and the day on which it is judged."""

    interaction: Interaction
    hits: tuple[Hit, ...]
    today: date
    thresholds: Thresholds = DEFAULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A check speaks. `hits` are the findings it is about, if it is about findings, new and old;
    `words` fills placeholders of the rule's message (never with text of the prompt)."""

    hits: tuple[Hit, ...] = ()
    words: dict[str, str] = field(default_factory=dict)

"""Interactions for the benchmark of the records, every text new. All people are fictional."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from detectors.types import Category, Finding
from gateway.types import Answer, Hit, Screened, Segment
from tests.unit.gateway.audit.samples import KEYS, answer, screened

__all__ = ["KEYS", "answered", "asked", "turn", "words"]

_WORDS = [
    "council",
    "budget",
    "review",
    "meeting",
    "housing",
    "repair",
    "letter",
    "notice",
    "annual",
    "report",
    "draft",
]
_NUMBERS = count()
_RNG = random.Random()
NAME = "Jane Doe"


def words(characters: int) -> str:
    """A text of about that length that nobody wrote before."""
    head = f"{NAME} asks about case {next(_NUMBERS)}-{_RNG.getrandbits(48):x}. "
    body = " ".join(_RNG.choices(_WORDS, k=max(0, characters - len(head)) // 7))
    return head + body


def asked(characters: int) -> Screened:
    """A request of one text with two findings, as now."""
    text = words(characters)
    made = screened(text, marks=[(NAME, "PERSON")], time=datetime.now(UTC))
    case = Finding(
        entity="UK_CASE_REFERENCE",
        category=Category.PERSONAL,
        start=20,
        end=30,
        score=0.9,
        recogniser="bench",
    )
    return _with(made, (*made.hits, Hit(segment=0, finding=case)))


def answered(interaction_id: str, characters: int) -> Answer:
    """Its answer, of the same length, with a name put back."""
    text = words(characters)
    return answer(
        interaction_id, time=datetime.now(UTC), received=text.replace(NAME, "PersonK7Q2"),
        restored=text, input_tokens=200, output_tokens=300,
    )  # fmt: skip


def turn(history: list[tuple[str, str]], said: str) -> Screened:
    """The next turn of a chat that sends all that was said before (role, text)."""
    made = screened("x", time=datetime.now(UTC))
    old = [
        Segment(path=f"messages[{n}].content", role=role, text=text, new=False)
        for n, (role, text) in enumerate(history)
    ]
    path = f"messages[{len(old)}].content"
    segments = (*old, Segment(path=path, role="user", text=said))
    prompt = replace(made.interaction.prompt, segments=segments)
    interaction = replace(made.interaction, prompt=prompt)
    return replace(made, interaction=interaction, hits=(), sent=tuple(s.text for s in segments))


def _with(made: Screened, hits: tuple[Hit, ...]) -> Screened:
    return replace(made, hits=hits)

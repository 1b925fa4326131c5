"""The shape of config/policy.yaml: rules as data. What a check means gateway.policy knows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field, field_validator

from gateway.settings.capture_rows import CaptureRow
from gateway.settings.strict import Strict, Words
from gateway.settings.thresholds import DEFAULTS, Thresholds
from gateway.settings.yaml_file import Document
from gateway.types import Effect

type Mode = Literal["enforce", "observe"]
_EFFECTS = {effect.word: effect for effect in Effect}


class RuleRow(Strict):
    """A rule: when `check` (with `params`) speaks, `effect` is asked for and `message` is read."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    clause: str = Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){0,2}$")
    check: Words
    params: dict[str, Any] = Field(default_factory=dict)
    effect: Literal["allow", "notify", "justify", "pseudonymise", "block"]
    message: Words
    message_cy: str = ""
    mode: Literal["enforce", "observe"] = "enforce"

    @field_validator("message", "message_cy")
    @classmethod
    def _one_paragraph(cls, message: str) -> str:
        return " ".join(message.split())

    @property
    def severity(self) -> Effect:
        """The effect as a number that `max` understands."""
        return _EFFECTS[self.effect]


class PolicyShape(Strict):
    """config/policy.yaml as written."""

    thresholds: Thresholds = DEFAULTS
    rules: tuple[RuleRow, ...] = Field(min_length=1)
    capture: tuple[CaptureRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile:
    """The rules and thresholds of one file, and the document that knows on which line each stands.

    `numbers` are the rules' numbers in the file where some had to be left out; else they count up.
    """

    rules: tuple[RuleRow, ...]
    document: Document = field(default_factory=lambda: Document(file="policy.yaml"))
    numbers: tuple[int, ...] | None = None
    thresholds: Thresholds = DEFAULTS
    capture: tuple[CaptureRow, ...] = ()

    def numbered(self) -> Iterator[tuple[int, RuleRow]]:
        """Each rule with its number in the file, from 0."""
        return zip(self.numbers or range(len(self.rules)), self.rules, strict=True)

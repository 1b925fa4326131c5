"""What may be told of a record outside of it: nothing that somebody typed or was told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from ipaddress import ip_address

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.types import Effect, End

_GRAVE = {Category.SECRET, Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE}


class Kind(StrEnum):
    """What an event is about."""

    REQUEST = "request"  # a prompt was decided
    ANSWER = "answer"  # and how it ended
    ACTIVITY = "activity"  # somebody looked at records, or did something with the gateway
    TOOL_CHANGE = "tool_change"
    CHECKPOINT = "checkpoint"  # the log signed what it holds
    TEST = "test"


class Severity(IntEnum):
    """OCSF's severity_id."""

    INFORMATIONAL = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The request of an interaction, and what was decided."""

    groups: tuple[str, ...] = ()
    address: str = ""
    user_agent: str = ""
    host: str
    vendor: str
    product: str
    tool: str  # "": not in the register (clause 4)
    method: str
    path: str  # as recorded: no query, nothing typed
    model: str
    conversation: str
    effect: Effect
    rules: Mapping[str, str]  # rule -> its effect's word
    clauses: tuple[str, ...]
    entities: Mapping[str, int]  # what was found, by kind
    failure: str
    unread: int  # parts that could not be inspected
    policy_version: str

    @property
    def has_ip(self) -> bool:
        """Whether the address is one of IP."""
        try:
            ip_address(self.address)
        except ValueError:
            return False
        return True

    @property
    def categories(self) -> tuple[Category, ...]:
        """Of what was found, worst first; kinds of an organisation's own are personal."""
        found = {CATEGORY.get(entity, Category.PERSONAL) for entity in self.entities}
        return tuple(sorted(found, key=lambda one: (one not in _GRAVE, one.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an interaction ended."""

    end: End
    status: int
    input_tokens: int | None
    output_tokens: int | None
    duration_ms: float
    unrestored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A checkpoint: how many entries it signs, and the signed note as one word."""

    entries: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the log, as outsiders may know it.

    `log` and `position` are its place in the tamper-evident log: a gap in the positions that
    arrive is an event that did not. `subject` is the record, tool or destination it is about.
    """

    kind: Kind
    id: str
    subject: str
    time: datetime
    instance: str
    log: int = 0
    position: int = 0
    actor: str = ""
    action: str = ""
    asked: Asked | None = field(default=None, repr=False)
    ended: Ended | None = None
    signed: Signed | None = None

    @property
    def name(self) -> str:
        """A short stable name, e.g. genai.request or genai.records.open."""
        return f"genai.{self.action or self.kind.value}"

    @property
    def severity(self) -> Severity:
        """How much somebody should look."""
        if self.kind is Kind.REQUEST and self.asked:
            return _decided(self.asked)
        if self.ended and self.ended.end in {End.GATEWAY_ERROR, End.ORPHANED}:
            return Severity.MEDIUM
        if self.kind is Kind.TOOL_CHANGE or (self.ended and self.ended.end is not End.COMPLETE):
            return Severity.LOW
        return Severity.INFORMATIONAL


def _decided(asked: Asked) -> Severity:
    if asked.effect is Effect.BLOCK:
        return Severity.HIGH if _GRAVE & set(asked.categories) else Severity.MEDIUM
    if asked.failure:
        return Severity.MEDIUM  # it was let through although it could not be checked
    return Severity.LOW if asked.effect >= Effect.JUSTIFY else Severity.INFORMATIONAL

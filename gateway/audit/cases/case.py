"""A case as its steps tell it. Nothing of a case is stored but its steps and its records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from gateway.audit.cases.clock import Clock, Pause
from gateway.audit.cases.kinds import CaseKind, Outcome, Requester, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyTest:
    """The three questions about somebody else in a subject's data (DPA Sch 2 para 16)."""

    identifies: str = field(repr=False)  # does it identify another person, and how
    consent: str = field(repr=False)  # do they consent
    reasonable: str = field(repr=False)  # is it reasonable without their consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A span left out of one text of a record: code points, the end exclusive.

    `kind` is the kind of text (gateway.audit.kept), `text` its number there, from 0.
    """

    number: int
    record: str
    kind: str
    text: int
    start: int
    end: int
    ground: str
    by: str
    at: datetime
    why: str = field(default="", repr=False)
    test: ThirdPartyTest | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A record left out whole."""

    record: str
    ground: str
    by: str
    at: datetime
    why: str = field(default="", repr=False)
    test: ThirdPartyTest | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a search through texts adds to its certificate."""

    phrases: tuple[str, ...] = field(repr=False)  # sealed with the step
    looked: int  # records, of those in scope
    unopened: int  # of those, whose keys are gone
    cut_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCertificate:
    """One search as evidence: what was looked for (as tokens), where, what came of it."""

    id: str  # of the activity
    time: datetime
    who: str
    why: str = field(repr=False)
    tokens: tuple[str, ...]  # of identifiers, in hex: the words themselves are kept nowhere
    filters: Mapping[str, str]
    scope: int  # records that were asked
    matched: int
    new: int  # of those, not in the case before
    opened: Opened | None = None  # of a search through texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Who agreed that another officer opens a sensitive record, and until when that counts."""

    by: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A person's own statement beside a record that it corrects."""

    record: str
    at: datetime
    by: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it stands after its latest step."""

    reference: str
    clock: Clock
    requester: Requester
    owner: str
    about: str = field(repr=False)
    opened: datetime
    state: State = State.DRAFT
    searches: tuple[SearchCertificate, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    marks: int = 0  # redactions that were ever made: their numbers are not used twice
    withheld: Mapping[str, Withheld] = field(default_factory=dict)
    statements: tuple[Statement, ...] = field(default=(), repr=False)
    permits: Mapping[str, Permit] = field(default_factory=dict)  # by record, the latest
    workers: frozenset[str] = frozenset()  # who did what a second person reviews
    submitted_by: str = ""
    approved_by: str = ""
    approved: datetime | None = None
    released: datetime | None = None
    package: str = ""  # the hash of what was exported; of an erasure, the id of the disposal
    outcome: Outcome | None = None
    closed: datetime | None = None
    disclosed: str = ""  # what the disclosure log says
    steps: int = 0

    @property
    def kind(self) -> CaseKind:
        """What is asked for."""
        return self.clock.kind

    @property
    def is_open(self) -> bool:
        """Whether its records are beyond the reach of disposal."""
        return self.closed is None


def case_from(reference: str, data: Mapping[str, Any], opened: datetime) -> Case:
    """A new case, of what its first step says."""
    clock = Clock(kind=CaseKind(data["kind"]), received=date.fromisoformat(data["received"]))
    return Case(
        reference=reference,
        clock=clock,
        requester=Requester(data["requester"]),
        owner=data["owner"],
        about=data["about"],
        opened=opened,
        steps=1,
    )


def with_clock(case: Case, **changes: date | tuple[Pause, ...]) -> Case:
    """The case with another clock."""
    return replace(case, clock=replace(case.clock, **changes))  # type: ignore[arg-type]

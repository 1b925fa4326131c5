"""Redacted copies of the records of an approved case: the only form in which texts leave."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from gateway.audit.cases.case import Case, Redaction
from gateway.audit.cases.disclosure import Disclosure, Given
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.cases.redacted import kept_pieces, of_text, redacted_text
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.scope import pieces_of
from gateway.audit.cases.searching import USER
from gateway.audit.cases.texts import FACT, FACTS, texts_of
from gateway.audit.opening import KeptText, Record, open_record
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.errors import CaseError

_ABOUT_THE_USER = frozenset({"person", "address", "user_agent"})


class Part(StrEnum):
    """In a subject access request, what the person did and what others wrote stand apart."""

    RECORDS = "records"
    USER = "user"  # the person asked
    MENTIONED = "mentioned"  # somebody else asked, and the person is mentioned


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenText:
    """A text as it is given out. `pieces` is what was left of it, for the scan for leaks."""

    kind: str
    number: int
    name: str  # of a fact: which
    role: str
    text: str = field(repr=False)
    pieces: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A record as it is given out. `facts` are redacted; `numbers` say nothing about anybody."""

    record: str
    part: Part
    time: datetime
    facts: tuple[GivenText, ...]
    numbers: Mapping[str, Any]
    texts: tuple[GivenText, ...]


class Copies:
    """The copies of a disclosure, opened anew each time they are gone through, in order of time."""

    def __init__(self, store: Store, disclosure: Disclosure) -> None:
        self._store, self.case = store, disclosure.case
        asked = _asked(store, [one.record for one in disclosure.given])
        own = {asked[one.record][1] for one in disclosure.given if USER in one.how}
        given = sorted(disclosure.given, key=lambda one: (asked[one.record][0], one.record))
        self._given = [(one, self._part(one, own, asked[one.record][1])) for one in given]

    def __iter__(self) -> Iterator[Copy]:
        """Raises CaseError: a record is gone, or went on after the approval."""
        return (self._copy(one, part) for one, part in self._given)

    @property
    def records(self) -> tuple[str, ...]:
        """Their ids, in order."""
        return tuple(one.record for one, _ in self._given)

    def redactions(self) -> Iterator[Redaction]:
        """What was left out of what is given; of texts that are not given nothing is said."""
        for given, part in self._given:
            for one in given.redactions:
                if one.kind != FACT or self._tells(FACTS[one.text], part):
                    yield one

    def of(self, part: Part) -> Iterator[Copy]:
        """Those of one part."""
        return (self._copy(one, its) for one, its in self._given if its is part)

    def number(self, part: Part) -> int:
        """How many are in a part."""
        return sum(its is part for _, its in self._given)

    def _copy(self, given: Given, part: Part) -> Copy:
        record = _opened(self._store, given.record)
        _must_be_as_approved(self.case, record)
        texts = self._texts(given, record)
        return Copy(
            record=given.record,
            part=part,
            time=record.facts["time"],
            facts=tuple(t for t in texts if t.kind == FACT and self._tells(t.name, part)),
            numbers=_numbers(record),
            texts=tuple(text for text in texts if text.kind != FACT),
        )

    def _texts(self, given: Given, record: Record) -> list[GivenText]:
        approved = self.case.approved
        beside = [
            one
            for one in statements_of(self._store, given.record)
            if approved and one.at <= approved
        ]
        return [
            _given_text(given, kind, number, text)
            for kind, texts in texts_of(record, beside).items()
            for number, text in enumerate(texts)
            if text.text
        ]

    def _part(self, given: Given, own: Collection[str], person: str) -> Part:
        if self.case.kind is not CaseKind.DSAR:
            return Part.RECORDS
        return Part.USER if USER in given.how or person in own else Part.MENTIONED

    def _tells(self, fact: str, part: Part) -> bool:
        """Who of the staff asked is told to auditors, and to the person that it was."""
        shows_users = part is Part.USER or self.case.kind is CaseKind.AUDIT
        return shows_users or fact not in _ABOUT_THE_USER


def parts_of(case: Case) -> tuple[Part, ...]:
    """The parts of an answer, in order."""
    return (Part.USER, Part.MENTIONED) if case.kind is CaseKind.DSAR else (Part.RECORDS,)


def _asked(store: Store, records: Collection[str]) -> Mapping[str, tuple[datetime, str]]:
    """When each record was asked, and by whom. Raises CaseError for one that is gone."""
    columns = (INTERACTIONS.c.id, INTERACTIONS.c.time, INTERACTIONS.c.person_folded)
    found: dict[str, tuple[datetime, str]] = {}
    with store.read() as connection:
        for piece in pieces_of(records):
            rows = connection.execute(select(*columns).where(INTERACTIONS.c.id.in_(piece)))
            found |= {record: (time, person) for record, time, person in rows}
    for record in records:
        if record not in found:
            raise CaseError(f"There is no record {record} any more.")
    return found


def _opened(store: Store, record: str) -> Record:
    opened = open_record(store, record, restricted=True)
    if opened is None:
        raise CaseError(f"There is no record {record} any more.")
    return opened


def _must_be_as_approved(case: Case, record: Record) -> None:
    ended = record.ending["time"] if record.ending else None
    if ended and case.approved and ended > case.approved:
        raise CaseError(
            f"{record.facts['id']} ended after the approval: nobody has reviewed its answer. "
            f"Send the case back (genai-gateway case return {case.reference})."
        )


def _given_text(given: Given, kind: str, number: int, text: KeptText) -> GivenText:
    marks = of_text(given.redactions, kind, number)
    return GivenText(
        kind=kind,
        number=number,
        name=FACTS[number] if kind == FACT else "",
        role=text.role,
        text=redacted_text(text.text, marks),
        pieces=kept_pieces(text.text, marks),
    )


def _numbers(record: Record) -> Mapping[str, Any]:
    """What else is told: regions, the decision, how often what kind of data was found, the end."""
    facts, ending = record.facts, record.ending
    return {
        "storage_region": facts["storage_region"],
        "processing_region": facts["processing_region"],
        "decision": facts["effect"],
        "clauses": facts["clauses"],
        "found": facts["entities"],
        "kept": facts["capture"],
        "ended": ending["outcome"] if ending else None,
    }

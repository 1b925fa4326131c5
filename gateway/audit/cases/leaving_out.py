"""What is left out of an answer: spans of texts, and whole records, each on a ground."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.audit.cases.case import Case, ThirdPartyTest
from gateway.audit.cases.desk import Change, Desk, changing
from gateway.audit.cases.grounds import Needs, ground
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.scope import case_records
from gateway.audit.cases.texts import texts_of
from gateway.audit.cases.wording import Wording, Written, wording
from gateway.audit.officers import Power
from gateway.audit.opening import KeptText, open_record
from gateway.audit.store import Store
from gateway.errors import CaseError

Span = tuple[str, int, int, int]
"""Kind of text, its number there from 0, start, and end (exclusive) in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Justified:
    """On which ground something is left out, and what the ground asks for."""

    ground: str
    why: str = field(default="", repr=False)
    test: ThirdPartyTest | None = field(default=None, repr=False)

    def data(self, kind: CaseKind) -> dict[str, Any]:
        """What a step keeps of it. Raises CaseError: no such ground, or something is missing."""
        found = ground(self.ground, kind)
        if found.needs is Needs.PUBLIC_INTEREST and not self.why.strip():
            raise CaseError(
                f"{found.code} is qualified: say how the public interest test came out."
            )
        if found.needs is Needs.THIRD_PARTY and not _answered(self.test):
            raise CaseError(
                f"{found.code} needs the third-party test: does it identify somebody else, do they "
                "consent, is it reasonable without their consent?"
            )
        return {"ground": found.code} | ({"test": _plain(self.test)} if self.test else {})


def redact(desk: Desk, record: str, span: Span, on: Justified) -> Case:
    """Leave out a span, in every text of the record that is the same. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        data = _allowed(change, [record], on)
        kind, number, start, end = span
        opened = _opened(desk.store, record)
        texts = opened.get(kind, ())
        if number >= len(texts) or not 0 <= start < end <= len(texts[number].text):
            raise CaseError(f"There is no such place in {kind.replace('_', ' ')} of {record}.")
        same = [
            (name, index, start, end)
            for name, index, text in _texts(opened)
            if text.text == texts[number].text
        ]
        change.step("case.redact", why=on.why, subject=record, record=record, spans=same, **data)
        return change.case


def redact_words(desk: Desk, words: str, on: Justified, *, records: Collection[str] = ()) -> int:
    """Leave out words wherever they stand, however they are written; returns how many places.

    In all records of the case, or in some of them. Only the places are kept. Raises CaseError.
    """
    sought = wording(words)
    if sought is None:
        raise CaseError("Give the words that are to be left out.")
    with changing(desk, Power.WORK) as change:
        chosen = sorted(records) or sorted(case_records(change.connection, desk.reference))
        data = _allowed(change, chosen, on)
        change.step("case.open_texts", why=on.why, number=len(chosen))
    found = {record: _places(desk.store, record, sought) for record in chosen}
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        for record, spans in found.items():
            if spans:
                self_said = {"record": record, "spans": spans, **data}
                change.step("case.redact", why=on.why, subject=record, **self_said)
    return sum(map(len, found.values()))


def unredact(desk: Desk, numbers: Collection[int], *, why: str) -> Case:
    """Take redactions back, by their numbers. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        unknown = set(numbers) - {one.number for one in change.case.redactions}
        if unknown:
            raise CaseError(f"There is no redaction {min(unknown)}.")
        change.step("case.unredact", why=why, numbers=sorted(numbers))
        return change.case


def withhold(desk: Desk, records: Collection[str], on: Justified) -> Case:
    """Leave records out whole; of an erasure: keep them. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        data = _allowed(change, records, on)
        change.step("case.withhold", why=on.why, records=sorted(set(records)), **data)
        return change.case


def include(desk: Desk, records: Collection[str], *, why: str) -> Case:
    """Take withheld records in again. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        unknown = set(records) - change.case.withheld.keys()
        if unknown:
            raise CaseError(f"{min(unknown)} is not withheld.")
        change.step("case.include", why=why, records=sorted(set(records)))
        return change.case


def _allowed(change: Change, records: Collection[str], on: Justified) -> Mapping[str, Any]:
    change.must_be_at_work()
    unknown = set(records) - case_records(change.connection, change.case.reference).keys()
    if unknown:
        raise CaseError(f"{min(unknown)} is not a record of this case.")
    return on.data(change.case.kind)


def _opened(store: Store, record: str) -> Mapping[str, tuple[KeptText, ...]]:
    opened = open_record(store, record, restricted=True)
    if opened is None:
        raise CaseError(f"There is no record {record} any more.")
    return texts_of(opened, statements_of(store, record))


def _texts(texts: Mapping[str, tuple[KeptText, ...]]) -> Iterator[tuple[str, int, KeptText]]:
    return (
        (kind, index, text) for kind, listed in texts.items() for index, text in enumerate(listed)
    )


def _places(store: Store, record: str, words: Wording) -> Sequence[Span]:
    return [
        (kind, index, *place)
        for kind, index, text in _texts(_opened(store, record))
        for place in Written(text.text).places(words)
    ]


def _answered(test: ThirdPartyTest | None) -> bool:
    return test is not None and all(answer.strip() for answer in _plain(test).values())


def _plain(test: ThirdPartyTest) -> dict[str, str]:
    return {
        "identifies": test.identifies,
        "consent": test.consent,
        "reasonable": test.reasonable,
    }

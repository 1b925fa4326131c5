"""Free text within a bounded stretch of the records: each is opened by itself, and all is noted.

Before the first text is opened it is recorded who looks for what, where and why; afterwards what
came of it, also when it was cut off.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from gateway.audit.cases.case import Case
from gateway.audit.cases.desk import Desk, changing
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.scope import bring_in, case_records
from gateway.audit.cases.searching import MATCHED, Found, Sought, plain, tokens_of
from gateway.audit.cases.texts import FACT, texts_of
from gateway.audit.filters import Filters, conditions
from gateway.audit.officers import Power
from gateway.audit.opening import Record, open_record
from gateway.audit.queries import mentioning
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED, pages
from gateway.audit.tables import INTERACTIONS
from gateway.errors import CaseError, RecordError

TEXTS = "texts"
"""What a permit names where it is not one record but a search through many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Which records are opened, and for which phrases, any of them. `filters` has both days."""

    filters: Filters
    phrases: tuple[str, ...] = field(repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)  # any of them is mentioned, or asked

    @property
    def sought(self) -> Sought:
        """As a search, for its tokens."""
        return Sought(filters=self.filters, people=(*self.people, *self.phrases))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How many records may be opened with nobody's word; beyond it `agreed`, or a permit."""

    records: int
    agreed: bool = False
    four_eyes: bool = False  # beyond the bound another officer must have permitted it


@dataclass(slots=True, kw_only=True)
class Tally:
    """How far a search came. `unopened`: records whose key is gone, so nobody can say."""

    scope: int
    looked: int = 0
    unopened: int = 0
    found: dict[str, str] = field(default_factory=dict)


def search_texts(
    desk: Desk,
    stretch: Stretch,
    bounds: Bounds,
    *,
    why: str,
    progress: Callable[[int, int], None] = lambda _looked, _scope: None,
) -> Found:
    """Open the records of a stretch one by one, hold those that hold a phrase, certify it.

    `progress` is told how many of how many were looked at. What was found before it was cut off
    is held too. Raises CaseError: not bounded, too large, or not by this person; RecordError.
    """
    where = _where(desk.store, stretch)
    tally = Tally(scope=_count(desk.store, where))
    _begin(desk, stretch, bounds, tally, why)
    try:
        _look(desk.store, where, stretch.phrases, tally, progress)
    except BaseException:
        _end(desk, stretch, tally, why, cut_off=True)
        raise
    return _end(desk, stretch, tally, why, cut_off=False)


def _where(store: Store, stretch: Stretch) -> list[ColumnElement[bool]]:
    since, until = stretch.filters.since, stretch.filters.until
    if not any(map(_folded, stretch.phrases)):
        raise CaseError("Say which words to look for.")
    if since is None or until is None or since >= until:
        raise CaseError("A search through texts needs its first day, and a later end.")
    where = conditions(stretch.filters, store)
    return [*where, mentioning(store, *stretch.people)] if stretch.people else where


def _count(store: Store, where: list[ColumnElement[bool]]) -> int:
    statement = select(func.count()).select_from(JOINED).where(*where)
    with store.read() as connection:
        return connection.execute(statement).scalar_one()


def _begin(desk: Desk, stretch: Stretch, bounds: Bounds, tally: Tally, why: str) -> None:
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        if tally.scope > bounds.records:
            _must_be_agreed(change.case, desk.who.name, tally.scope, bounds)
        change.step("case.open_texts", why=why, number=tally.scope, **_said(desk, stretch))


def _must_be_agreed(case: Case, reader: str, scope: int, bounds: Bounds) -> None:
    too_many = f"{scope:,} records would be opened, more than {bounds.records:,}: narrow it, or "
    if not bounds.four_eyes:
        if not bounds.agreed:
            raise CaseError(f"{too_many}say --yes.")
        return
    permit = case.permits.get(TEXTS)
    by_another = permit is not None and permit.by.casefold() != reader.casefold()
    if permit is None or not by_another or permit.until <= datetime.now(UTC):
        raise CaseError(
            f"{too_many}let another officer agree "
            f"(genai-gateway case permit {case.reference} {TEXTS})."
        )


def _look(
    store: Store,
    where: list[ColumnElement[bool]],
    phrases: tuple[str, ...],
    tally: Tally,
    progress: Callable[[int, int], None],
) -> None:
    """Lists are read a page at a time, texts a record at a time: nothing is kept but ids."""
    wanted = [folded for phrase in phrases if (folded := _folded(phrase))]
    for summary in pages(store, where, restricted=True):
        try:
            record = open_record(store, summary.id, restricted=True)
        except RecordError:
            _must_be_there(store, summary.id)
            record, tally.unopened = None, tally.unopened + 1
        if record is not None and _holds(store, summary.id, record, wanted):
            tally.found[summary.id] = MATCHED
        tally.looked += 1
        progress(tally.looked, tally.scope)


def _must_be_there(store: Store, record: str) -> None:
    """That a text cannot be opened is told; that the store is away ends the search."""
    with store.read() as connection:
        connection.execute(select(INTERACTIONS.c.id).where(INTERACTIONS.c.id == record)).first()


def _holds(store: Store, record_id: str, record: Record, wanted: list[str]) -> bool:
    texts = texts_of(record, statements_of(store, record_id))
    said = (_folded(text.text) for kind in texts.keys() - {FACT} for text in texts[kind])
    return any(phrase in text for text in said for phrase in wanted)


def _folded(text: str) -> str:
    """However it is spaced and cased, and whichever way its letters are composed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _end(desk: Desk, stretch: Stretch, tally: Tally, why: str, *, cut_off: bool) -> Found:
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        known = case_records(change.connection, desk.reference)
        step = change.step(
            "case.search",
            why=why,
            scope=tally.scope,
            matched=len(tally.found),
            new=len(tally.found.keys() - known.keys()),
            looked=tally.looked,
            unopened=tally.unopened,
            cut_off=cut_off,
            **_said(desk, stretch),
        )
        bring_in(change, tally.found, step.number)
        certificate = change.case.searches[-1]
        return Found(case=change.case, certificate=certificate, records=tally.found)


def _said(desk: Desk, stretch: Stretch) -> Mapping[str, Any]:
    """The phrases are sealed with the step: whoever reviews it must be able to judge them."""
    return {
        "tokens": list(tokens_of(desk.store.index, stretch.sought)),
        "filters": plain(stretch.filters),
        "phrases": list(stretch.phrases),
        "people": len(stretch.people),
    }

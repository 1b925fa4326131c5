"""What auditors ask the records: lists, one record, everything about a person, totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union

from gateway.audit.blind_index import BlindIndex
from gateway.audit.filters import Filters, conditions
from gateway.audit.opening import Record, open_record
from gateway.audit.passages import leading_to
from gateway.audit.restricting import unrestricted
from gateway.audit.staff import forms_of
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED, Summary, pages
from gateway.audit.tables import ENDINGS, INTERACTIONS, MENTIONS, PASSAGE_MENTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many interactions the filters find, and of what."""

    total: int
    by_effect: Mapping[str, int]
    by_tool: Mapping[str, int]  # "" stands for tools that are not listed
    by_end: Mapping[str, int]  # "" stands for those still open


def search(store: Store, filters: Filters, *, limit: int | None = None) -> Iterator[Summary]:
    """Interactions that match, newest first. Raises RecordError."""
    return pages(store, conditions(filters, store), limit=limit)


def show(store: Store, interaction_id: str) -> Record | None:
    """One record with its texts opened; None when there is none of that id, or it is restricted.

    Raises RecordError: the store failed, or a sealed text does not open.
    """
    return open_record(store, interaction_id)


def find_person(store: Store, *values: str, limit: int | None = None) -> Iterator[Summary]:
    """Interactions that mention somebody, whoever typed them, and those of a user of that id.

    Each of the values, all of one person, is a name or another name (whole, or words that stand in
    one found name), or an identifier in any usual form: e-mail, phone, NHS number, National
    Insurance number, reference. Newest first.
    """
    return pages(store, [mentioning(store, *values)], limit=limit)


def mentioning(store: Store, *values: str) -> ColumnElement[bool]:
    """That an interaction mentions somebody, or is of a user of that id: a condition.

    Raises RecordError: the key of an epoch does not open.
    """
    epochs = store.epochs.all()
    own = [form for value in values for form in forms_of(store.index, value)]
    asked = select(INTERACTIONS.c.id).where(INTERACTIONS.c.person_folded.in_(own))
    passages = [source for value in values for source in _passages(epochs, value)]
    records = [source for value in values for source in _records(epochs, value)]
    # A union, not an OR: the few that match are looked up, instead of every record asked.
    found = union(asked, leading_to(union(*passages), store.engine_name), *records)
    return INTERACTIONS.c.id.in_(found)


def _passages(epochs: Sequence[BlindIndex], value: str) -> Iterator[Select[bytes]]:
    table = PASSAGE_MENTIONS.c
    yield select(table.passage).where(table.token.in_(_exact(epochs, value)))
    yield from _words_together(epochs, value, table.token, (table.passage, table.finding))


def _records(epochs: Sequence[BlindIndex], value: str) -> Iterator[Select[str]]:
    table = MENTIONS.c
    yield select(table.interaction_id).where(table.token.in_(_exact(epochs, value)))
    finding = (table.interaction_id, table.side, table.finding)
    yield from _words_together(epochs, value, table.token, finding)


def _exact(epochs: Sequence[BlindIndex], value: str) -> list[bytes]:
    exact = [token for index in epochs for token in index.identifier_tokens(value)]
    return exact + [index.reference_token(value) for index in epochs]


def _words_together(
    epochs: Sequence[BlindIndex],
    value: str,
    token: ColumnElement[bytes],
    finding: Sequence[ColumnElement[Any]],
) -> Iterator[Select[Any]]:
    """What holds a finding with all words. The rows of a finding are all of one epoch."""
    words = [index.word_tokens(value) for index in epochs]
    if not words[0]:
        return
    yield (
        select(finding[0])
        .where(token.in_([token for of_epoch in words for token in of_epoch]))
        .group_by(*finding)
        .having(func.count() == len(words[0]))
    )


def counts(store: Store, filters: Filters, *, restricted: bool = False) -> Counts:
    """Totals of what a search would find. Raises RecordError."""
    where = conditions(filters, store) + ([] if restricted else [unrestricted()])
    effects = _tally(store, INTERACTIONS.c.effect, where)
    return Counts(
        total=sum(effects.values()),
        by_effect=effects,
        by_tool=_tally(store, INTERACTIONS.c.tool, where),
        by_end=_tally(store, ENDINGS.c.outcome, where),
    )


def _tally(
    store: Store, column: ColumnElement[Any], where: list[ColumnElement[bool]]
) -> dict[str, int]:
    statement = select(column, func.count()).select_from(JOINED).where(*where).group_by(column)
    with store.read() as connection:
        return {key or "": number for key, number in connection.execute(statement)}

"""Events as rows, and the one place where rows are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, select

from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS
from gateway.audit.log.entering import Entry, Kind, entered
from gateway.audit.log.tables import LOG_QUEUE, LOG_SALTS, TOMBSTONES, TOTALS
from gateway.audit.passages import Passage, rows_of_passages
from gateway.audit.statements import passing_over, together, whole_rows
from gateway.audit.tables import (
    CHAINS,
    DATA_KEYS,
    ENDINGS,
    INTERACTIONS,
    MENTIONS,
    PASSAGE_MENTIONS,
    PASSAGES,
    PAYLOADS,
    TEXTS,
)
from gateway.audit.texts import Chained, rows_of_texts

Row = dict[str, Any]

# The same may be there already: their names say what they are.
_PASSING = frozenset({TEXTS, CHAINS, PASSAGES, PASSAGE_MENTIONS})
_ORDER = (
    *(TEXTS, CHAINS, PASSAGES, PASSAGE_MENTIONS),
    *(INTERACTIONS, ENDINGS, DATA_KEYS, PAYLOADS, MENTIONS, ACTIVITIES, JUDGEMENTS),
    *(TOMBSTONES, TOTALS, LOG_SALTS, LOG_QUEUE),
)
_ENDING = {
    engine: statement.returning(ENDINGS.c.interaction_id)
    for engine, statement in passing_over(ENDINGS).items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is written together or not at all. `ending`: its rows count only if it is the first.

    `entry` is its name in the tamper-evident log.
    """

    entry: str
    kind: Kind
    rows: Mapping[Table, Sequence[Row]] = field(repr=False)
    ending: Row | None = field(default=None, repr=False)
    texts: Chained | None = field(default=None, repr=False)  # that its payloads lead to
    passages: Mapping[bytes, Passage] = field(default_factory=dict, repr=False)  # of whom it says


def append(connection: Connection, events: Sequence[Event]) -> int:
    """Write events in the connection's transaction; returns how many second endings it refused.

    Every event passes here or `append_new`, and there each gets its place in the queue of the log.
    """
    plain = [event for event in events if event.ending is None]
    write_rows(connection, _rows(plain))
    first: dict[str, Event] = {}
    for event in events:
        if event.ending is not None:
            first.setdefault(event.ending["interaction_id"], event)
    won = _end(connection, first)
    write_rows(connection, _rows(won))
    return len(events) - len(plain) - len(won)


def append_new(connection: Connection, events: Sequence[Event]) -> None:
    """Write events, of which no ending may be a second: on PostgreSQL one statement for all.

    Raises IntegrityError when one is, and nothing is written by that statement.
    """
    rows = _rows(events)
    if endings := [event.ending for event in events if event.ending is not None]:
        rows[ENDINGS] = sorted(endings, key=itemgetter("interaction_id"))
    write_rows(connection, rows)


def are_there(connection: Connection, events: Sequence[Event]) -> bool:
    """Whether events that were written together are in the store, as far as a writer may look.

    Activities it cannot see: they are where the requests and endings are, if there are any.
    """
    wanted = (
        (INTERACTIONS.c.id, {one.entry for one in events if one.kind is Kind.REQUEST}),
        (
            ENDINGS.c.interaction_id,
            {one.ending["interaction_id"] for one in events if one.ending is not None},
        ),
    )
    return any(names for _, names in wanted) and all(
        names <= set(connection.execute(select(column).where(column.in_(names))).scalars())
        for column, names in wanted
    )


def _end(connection: Connection, first: Mapping[str, Event]) -> list[Event]:
    if not first:
        return []
    # In one order everywhere, so that two gateways that end the same records cannot deadlock.
    endings = (first[interaction_id].ending for interaction_id in sorted(first))
    rows = [ending for ending in endings if ending is not None]
    accepted = connection.execute(_ENDING[connection.dialect.name], rows).scalars()
    return [first[interaction_id] for interaction_id in accepted]


def _rows(events: Sequence[Event]) -> dict[Table, Sequence[Mapping[Any, Any]]]:
    """All rows of some events but the endings themselves."""
    gathered: dict[Table, list[Row]] = {}
    for event in events:
        for table, rows in event.rows.items():
            gathered.setdefault(table, []).extend(rows)
    texts = rows_of_texts(event.texts for event in events if event.texts)
    passages = rows_of_passages(event.passages for event in events)
    return {**gathered, **texts, **passages, **entered(_entry(event) for event in events)}


def write_rows(connection: Connection, rows: Mapping[Table, Sequence[Mapping[Any, Any]]]) -> None:
    """Write whole rows, each table after those it leads to; on PostgreSQL with one statement."""
    tables = tuple(table for table in _ORDER if rows.get(table))
    if connection.dialect.name == "postgresql" and tables:
        together(tables, _PASSING, connection.dialect).execute(connection, rows)
        return
    for table in tables:
        statement = whole_rows(table, connection.dialect, passing=table in _PASSING)
        statement.execute(connection, rows[table])


def _entry(event: Event) -> Entry:
    ending = {ENDINGS: [event.ending]} if event.ending is not None else {}
    return Entry(name=event.entry, kind=event.kind, rows={**event.rows, **ending})

"""Events as rows, and the one place where rows are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table

from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS
from gateway.audit.log.entering import Entry, Kind, enter
from gateway.audit.log.tables import TOMBSTONES
from gateway.audit.statements import passing_over, whole_rows
from gateway.audit.tables import DATA_KEYS, ENDINGS, INTERACTIONS, MENTIONS, PAYLOADS
from gateway.audit.texts import Chained, add_texts

Row = dict[str, Any]

_ORDER = (INTERACTIONS, DATA_KEYS, PAYLOADS, MENTIONS, ACTIVITIES, JUDGEMENTS, TOMBSTONES)
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


def append(connection: Connection, events: Sequence[Event]) -> int:
    """Write events in the connection's transaction; returns how many second endings it refused.

    Every event passes here, and here each gets its place in the queue of the log.
    """
    _insert(connection, [event for event in events if event.ending is None])
    first: dict[str, Event] = {}
    for event in events:
        if event.ending is not None:
            first.setdefault(event.ending["interaction_id"], event)
    won = _end(connection, first)
    _insert(connection, won)
    return sum(event.ending is not None for event in events) - len(won)


def _end(connection: Connection, first: Mapping[str, Event]) -> list[Event]:
    if not first:
        return []
    # In one order everywhere, so that two gateways that end the same records cannot deadlock.
    endings = (first[interaction_id].ending for interaction_id in sorted(first))
    rows = [ending for ending in endings if ending is not None]
    accepted = connection.execute(_ENDING[connection.dialect.name], rows).scalars()
    return [first[interaction_id] for interaction_id in accepted]


def _insert(connection: Connection, events: Sequence[Event]) -> None:
    gathered: dict[Table, list[Row]] = {}
    for event in events:
        for table, rows in event.rows.items():
            gathered.setdefault(table, []).extend(rows)
    add_texts(connection, [event.texts for event in events if event.texts])
    for table in _ORDER:
        if rows := gathered.get(table, []):
            whole_rows(table, connection.dialect).execute(connection, rows)
    enter(connection, (_entry(event) for event in events))


def _entry(event: Event) -> Entry:
    ending = {ENDINGS: [event.ending]} if event.ending is not None else {}
    return Entry(name=event.entry, kind=event.kind, rows={**event.rows, **ending})

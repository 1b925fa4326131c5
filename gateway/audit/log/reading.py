"""Reads the rows of entries back, as they were when they entered the log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS, TOOL_CHANGES
from gateway.audit.kept import RECEIVED, RESTORED, SENT, TYPED
from gateway.audit.log.committed import COLUMNS, VERSION
from gateway.audit.log.entering import ANSWER_SUFFIX, TOOL_CHANGE_PREFIX, Kind
from gateway.audit.log.tables import TOMBSTONES, TOTALS
from gateway.audit.mentions import ANSWERED, ASKED
from gateway.audit.tables import ENDINGS, INTERACTIONS, MENTIONS, PAYLOADS

EntryRows = dict[Table, list[Mapping[Any, Any]]]
_Source = tuple[Table, str, ColumnElement[bool] | None]

# Of each kind of entry: its tables, the column that names the record, and which rows are its own.
_SOURCES: Mapping[Kind, tuple[_Source, ...]] = {
    Kind.REQUEST: (
        (INTERACTIONS, "id", None),
        (PAYLOADS, "interaction_id", PAYLOADS.c.kind.in_((TYPED, SENT))),
        (MENTIONS, "interaction_id", MENTIONS.c.side == ASKED),
    ),
    Kind.ANSWER: (
        (ENDINGS, "interaction_id", None),
        (PAYLOADS, "interaction_id", PAYLOADS.c.kind.in_((RECEIVED, RESTORED))),
        (MENTIONS, "interaction_id", MENTIONS.c.side == ANSWERED),
    ),
    Kind.ACTIVITY: ((ACTIVITIES, "id", None),),
    Kind.JUDGEMENT: ((JUDGEMENTS, "id", None),),
    Kind.TOOL_CHANGE: ((TOOL_CHANGES, "id", None),),
    Kind.DISPOSAL: (
        (ACTIVITIES, "id", None),
        (TOMBSTONES, "disposal", None),
        (TOTALS, "disposal", None),
    ),
}


def record_of(entry: str) -> str:
    """The id of the record an entry belongs to."""
    return entry.removesuffix(ANSWER_SUFFIX).removeprefix(TOOL_CHANGE_PREFIX)


def main_table(kind: Kind) -> tuple[Table, str]:
    """The table that must hold a row for an entry of this kind, and the column of its record."""
    table, column, _ = _SOURCES[kind][0]
    return table, column


def rows_of(connection: Connection, kind: Kind, entries: Sequence[str]) -> dict[str, EntryRows]:
    """The rows of some entries of one kind, by entry. An entry without its row is left out."""
    found: defaultdict[str, EntryRows] = defaultdict(dict)
    named = {_key(kind, entry): entry for entry in entries}
    for table, column, own in _SOURCES[kind]:
        for row in _rows(connection, table, column, own, named):
            found[named[row[column]]].setdefault(table, []).append(row)
    main, _ = main_table(kind)
    return {entry: rows for entry, rows in found.items() if main in rows}


def _rows(
    connection: Connection,
    table: Table,
    column: str,
    own: ColumnElement[bool] | None,
    named: Iterable[str | int],
) -> Iterable[Mapping[Any, Any]]:
    columns = [table.c[name] for name in COLUMNS[VERSION][table]]
    statement = select(*columns).where(table.c[column].in_(list(named)))
    if own is not None:
        statement = statement.where(own)
    return connection.execute(statement).mappings()


def _key(kind: Kind, entry: str) -> str | int:
    record = record_of(entry)
    return int(record) if kind is Kind.TOOL_CHANGE else record

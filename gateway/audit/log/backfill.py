"""Puts what was written before there was a log into it: once, when a store is upgraded."""

from sqlalchemy import Connection, String, cast, select

from gateway.audit.log.entering import Entry, Kind, enter
from gateway.audit.log.names import NAMES
from gateway.audit.log.reading import main_table, rows_of
from gateway.audit.log.tables import LOG_SALTS

_CHUNK = 1_000


def enter_what_is_missing(connection: Connection) -> int:
    """Queue every record that has no place in the log, oldest first; returns how many."""
    return sum(_enter(connection, kind) for kind in NAMES)


def _enter(connection: Connection, kind: Kind) -> int:
    table, column = main_table(kind)
    name = NAMES[kind](cast(table.c[column], String(100)))
    statement = (
        select(name)
        .where(name.not_in(select(LOG_SALTS.c.entry)))
        .order_by(table.c.time, table.c[column])
    )
    missing = list(connection.execute(statement).scalars())
    for start in range(0, len(missing), _CHUNK):
        names = missing[start : start + _CHUNK]
        found = rows_of(connection, kind, names)
        enter(connection, (Entry(name=n, kind=kind, rows=found[n]) for n in names))
    return len(missing)

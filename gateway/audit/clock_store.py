"""What a store knows of the time: when a clock was last believed, and its newest records."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from gateway.audit.clock import TOLERANCE
from gateway.audit.house_tables import META
from gateway.audit.statements import passing_over
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.errors import RecordError

SILENT = timedelta(days=7)
"""After a longer silence a person must say that the clock is right before records go by it."""
_EVERY = timedelta(minutes=10)
_INSERT = passing_over(META)
_BELIEVED, _EXCUSED, _CONFIRMED = "clock_believed", "clock_excused", "clock_confirmed"


def doubts(store: Store, now: datetime) -> tuple[str, ...]:
    """What in the store speaks against this being the time. Raises RecordError."""
    with store.read() as connection:
        return tuple(_doubts(connection, now))


def _doubts(connection: Connection, now: datetime) -> Iterator[str]:
    believed, excused = _value(connection, _BELIEVED), _value(connection, _EXCUSED)
    if believed and now - believed > SILENT:
        yield f"the clock is in doubt: this store was last at work on {_said(believed)}"
    if believed and believed - now > TOLERANCE:
        yield f"the clock is in doubt: this store was already at work on {_said(believed)}"
    newest = _newest(connection)
    if newest and newest - now > TOLERANCE and (excused is None or newest > excused):
        yield f"records are dated in the future, up to {_said(newest)}"


def believe(store: Store, now: datetime) -> None:
    """This is the time; written down every few minutes only. Raises RecordError."""
    with store.read() as connection:
        believed = _value(connection, _BELIEVED)
    if believed is None or now - believed >= _EVERY:
        with store.write() as connection:
            _put(connection, _BELIEVED, now)


def confirm(store: Store, now: datetime) -> None:
    """Somebody says that this is the time, whatever speaks against it. Raises RecordError."""
    with store.write() as connection:
        _put(connection, _BELIEVED, now)
        if newest := _newest(connection):
            _put(connection, _EXCUSED, newest)
    with suppress(RecordError), store.write() as connection:  # rights of an earlier version
        _put(connection, _CONFIRMED, now)


def believed_at(store: Store) -> datetime | None:
    """When a clock was last believed. Raises RecordError."""
    with store.read() as connection:
        return _value(connection, _BELIEVED)


def confirmed_at(store: Store) -> datetime | None:
    """When somebody last said that the clock is right. Raises RecordError."""
    with store.read() as connection:
        return _value(connection, _CONFIRMED)


def _newest(connection: Connection) -> datetime | None:
    newest: datetime | None = connection.execute(select(func.max(INTERACTIONS.c.time))).scalar()
    return newest


def _value(connection: Connection, name: str) -> datetime | None:
    found = connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
    return datetime.fromisoformat(found) if found else None


def _put(connection: Connection, name: str, moment: datetime) -> None:
    value = moment.isoformat()  # another gateway may be the first at the same moment
    connection.execute(_INSERT[connection.dialect.name], {"name": name, "value": value})
    connection.execute(update(META).where(META.c.name == name).values(value=value))


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"

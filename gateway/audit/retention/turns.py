"""Whose turn it is: one run at a time, also among several gateways, and none that died blocks."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from gateway.audit.clock import lies_ahead
from gateway.audit.house_tables import META
from gateway.audit.store import Store
from gateway.errors import RecordError

_EVERY = timedelta(days=1)
_LEASE = timedelta(minutes=15)
_DONE, _RUNNING = "retention_done", "retention_running"


class Busy(RecordError):
    """Another run is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The right to run, until it is given back or forgotten."""

    store: Store
    name: str

    def keep(self) -> None:
        """Say that we are still at work. Raises Busy when another took over in the meantime."""
        with self.store.write() as connection:
            if not (_value(connection, _RUNNING) or "").startswith(self.name):
                raise Busy("This run was taken for dead, and another one works.")
            _put(connection, _RUNNING, self._until())

    def end(self, *, done: bool) -> None:
        """Give the turn back; `done`: everything that was due is gone."""
        with self.store.write() as connection:
            if (_value(connection, _RUNNING) or "").startswith(self.name):
                _put(connection, _RUNNING, "")
                if done:
                    _put(connection, _DONE, datetime.now(UTC).isoformat())

    def _until(self) -> str:
        return f"{self.name} {(datetime.now(UTC) + _LEASE).isoformat()}"


def take_turn(store: Store) -> Turn:
    """The right to run. Raises Busy while another run works; one that died is replaced."""
    turn = Turn(store=store, name=secrets.token_hex(8))
    with store.write() as connection:
        _, _, until = (_value(connection, _RUNNING) or "").partition(" ")
        if until and lies_ahead(datetime.fromisoformat(until), datetime.now(UTC), _LEASE):
            raise Busy("A retention run is under way. One that died is replaced after 15 minutes.")
        _put(connection, _RUNNING, turn._until())  # noqa: SLF001 - of this module
    return turn


def last_done(store: Store) -> datetime | None:
    """When everything that was due had gone; None before anybody looked. Raises RecordError."""
    with store.read() as connection:
        done = _value(connection, _DONE)
    return datetime.fromisoformat(done) if done else None


def begin_counting(store: Store) -> None:
    """From the first look on a run is expected every day. Raises RecordError."""
    if last_done(store) is None:
        with store.write() as connection:
            if _value(connection, _DONE) is None:
                _put(connection, _DONE, datetime.now(UTC).isoformat())


def is_time(store: Store) -> bool:
    """Whether the latest whole run was a day ago. Raises RecordError."""
    done = last_done(store)
    return done is not None and not lies_ahead(done + _EVERY, datetime.now(UTC), _EVERY)


def _value(connection: Connection, name: str) -> str | None:
    found: str | None = connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
    return found


def _put(connection: Connection, name: str, value: str) -> None:
    changed = connection.execute(update(META).where(META.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(META), {"name": name, "value": value})

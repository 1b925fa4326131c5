"""The sequencer: gives queued entries their places in the log, and signs checkpoints.

At most one works at a time: on PostgreSQL whoever holds the advisory lock, on SQLite whoever holds
the write lock. It signs only what continues the tree it knows itself (C2SP tlog-checkpoint): once
the store no longer holds that, it places and signs nothing until somebody has looked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from gateway.audit.log.merkle import Frontier
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.signer import Signer, origin_of, signer_of, store_id_of
from gateway.audit.log.tables import CHECKPOINTS, LEAVES, LOG_QUEUE
from gateway.audit.log.tree import any_checkpoint, caught_up, latest_log, still_holds
from gateway.audit.statements import whole_rows
from gateway.audit.store import Store

_LOCK = 7_204_118_535
BATCH = 500
"""Entries of one step: while it writes, requests on SQLite wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one step did. `working`: it was this sequencer's turn."""

    working: bool = False
    sequenced: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """How the log is once the transaction is committed."""

    log: int
    tree: Frontier
    signed: int
    step: Step


class Sequencer:
    """Makes leaves of what is queued. Use from one thread."""

    def __init__(
        self,
        store: Store,
        seed: bytes,
        *,
        checkpoint_events: int = 1_000,
        checkpoint_seconds: float = 60.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._events, self._seconds = checkpoint_events, checkpoint_seconds
        self._now = now
        with store.read() as connection:
            self._store_id = store_id_of(connection)
        self.signer: Signer = signer_of(self._store_id, seed)
        self._log, self._tree = 0, Frontier()
        self._signed, self._signed_at = 0, -inf  # what an earlier one left unsigned is due at once
        self._begun = False

    def step(self, *, closing: bool = False) -> Step:
        """Place what waits, up to a batch; sign when it is time, or at the end (`closing`).

        Raises SQLAlchemyError, and LogError when the log in the store is not what was signed.
        """
        if not self._anything(closing=closing):
            return Step(working=True)
        self._begun = False  # unless this step ends well, the next one looks at everything again
        with self._store.write_raw() as connection:
            placed = self._place(connection, closing=closing) if _alone(connection) else None
        if placed is None:
            return Step()
        if placed.step.notes:
            self._signed_at = monotonic()
        self._log, self._tree, self._signed = placed.log, placed.tree, placed.signed
        self._begun = True
        return placed.step

    def _anything(self, *, closing: bool) -> bool:
        """Whether there is something to do: asked without the write lock that requests need."""
        if closing or not self._begun:
            return True  # another sequencer may have left its last entries unsigned
        unsigned = self._tree.size > self._signed
        with self._store.read() as connection:
            still_holds(connection, self._log, self._tree)
            waiting = connection.execute(select(LOG_QUEUE.c.entry).limit(1)).first()
        return waiting is not None or (unsigned and self._time_is_up())

    def _place(self, connection: Connection, *, closing: bool) -> "_Placed":
        """A new store signs that it is empty, a new log its first entries at once."""
        notes = []
        still_holds(connection, self._log, self._tree)
        latest = latest_log(connection)
        log = max(latest or 0, self._now().year)  # a clock that steps back reopens no log
        tree, signed = self._known(connection, latest or log)
        if latest is not None and latest < log:
            if tree.size > signed:
                notes.append(self._sign(connection, latest, tree))
            tree, signed = Frontier(), 0
        entries = _queued(connection)
        _append(connection, log, tree, entries)
        first = tree.size > 0 == signed or not (latest or entries or any_checkpoint(connection))
        if first or (tree.size > signed and (closing or self._due(tree.size - signed))):
            notes.append(self._sign(connection, log, tree))
            signed = tree.size
        step = Step(working=True, sequenced=len(entries), notes=tuple(notes))
        return _Placed(log=log, tree=tree, signed=signed, step=step)

    def _known(self, connection: Connection, log: int) -> tuple[Frontier, int]:
        """The tree as it is, and how much of it was signed."""
        tree = caught_up(connection, log, self._tree if self._log == log else Frontier())
        statement = select(func.max(CHECKPOINTS.c.size)).where(CHECKPOINTS.c.log == log)
        return tree, connection.execute(statement).scalar() or 0

    def _due(self, unsigned: int) -> bool:
        return unsigned >= self._events or self._time_is_up()

    def _time_is_up(self) -> bool:
        return monotonic() - self._signed_at >= self._seconds

    def _sign(self, connection: Connection, log: int, tree: Frontier) -> str:
        origin = origin_of(self._store_id, log)
        note = self.signer.sign(Checkpoint(origin=origin, size=tree.size, root=tree.root()))
        row = {"log": log, "size": tree.size, "time": self._now(), "note": note}
        connection.execute(insert(CHECKPOINTS), row)
        return note


def _alone(connection: Connection) -> bool:
    """Whether no other sequencer works. On SQLite the write lock has seen to it."""
    if connection.dialect.name == "sqlite":
        return True
    lock = text("SELECT pg_try_advisory_xact_lock(:lock)")
    return bool(connection.execute(lock, {"lock": _LOCK}).scalar())


def _queued(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
    statement = select(LOG_QUEUE.c.entry, LOG_QUEUE.c.leaf)
    return connection.execute(statement.order_by(LOG_QUEUE.c.queued).limit(BATCH)).all()


def _append(
    connection: Connection, log: int, tree: Frontier, entries: Sequence[Row[*tuple[Any, ...]]]
) -> None:
    if not entries:
        return
    rows = [
        {"log": log, "position": tree.size + index, "entry": row.entry, "leaf": row.leaf}
        for index, row in enumerate(entries)
    ]
    whole_rows(LEAVES, connection.dialect).execute(connection, rows)
    gone = LOG_QUEUE.c.entry.in_([row.entry for row in entries])
    connection.execute(delete(LOG_QUEUE).where(gone))
    tree.extend(row.leaf for row in entries)

"""How far each destination has been sent, and whose turn it is to send: one gateway's at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, insert, or_, select, update

from gateway.audit.clock import TOLERANCE
from gateway.audit.house_tables import RUNS
from gateway.audit.log.tables import CHECKPOINTS, LEAVES
from gateway.audit.log.tree import latest_log, size_of
from gateway.audit.operation_tables import SIEM_POSITIONS
from gateway.audit.store import Store
from gateway.errors import RecordError

_P = SIEM_POSITIONS.c
LEASE = timedelta(seconds=120)
"""How long a gateway that fell silent keeps its turn."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Position:
    """The next entry to send."""

    log: int
    position: int


class Positions:
    """The positions of one gateway process; every call is one transaction. Raises RecordError."""

    def __init__(self, store: Store, holder: str) -> None:
        self._store, self._holder = store, holder

    def take(self, destination: str, *, oldest: datetime) -> Position | None:
        """From where to send; None when another gateway does.

        A destination that is new begins with what was recorded after `oldest`, roughly.
        """
        with self._store.read() as connection:
            known = select(SIEM_POSITIONS).where(_P.destination == destination)
            row = connection.execute(known).one_or_none()
            free = row is None or connection.execute(known.where(self._free())).first()
        if row is None:
            return self._begin(destination, oldest)
        if not free:
            return None  # asked without the write lock that requests need
        return self._take_over(destination)

    def save(self, destination: str, at: Position, *, release: bool = False) -> bool:
        """Remember how far it went and keep the turn, or give it up; False: it was lost."""
        until = datetime.now(UTC) + (timedelta(0) if release else LEASE)
        statement = (
            update(SIEM_POSITIONS)
            .where(_P.destination == destination, _P.holder == self._holder)
            .values(log=at.log, position=at.position, until=until)
            .returning(_P.log)
        )
        with self._store.write() as connection:
            return connection.execute(statement).one_or_none() is not None

    def waiting(self, at: Position) -> int:
        """How many entries come from there on."""
        with self._store.read() as connection:
            newest = latest_log(connection) or at.log
            sizes = (size_of(connection, log) for log in range(at.log, newest + 1))
            return sum(sizes) - at.position

    def _take_over(self, destination: str) -> Position | None:
        statement = (
            update(SIEM_POSITIONS)
            .where(_P.destination == destination, self._free())
            .values(holder=self._holder, until=datetime.now(UTC) + LEASE)
            .returning(_P.log, _P.position)
        )
        with self._store.write() as connection:
            row = connection.execute(statement).one_or_none()
        return Position(log=row.log, position=row.position) if row else None

    def _free(self) -> ColumnElement[bool]:
        """Ours, too long silent, or of a gateway that is known to be dead.

        A turn that lasts longer than any does was taken while a clock was ahead.
        """
        dead, now = select(RUNS.c.run).where(RUNS.c.closed.is_not(None)), datetime.now(UTC)
        over = or_(_P.until < now, _P.until > now + LEASE + TOLERANCE)
        return or_(_P.holder == self._holder, over, _P.holder.in_(dead))

    def _begin(self, destination: str, oldest: datetime) -> Position | None:
        at = self._first_after(oldest)
        statement = insert(SIEM_POSITIONS).values(
            destination=destination,
            log=at.log,
            position=at.position,
            holder=self._holder,
            until=datetime.now(UTC) + LEASE,
        )
        try:
            with self._store.write() as connection:
                connection.execute(statement)
        except RecordError:  # another gateway was quicker
            return None
        return at

    def _first_after(self, moment: datetime) -> Position:
        """The newest checkpoint before that moment: nothing before it is younger."""
        c = CHECKPOINTS.c
        statement = select(c.log, c.size).where(c.time < moment)
        with self._store.read() as connection:
            ordered = statement.order_by(c.log.desc(), c.size.desc()).limit(1)
            row = connection.execute(ordered).one_or_none()
            first = connection.execute(select(func.min(LEAVES.c.log))).scalar()
        if row is None:
            return Position(log=first or moment.year, position=0)
        return Position(log=row.log, position=row.size)

"""The log's checkpoints as events: whoever has them can see later that the log only grew."""

from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from gateway.audit.log.carried import carried
from gateway.audit.log.tables import CHECKPOINTS
from gateway.audit.outgoing.positions import Position
from gateway.siem.event import Event, Kind, Signed

ACTION = "log.checkpoint"


def checkpoints_after(
    connection: Connection, told: Position, end: Position, *, since: datetime
) -> list[Event]:
    """Those that sign more than `told` and no more than `end`, unless they are older than `since`.

    `position` of both is a number of entries. In the order they were signed.
    """
    c = CHECKPOINTS.c
    more = or_(and_(c.log == told.log, c.size > told.position), c.log > told.log)
    less = or_(and_(c.log == end.log, c.size <= end.position), c.log < end.log)
    statement = select(CHECKPOINTS).where(more, less, c.time >= since)
    rows = connection.execute(statement.order_by(c.log, c.size))
    return [_event(row.log, row.size, row.time, row.note) for row in rows]


def _event(log: int, size: int, time: datetime, note: str) -> Event:
    """Its place is that of the last entry it signs."""
    origin = note.partition("\n")[0]
    return Event(
        kind=Kind.CHECKPOINT,
        id=f"{origin}/{size}",
        subject=origin,
        time=time,
        instance="",
        log=log,
        position=max(0, size - 1),
        action=ACTION,
        signed=Signed(entries=size, note=carried(note)),
    )

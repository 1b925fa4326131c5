"""Who looked is forgotten too, after its own time, with tombstones like any record.

Disposals are kept for good, because they account for what is gone; steps of cases go with theirs.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, delete, func, not_, or_, select

from gateway.audit.activities import Activity
from gateway.audit.cases.scope import pieces_of
from gateway.audit.cases.tables import CASE_STEPS
from gateway.audit.disposal import Reason, note_disposal
from gateway.audit.forgetting import forgetful
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.lingering import bytes_linger
from gateway.audit.log.entering import Kind
from gateway.audit.log.tables import HOLDS, LOG_SALTS
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS
from gateway.errors import RecordError
from gateway.settings.retention_file import Action, Activities

CLASS = "activities"
_A = ACTIVITIES.c


def due_activities(store: Store, line: Activities | None, today: date) -> int:
    """How many may go today. Raises RecordError."""
    if line is None or line.action is not Action.DESTROY:
        return 0
    statement = select(func.count()).select_from(ACTIVITIES).where(*_due(line, today))
    with store.read() as connection:
        return connection.execute(statement).scalar_one()


def let_go(
    store: Store, line: Activities | None, today: date, *, actor: str, batch: int
) -> Iterator[int]:
    """Let go of what is due, oldest first; after each batch how many. Raises RecordError."""
    if line is None or line.action is not Action.DESTROY:
        return
    while gone := _next(store, line, today, batch):
        _dispose(store, gone, line, actor)
        _prove(store, gone)
        yield len(gone)


def _due(line: Activities, today: date) -> Sequence[ColumnElement[bool]]:
    limit = datetime.combine(line.over_on(today) + timedelta(days=1), time.min, UTC)
    entry = LOG_SALTS.c.entry
    accounts = select(entry).where(entry == _A.id, LOG_SALTS.c.kind == Kind.DISPOSAL)
    of_case = select(CASE_STEPS.c.case).where(CASE_STEPS.c.activity == _A.id)
    held = select(HOLDS.c.hold).where(HOLDS.c.record == _A.id, HOLDS.c.released.is_(None))
    return [_A.time < limit, not_(or_(accounts.exists(), of_case.exists(), held.exists()))]


def _next(store: Store, line: Activities, today: date, batch: int) -> list[str]:
    statement = select(_A.id).where(*_due(line, today)).order_by(_A.time, _A.id).limit(batch)
    with store.read() as connection:
        return list(connection.execute(statement).scalars())


def _dispose(store: Store, gone: Sequence[str], line: Activities, actor: str) -> None:
    activity = Activity(
        actor=actor,
        action="activities.dispose",
        subject=f"{len(gone)} activities",
        why=f"{Reason.RETENTION}: {line.authority}",
        more={"activities": list(gone)},
    )
    bytes_linger(store)
    with store.write() as connection:
        forgetful(connection)
        note_disposal(store, connection, activity, gone, Reason.RETENTION, line.authority)
        for piece in pieces_of(gone):
            connection.execute(delete(DATA_KEYS).where(DATA_KEYS.c.record.in_(piece)))
            connection.execute(delete(LOG_SALTS).where(LOG_SALTS.c.entry.in_(piece)))
            connection.execute(delete(ACTIVITIES).where(_A.id.in_(piece)))


def _prove(store: Store, gone: Sequence[str]) -> None:
    """Nothing of them is read back."""
    with store.read() as connection:
        for column in (DATA_KEYS.c.record, LOG_SALTS.c.entry, _A.id):
            for piece in pieces_of(gone):
                if connection.execute(select(column).where(column.in_(piece)).limit(1)).first():
                    raise RecordError("Disposed activities are still there; the store is damaged.")

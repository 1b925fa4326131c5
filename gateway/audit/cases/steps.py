"""The steps of a case: each is an activity in the tamper-evident log, found by case and number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from gateway.audit.activities import (
    ACTIVITY_COLUMNS,
    Activity,
    PastActivity,
    activity_event,
    past_activity,
)
from gateway.audit.cases.tables import CASE_STEPS
from gateway.audit.events import append
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS
from gateway.errors import RecordError

INSTANCE = "command line"
_CASES = 0x6361  # the kind of advisory lock: two numbers never meet the one of the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, read back. `data` is what the action needs, as JSON."""

    number: int
    activity: str
    time: datetime
    who: str
    action: str
    why: str = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)


def alone_with(connection: Connection, case: str) -> None:
    """Until this transaction ends nobody else changes the case, nor lets it go."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer
        lock = func.pg_advisory_xact_lock(_CASES, func.hashtext(case))
        connection.execute(select(lock))


def write_step(
    connection: Connection, store: Store, case: str, number: int, activity: Activity
) -> Step:
    """Add a step within a transaction. Another one of that number makes it fail (RecordError)."""
    event = activity_event(store, INSTANCE, activity)
    append(connection, [event])
    row = {"case": case, "number": number, "activity": event.entry}
    connection.execute(insert(CASE_STEPS), row)
    written = next(iter(event.rows[ACTIVITIES]))
    return Step(
        number=number,
        activity=event.entry,
        time=written["time"],
        who=activity.actor,
        action=activity.action,
        why=activity.why,
        data=activity.more,
    )


def read_steps(connection: Connection, store: Store, case: str) -> tuple[Step, ...]:
    """All steps of a case in their order. Raises RecordError when one of them is gone."""
    statement = (
        select(CASE_STEPS.c.number, *ACTIVITY_COLUMNS)
        .join(ACTIVITIES, ACTIVITIES.c.id == CASE_STEPS.c.activity)
        .join(DATA_KEYS, DATA_KEYS.c.record == ACTIVITIES.c.id)
        .where(CASE_STEPS.c.case == case)
        .order_by(CASE_STEPS.c.number)
    )
    rows = connection.execute(statement).all()
    _check_numbers([row.number for row in rows], _written(connection, case))
    return tuple(_step(row.number, past_activity(store, row)) for row in rows)


def _written(connection: Connection, case: str) -> int:
    statement = select(func.max(CASE_STEPS.c.number)).where(CASE_STEPS.c.case == case)
    return connection.execute(statement).scalar() or 0


def _check_numbers(numbers: Sequence[int], last: int) -> None:
    if list(numbers) != list(range(1, last + 1)):
        raise RecordError("A step of this case is missing: the records were tampered with.")


def _step(number: int, past: PastActivity) -> Step:
    return Step(
        number=number,
        activity=past.id,
        time=past.time,
        who=past.actor,
        action=past.action,
        why=past.why,
        data=past.more,
    )

"""What people did with the gateway and its records: written, and read back by auditors."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, select

from gateway.audit.cleaning import cleaned
from gateway.audit.events import Event, append
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.entering import Kind
from gateway.audit.payloads import dumps, key_rows
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What somebody did with the gateway or with its records. `more` is JSON, sealed too."""

    actor: str
    action: str
    subject: str = field(repr=False)
    why: str = field(repr=False)
    more: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastActivity:
    """An activity read back."""

    id: str
    time: datetime
    instance: str
    actor: str
    action: str
    subject: str = field(repr=False)
    why: str = field(repr=False)
    more: Mapping[str, Any] = field(default_factory=dict, repr=False)


def activity_event(store: Store, instance: str, activity: Activity) -> Event:
    """The rows of an activity. What it was about and why are sealed: both may name a person."""
    moment, new_id = datetime.now(UTC), str(uuid4())
    key = store.periods.issue(new_id, moment)
    details = [activity.subject, activity.why, *([activity.more] if activity.more else [])]
    row = {
        "id": new_id,
        "time": moment,
        "instance": instance,
        "actor": activity.actor,
        "action": activity.action,
        "details": key.seal("details", dumps(details)),
    }
    return Event(
        entry=new_id,
        kind=Kind.ACTIVITY,
        rows={ACTIVITIES: [cleaned(row)]} | key_rows(key, needed=True),
    )


def record_activity(store: Store, activity: Activity, *, instance: str = "command line") -> None:
    """Write one activity, durably. Raises RecordError."""
    event = activity_event(store, instance, activity)
    with store.write() as connection:
        append(connection, [event])


def activities(store: Store, *, limit: int = 100) -> Iterator[PastActivity]:
    """The latest activities, newest first, opened. Raises RecordError."""
    statement = (
        select(*ACTIVITY_COLUMNS)
        .join(DATA_KEYS, DATA_KEYS.c.record == ACTIVITIES.c.id)
        .order_by(ACTIVITIES.c.time.desc(), ACTIVITIES.c.id.desc())
        .limit(limit)
    )
    with store.read() as connection:
        rows = connection.execute(statement).all()
    for row in rows:
        yield past_activity(store, row)


ACTIVITY_COLUMNS = (*ACTIVITIES.c, DATA_KEYS.c.key_id, DATA_KEYS.c.wrapped)


def past_activity(store: Store, row: Row[*tuple[Any, ...]]) -> PastActivity:
    """An activity opened, of a row of ACTIVITY_COLUMNS. Raises RecordError."""
    key = store.periods.open(row.id, row.key_id, row.wrapped)
    subject, why, *more = json.loads(key.open("details", row.details))
    return PastActivity(
        id=row.id,
        time=row.time,
        instance=row.instance,
        actor=row.actor,
        action=row.action,
        subject=subject,
        why=why,
        more=more[0] if more else {},
    )

"""Live checks of tools: what IT saw from their own network, kept for the coverage table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gateway.audit.activities import Activity, activities, record_activity
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS

ACTION = "live-check"
_LOOKED_AT = 5_000  # activities, newest first
_I, _E = INTERACTIONS.c, ENDINGS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the records know of the newest interaction with a host; never a text."""

    effect: str
    segments: int
    unread: int
    issued: int
    dialect: str
    ended: bool
    unrestored: int


def newest(store: Store, host: str, since: datetime) -> Seen | None:
    """The newest interaction with that host that carried a text. Raises RecordError."""
    statement = (
        select(
            *(_I.effect, _I.segments, _I.unread, _I.issued, _I.dialect),
            *(_E.outcome, _E.unrestored),
        )
        .select_from(INTERACTIONS.outerjoin(ENDINGS, _E.interaction_id == _I.id))
        .where(_I.host == host, _I.time >= since, _I.segments > 0)
        .order_by(_I.time.desc())
        .limit(1)
    )
    with store.read() as connection:
        row = connection.execute(statement).first()
    if row is None:
        return None
    return Seen(
        effect=row.effect,
        segments=row.segments,
        unread=sum((row.unread or {}).values()),
        issued=row.issued,
        dialect=row.dialect,
        ended=row.outcome is not None,
        unrestored=row.unrestored or 0,
    )


def record_live_check(store: Store, who: str, *, tool: str, product: str, result: str) -> None:
    """Keep the result, durably, as an activity. Raises RecordError."""
    subject = json.dumps({"tool": tool, "product": product, "result": result})
    record_activity(store, Activity(actor=who, action=ACTION, subject=subject, why=""))


def live_checks(store: Store) -> Mapping[str, str]:
    """Product of the catalogue to "2031-05-01: result" of its newest check. Raises RecordError."""
    found: dict[str, str] = {}
    for activity in activities(store, limit=_LOOKED_AT):
        if activity.action == ACTION:
            said = json.loads(activity.subject)
            found.setdefault(said["product"], f"{activity.time:%Y-%m-%d}: {said['result']}")
    return found

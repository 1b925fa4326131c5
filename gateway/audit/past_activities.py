"""Who looked: past activities by time, person, kind, and what they were about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from gateway.audit.activities import ACTIVITY_COLUMNS, PastActivity, past_activity
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS

_A = ACTIVITIES.c
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """All that are set must hold. `action` is one, or the beginning of several."""

    since: datetime | None = None
    until: datetime | None = None
    who: str = ""
    action: str = ""
    about: str = field(default="", repr=False)


def past_activities(
    store: Store, sought: Looked, *, limit: int, page: int = _PAGE
) -> Iterator[PastActivity]:
    """Activities, newest first, opened. What they are about is sealed, so it is looked for in each.

    Raises RecordError.
    """
    after: list[ColumnElement[bool]] = []
    number = 0
    while rows := _page(store, [*_conditions(sought), *after], page):
        for past in rows:
            if not sought.about or _is_about(past, sought.about):
                yield past
                number += 1
                if number == limit:
                    return
        last = rows[-1]
        after = [or_(_A.time < last.time, and_(_A.time == last.time, _A.id < last.id))]


def _page(store: Store, where: list[ColumnElement[bool]], size: int) -> list[PastActivity]:
    statement = select(*ACTIVITY_COLUMNS).join(DATA_KEYS, DATA_KEYS.c.record == _A.id).where(*where)
    with store.read() as connection:
        ordered = statement.order_by(_A.time.desc(), _A.id.desc()).limit(size)
        return [past_activity(store, row) for row in connection.execute(ordered)]


def _conditions(sought: Looked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.since:
        found.append(_A.time >= sought.since)
    if sought.until:
        found.append(_A.time < sought.until)
    if sought.who:
        found.append(func.lower(_A.actor) == sought.who.lower())
    if sought.action:
        found.append(_A.action.startswith(sought.action, autoescape=True))
    return found


def _is_about(past: PastActivity, record: str) -> bool:
    named = {past.subject, past.more.get("record"), *past.more.get("records", ())}
    return record in named

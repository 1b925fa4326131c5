"""The log's entries as events, in the log's order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS, TOOL_CHANGES
from gateway.audit.log.entering import ANSWER_SUFFIX, TOOL_CHANGE_PREFIX
from gateway.audit.log.tables import LEAVES
from gateway.audit.outgoing.told import Telling, ended
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.siem.event import Event, Kind

_Row = Row[*tuple[Any, ...]]
_Found = Mapping[str, _Row]
_KEYS = (
    INTERACTIONS.c.id,
    ENDINGS.c.interaction_id,
    ACTIVITIES.c.id,
    JUDGEMENTS.c.id,
    TOOL_CHANGES.c.id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry's place in the log."""

    log: int
    position: int
    entry: str

    @property
    def record(self) -> str:
        """What the entry is about: the record of an answer, the number of a change."""
        return self.entry.removesuffix(ANSWER_SUFFIX).removeprefix(TOOL_CHANGE_PREFIX)

    @property
    def is_answer(self) -> bool:
        return self.entry.endswith(ANSWER_SUFFIX)

    @property
    def is_change(self) -> bool:
        return self.entry.startswith(TOOL_CHANGE_PREFIX)


def places_from(connection: Connection, log: int, position: int, limit: int) -> list[Place]:
    """The next entries from a place on, in order, also into a later year's log."""
    at = LEAVES.c
    later = or_(and_(at.log == log, at.position >= position), at.log > log)
    statement = select(at.log, at.position, at.entry).where(later)
    rows = connection.execute(statement.order_by(at.log, at.position).limit(limit))
    return [Place(log=row.log, position=row.position, entry=row.entry) for row in rows]


def events_of(connection: Connection, places: Sequence[Place], telling: Telling) -> list[Event]:
    """Their events; what has been disposed of since, and so cannot be told, is left out."""
    changes = [int(place.record) for place in places if place.is_change]
    records = [place.record for place in places if not place.is_change]
    asked, endings, did, judged, changed = (
        _rows(connection, key, changes if key.table is TOOL_CHANGES else records) for key in _KEYS
    )
    found = []
    for place in places:
        if place.is_change:
            event = _change(place, changed)
        elif place.record in asked:
            event = _interaction(place, asked[place.record], endings, telling)
        else:
            event = _act(place, did) or _judgement(place, judged, telling)
        found.append(event)
    return [event for event in found if event is not None]


def _rows(connection: Connection, key: Any, wanted: Iterable[Any]) -> _Found:  # noqa: ANN401 - a Column
    names = list(wanted)
    if not names:
        return {}
    rows = connection.execute(select(key.table).where(key.in_(names))).all()
    return {str(row._mapping[key]): row for row in rows}  # noqa: SLF001 - SQLAlchemy's documented name


def _interaction(place: Place, row: _Row, endings: _Found, telling: Telling) -> Event | None:
    ending = endings.get(place.record) if place.is_answer else None
    if place.is_answer and ending is None:
        return None
    at = row if ending is None else ending
    return Event(
        kind=Kind.ANSWER if place.is_answer else Kind.REQUEST,
        id=place.entry,
        subject=place.record,
        time=at.time,
        instance=at.instance,
        log=place.log,
        position=place.position,
        actor=telling.person(row.person),
        asked=telling.asked(row),
        ended=None if ending is None else ended(ending),
    )


def _act(place: Place, did: _Found) -> Event | None:
    """What an activity was about is sealed, because it may name a person; it is not told."""
    row = did.get(place.record)
    if row is None:
        return None
    return Event(
        kind=Kind.ACTIVITY,
        id=place.entry,
        subject=place.entry,
        time=row.time,
        instance=row.instance,
        log=place.log,
        position=place.position,
        actor=row.actor,
        action=row.action,
    )


def _judgement(place: Place, judged: _Found, telling: Telling) -> Event | None:
    row = judged.get(place.record)
    if row is None:
        return None
    return Event(
        kind=Kind.ACTIVITY,
        id=place.entry,
        subject=row.interaction_id,
        time=row.time,
        instance=row.instance,
        log=place.log,
        position=place.position,
        actor=telling.person(row.who),
        action=f"finding.{row.verdict}",
    )


def _change(place: Place, changed: _Found) -> Event | None:
    row = changed.get(place.record)
    if row is None:
        return None
    return Event(
        kind=Kind.TOOL_CHANGE,
        id=place.entry,
        subject=row.tool,
        time=row.time,
        instance="",
        log=place.log,
        position=place.position,
        actor=row.who,
        action=f"tools.{row.approval or 'restored'}",
    )

"""What a schedule says of the records in the store, as SQL, and a plan counted by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from json import dumps

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    type_coerce,
)

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.audit.cases.tables import CASE_RECORDS, CASE_STEPS
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.tables import HOLDS
from gateway.audit.restricting import unrestricted
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.settings.retention_file import Action, Line, Rule, Trigger, Which

_I = INTERACTIONS.c
_BEGINS: Mapping[Trigger, ColumnElement[datetime]] = {
    Trigger.RECORDED: _I.time,
    Trigger.ENDED: ENDINGS.c.time,
}
_ENDED = ENDINGS.c.interaction_id.is_not(None)
_STRETCH = timedelta(days=7)
_OPEN, _KEPT, _FREE = "open", "kept", "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """So many records, or cases, of a class whose period is over on that day: they may go then."""

    line: Rule
    day: date
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole store under a schedule.

    `kept_back`: records whose time is over and that a hold, an open case or a restriction keeps,
    by class. `unclassed`: records that no line fits. `still_open`: records without an ending.
    """

    today: date
    planned: tuple[Planned, ...] = ()
    kept_back: Mapping[str, int]
    unclassed: int = 0
    still_open: int = 0

    def due(self, action: Action) -> int:
        """How many records that action is due for today."""
        return sum(
            one.records
            for one in self.planned
            if one.line.action is action and one.day <= self.today
        )


def kept_back() -> ColumnElement[bool]:
    """A hold, an open case or a restriction keeps the interaction: a condition."""
    held = select(HOLDS.c.hold).where(HOLDS.c.record == _I.id, HOLDS.c.released.is_(None))
    closed = (
        select(CASE_STEPS.c.case)
        .join(ACTIVITIES, ACTIVITIES.c.id == CASE_STEPS.c.activity)
        .where(ACTIVITIES.c.action == "case.close")
    )
    in_case = select(CASE_RECORDS.c.case).where(
        CASE_RECORDS.c.record == _I.id, CASE_RECORDS.c.case.not_in(closed)
    )
    return or_(held.exists(), in_case.exists(), not_(unrestricted()))


def due(lines: Sequence[Line], number: int, today: date) -> list[ColumnElement[bool]]:
    """That a record is of the class of that line, that its time is over, and that it may go.

    The statement must join the endings (outer).
    """
    line = lines[number]
    limit = datetime.combine(line.over_on(today) + timedelta(days=1), time.min, UTC)
    earlier = [not_(_fits(one.records)) for one in lines[:number]]
    # An ending is never before its request: the first condition lets the index be used.
    over = [_I.time < limit, _BEGINS[line.trigger] < limit]
    return [*over, *earlier, _fits(line.records), _ENDED, not_(kept_back())]


def plan(store: Store, lines: Sequence[Line], *, today: date) -> Plan:
    """Count the whole store once, in the database, a stretch at a time. Raises RecordError."""
    planned: dict[tuple[int, date], int] = {}
    kept: dict[str, int] = {}
    unclassed = still_open = 0
    for number, day, state, count in _all_counted(store, lines):
        if number < 0:
            unclassed += count
        elif state == _OPEN:
            still_open += count
        else:
            line = lines[number]
            ends = line.ends(date.fromisoformat(day))
            if state == _FREE:
                planned[number, ends] = planned.get((number, ends), 0) + count
            elif ends <= today:
                kept[line.name] = kept.get(line.name, 0) + count
    return Plan(
        today=today,
        planned=tuple(
            Planned(line=lines[number], day=day, records=count)
            for (number, day), count in sorted(planned.items(), key=lambda item: item[0][::-1])
        ),
        kept_back=kept,
        unclassed=unclassed,
        still_open=still_open,
    )


def found(categories: Sequence[Category]) -> ColumnElement[bool]:
    """Something of one of these categories was found in the interaction: a condition."""
    text = type_coerce(_I.entities, Text)
    names = [entity for entity, category in CATEGORY.items() if category in categories]
    return or_(*(text.contains(f"{dumps(name)}:", autoescape=True) for name in names))


def _fits(which: Which) -> ColumnElement[bool]:
    """That a record is one of these; never null, because it is negated for the lines after."""
    wanted: list[ColumnElement[bool]] = [true()]
    if which.tools:
        wanted.append(func.coalesce(_I.tool, "").in_(which.tools))
    if which.unlisted is not None:
        wanted.append(_I.tool.is_(None) if which.unlisted else _I.tool.is_not(None))
    if which.decisions:
        wanted.append(_I.effect.in_(which.decisions))
    if which.categories:
        wanted.append(found(which.categories))
    if which.capture:
        wanted.append(_I.capture.in_([one.value for one in which.capture]))
    if which.groups:
        groups = type_coerce(_I.person_groups, Text)
        wanted.append(or_(*(groups.contains(dumps(g), autoescape=True) for g in which.groups)))
    return and_(*wanted)


def _all_counted(store: Store, lines: Sequence[Line]) -> Iterator[tuple[int, str, str, int]]:
    """So many records of a line, or of none, that began on a day and are in one state."""
    with store.read() as connection:
        for stretch in _stretches(connection):
            rows = connection.execute(_counted(connection, lines, stretch))
            yield from ((row[0], row[1], row[2], row[3]) for row in rows)


def _stretches(connection: Connection) -> Iterator[ColumnElement[bool]]:
    """All records by their time: SQLite holds the rows that it groups in memory."""
    since = connection.execute(select(func.min(_I.time))).scalar()
    while since is not None:
        until = since + _STRETCH
        yield and_(_I.time >= since, _I.time < until)
        since = connection.execute(select(func.min(_I.time)).where(_I.time >= until)).scalar()


def _counted(connection: Connection, lines: Sequence[Line], stretch: ColumnElement[bool]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    fits = [_fits(line.records) for line in lines]
    number = (
        case(*((fit, index) for index, fit in enumerate(fits)), else_=-1) if fits else literal(-1)
    )
    begins = (
        case(
            *((fit, _BEGINS[line.trigger]) for fit, line in zip(fits, lines, strict=True)),
            else_=_I.time,
        )
        if fits
        else _I.time
    )
    state = case((not_(_ENDED), _OPEN), (kept_back(), _KEPT), else_=_FREE)
    counted = (
        select(number.label("number"), _day(connection, begins).label("day"), state.label("state"))
        .select_from(JOINED)
        .where(stretch)
        .subquery()
    )
    grouped = (counted.c.number, counted.c.day, counted.c.state)
    return select(*grouped, func.count()).group_by(*grouped)


def _day(connection: Connection, moment: ColumnElement[datetime]) -> ColumnElement[str]:
    """The day in UTC, as 2031-05-01."""
    if connection.dialect.name == "sqlite":
        return func.date(moment)
    return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")

"""Closed cases end after their own time: their steps, certificates among them, records and holds.

A case goes whole or not at all, in one transaction, with a tombstone for each of its steps. The
disposal says which case it was, how it ended and when; that is kept for good.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, case, delete, func, or_, select

from gateway.audit.activities import Activity
from gateway.audit.cases.case import Case
from gateway.audit.cases.desk import read_case
from gateway.audit.cases.rights import RECTIFIED
from gateway.audit.cases.scope import pieces_of
from gateway.audit.cases.steps import alone_with
from gateway.audit.cases.tables import CASE_RECORDS, CASE_STEPS, RESTRICTIONS
from gateway.audit.disposal import Reason, note_disposal
from gateway.audit.forgetting import forgetful
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.lingering import bytes_linger
from gateway.audit.log.tables import HOLDS, LOG_SALTS
from gateway.audit.retention.due import Plan, Planned
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, INTERACTIONS
from gateway.errors import RecordError
from gateway.settings.retention_file import Action, CaseLine

_CASE = CASE_STEPS.c.case
_OWN: Sequence[tuple[Table, ColumnElement[str]]] = (
    (CASE_STEPS, _CASE),  # the database lets the rest go once these went
    (CASE_RECORDS, CASE_RECORDS.c.case),
    (HOLDS, HOLDS.c.hold),
    (RESTRICTIONS, RESTRICTIONS.c.case),
)


def plan_cases(store: Store, lines: Sequence[CaseLine], *, today: date) -> Plan:
    """Every case under its schedule; `still_open` are those that are not closed.

    Raises RecordError.
    """
    planned: dict[tuple[int, date], int] = {}
    kept: dict[str, int] = {}
    unclassed = 0
    with store.read() as connection:
        every = select(func.count(_CASE.distinct()))
        total, closed = connection.execute(every).scalar_one(), _closed(connection)
    for reference, (day, keeps) in closed.items():
        number = _line_of(lines, read_case(store, reference)[0])
        if number is None:
            unclassed += 1
        elif not keeps:
            ends = lines[number].ends(day)
            planned[number, ends] = planned.get((number, ends), 0) + 1
        elif lines[number].ends(day) <= today:
            kept[lines[number].name] = kept.get(lines[number].name, 0) + 1
    return Plan(
        today=today,
        planned=tuple(
            Planned(line=lines[number], day=ends, records=count)
            for (number, ends), count in sorted(planned.items(), key=lambda item: item[0][::-1])
        ),
        kept_back=kept,
        unclassed=unclassed,
        still_open=total - len(closed),
    )


def let_cases_go(
    store: Store, lines: Sequence[CaseLine], today: date, *, actor: str
) -> Iterator[CaseLine]:
    """Let go of every case that is due; after each the line that it went by. Raises RecordError."""
    with store.read() as connection:
        closed = _closed(connection)
    for reference, (day, keeps) in closed.items():
        if keeps or not any(line.ends(day) <= today for line in lines):
            continue
        found, steps = read_case(store, reference)
        number = _line_of(lines, found)
        if number is None or lines[number].action is not Action.DESTROY:
            continue
        gone = [step.activity for step in steps]
        if lines[number].ends(day) <= today and _dispose(store, found, gone, lines[number], actor):
            _prove(store, reference, gone)
            yield lines[number]


def _line_of(lines: Sequence[CaseLine], found: Case) -> int | None:
    fits = (n for n, line in enumerate(lines) if not line.kinds or found.kind.value in line.kinds)
    return next(fits, None)


def _closed(
    connection: Connection, *conditions: ColumnElement[bool]
) -> Mapping[str, tuple[date, bool]]:
    """Of every closed case the day, in UTC, and whether something keeps it; oldest first."""
    statement = (
        select(_CASE, func.min(ACTIVITIES.c.time, type_=ACTIVITIES.c.time.type), func.max(_kept()))
        .join(ACTIVITIES, ACTIVITIES.c.id == CASE_STEPS.c.activity)
        .where(ACTIVITIES.c.action == "case.close", *conditions)
        .group_by(_CASE)
        .order_by(func.min(ACTIVITIES.c.time), _CASE)
    )
    rows = connection.execute(statement).all()
    return {reference: (moment.date(), bool(kept)) for reference, moment, kept in rows}


def _kept() -> ColumnElement[int]:
    """1 where it still holds or restricts a record, holds a statement beside one, or is held."""
    steps, hold = (
        CASE_STEPS.alias("of_case"),
        select(HOLDS.c.hold).where(HOLDS.c.released.is_(None)),
    )
    restriction = select(RESTRICTIONS.c.case).where(RESTRICTIONS.c.lifted.is_(None))
    statement = select(CASE_RECORDS.c.case).where(CASE_RECORDS.c.how == RECTIFIED)
    holds = hold.where(HOLDS.c.hold == _CASE).exists()
    restricts = restriction.where(RESTRICTIONS.c.case == _CASE).exists()
    beside = statement.where(INTERACTIONS.c.id == CASE_RECORDS.c.record)
    rectifies = beside.where(CASE_RECORDS.c.case == _CASE).exists()
    held = hold.where(steps.c.case == _CASE, HOLDS.c.record == steps.c.activity).exists()
    return case((or_(holds, restricts, rectifies, held), 1), else_=0)


def _dispose(store: Store, found: Case, steps: Sequence[str], line: CaseLine, actor: str) -> bool:
    """Whether it went: somebody may have come to hold it, or to look at it, since."""
    activity = Activity(
        actor=actor,
        action="case.dispose",
        subject=found.reference,
        why=f"{Reason.RETENTION}: {line.authority}",
        more={
            "case": found.reference,
            "kind": found.kind.value,
            "received": found.clock.received.isoformat(),
            "closed": found.closed.isoformat() if found.closed else "",
            "outcome": found.outcome.value if found.outcome else "",
            "activities": list(steps),
        },
    )
    bytes_linger(store)
    with store.write() as connection:
        forgetful(connection)
        alone_with(connection, found.reference)
        if not _as_it_was(connection, found):
            return False
        note_disposal(store, connection, activity, steps, Reason.RETENTION, line.authority)
        for table, column in _OWN:
            connection.execute(delete(table).where(column == found.reference))
        for table, column in _of_steps():
            for piece in pieces_of(steps):
                connection.execute(delete(table).where(column.in_(piece)))
    return True


def _as_it_was(connection: Connection, found: Case) -> bool:
    """Nobody holds it now, and no step came since it was read."""
    of = CASE_STEPS.c.case == found.reference
    counted = select(func.count()).select_from(CASE_STEPS).where(of)
    steps = connection.execute(counted).scalar_one()
    closed = _closed(connection, of)
    return steps == found.steps and closed.get(found.reference, (None, True))[1] is False


def _of_steps() -> Sequence[tuple[Table, ColumnElement[str]]]:
    return (
        (DATA_KEYS, DATA_KEYS.c.record),
        (LOG_SALTS, LOG_SALTS.c.entry),
        (ACTIVITIES, ACTIVITIES.c.id),
    )


def _prove(store: Store, reference: str, steps: Sequence[str]) -> None:
    """Nothing of it is read back."""
    left = [select(column).where(column == reference) for _, column in _OWN]
    for _, column in _of_steps():
        left += [select(column).where(column.in_(piece)) for piece in pieces_of(steps)]
    with store.read() as connection:
        if any(connection.execute(one.limit(1)).first() for one in left):
            raise RecordError("A disposed case is still there; the store is damaged.")

"""The records of a case, and the holds that keep them from disposal."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import batched

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gateway.audit.cases.case import Case
from gateway.audit.cases.desk import Change, Desk, all_cases, changing
from gateway.audit.cases.tables import CASE_RECORDS, CASE_STEPS
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.tables import HOLDS
from gateway.audit.officers import Acting, Power
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.errors import CaseError

NAMED = "named"
PIECE = 500  # values of one IN list


def records_of(store: Store, reference: str) -> Mapping[str, frozenset[str]]:
    """The records of a case and how each came in: user, mentioned, matched, named."""
    with store.read() as connection:
        return case_records(connection, reference)


def case_records(connection: Connection, reference: str) -> dict[str, frozenset[str]]:
    """As `records_of`, in a transaction."""
    table = CASE_RECORDS.c
    statement = select(table.record, table.how).where(table.case == reference)
    found: dict[str, frozenset[str]] = {}
    for record, how in connection.execute(statement.order_by(table.record)):
        found[record] = found.get(record, frozenset()) | {how}
    return found


def bring_in(change: Change, found: Mapping[str, str], step: int) -> None:
    """Make records part of the case, each with how it was found, and hold them."""
    case, connection = change.case.reference, change.connection
    known = case_records(connection, case)
    rows = [
        {"case": case, "record": record, "how": how, "step": step}
        for record, how in found.items()
        if how not in known.get(record, ())
    ]
    if rows:
        connection.execute(CASE_RECORDS.insert(), rows)
    hold(connection, case, found, change.who.name)


def hold(connection: Connection, name: str, records: Iterable[str], who: str) -> None:
    """Put records under a hold; one that was released holds again."""
    now = datetime.now(UTC)
    rows = [
        {"hold": name, "record": record, "time": now, "who": who}
        | {"released": None, "released_by": None}
        for record in records
    ]
    if not rows:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(HOLDS)
    again = {"released": None, "released_by": None, "who": who, "time": now}
    statement = insert.on_conflict_do_update(
        index_elements=[HOLDS.c.hold, HOLDS.c.record],
        set_=again,
        where=HOLDS.c.released.is_not(None),
    )
    connection.execute(statement, rows)


def release(connection: Connection, name: str, records: Collection[str] | None, who: str) -> int:
    """Release a hold on records, or on all of its records (None); returns how many."""
    number = 0
    standing = (HOLDS.c.hold == name) & HOLDS.c.released.is_(None)
    values = {"released": datetime.now(UTC), "released_by": who}
    pieces = [None] if records is None else list(pieces_of(records))
    for piece in pieces:
        of = standing if piece is None else standing & HOLDS.c.record.in_(piece)
        number += connection.execute(update(HOLDS).where(of).values(values)).rowcount
    return number


def hold_records(desk: Desk, records: Collection[str], *, why: str) -> Case:
    """Bring named records into a case and hold them. Raises CaseError for unknown ones."""
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        unknown = sorted(set(records) - existing(change.connection, records))
        if unknown:
            raise CaseError(f"There is no record {unknown[0]}.")
        step = change.step("case.hold", why=why, records=sorted(set(records)))
        bring_in(change, dict.fromkeys(records, NAMED), step.number)
        return change.case


def hold_case(desk: Desk, other: str, *, why: str) -> None:
    """Hold another case: as long as it is held it is not disposed of. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        steps = select(CASE_STEPS.c.activity).where(CASE_STEPS.c.case == other)
        found = change.connection.execute(steps).scalars().all()
        if not found or other == desk.reference:
            raise CaseError(f"There is no other case {other}.")
        change.step("case.hold", why=why, subject=other, of=other)
        hold(change.connection, desk.reference, found, desk.who.name)


def release_hold(desk: Desk, *, why: str) -> int:
    """Release what a closed case still holds; returns how many records. Raises CaseError."""
    if not why.strip():
        raise CaseError("Releasing a hold needs its reason.")
    with changing(desk, Power.WORK) as change:
        if change.case.is_open:
            raise CaseError(f"{desk.reference} is open: its records stay held until it is closed.")
        number = release(change.connection, desk.reference, None, desk.who.name)
        change.step("case.release", why=why, number=number)
        return number


def release_expired(store: Store, who: Acting, *, appeal_days: int, now: datetime) -> int:
    """Release what cases hold that closed so many days ago; returns how many records."""
    released = 0
    for reference, case in all_cases(store).items():
        if case.closed is None or case.closed + timedelta(days=appeal_days) > now:
            continue
        if held_by(store, reference):
            why = f"{appeal_days} days since it was closed"
            released += release_hold(Desk(store=store, reference=reference, who=who), why=why)
    return released


def held_by(store: Store, name: str) -> int:
    """How many records a hold keeps; of another case it holds each step counts."""
    statement = select(HOLDS.c.record).where(HOLDS.c.hold == name, HOLDS.c.released.is_(None))
    with store.read() as connection:
        return len(connection.execute(statement).all())


def held_apart(store: Store, name: str) -> tuple[int, tuple[str, ...]]:
    """How many records a hold keeps, and which other cases."""
    statement = (
        select(CASE_STEPS.c.case)
        .select_from(HOLDS.outerjoin(CASE_STEPS, CASE_STEPS.c.activity == HOLDS.c.record))
        .where(HOLDS.c.hold == name, HOLDS.c.released.is_(None))
    )
    with store.read() as connection:
        found = connection.execute(statement).scalars().all()
    return found.count(None), tuple(sorted({case for case in found if case}))


def kept_back(
    connection: Connection, records: Collection[str], *, case: str = ""
) -> Mapping[str, frozenset[str]]:
    """Which of these records must not be disposed of, and the holds and open cases that say so.

    The case named by `case` does not count: it is the one that disposes.
    """
    found: dict[str, frozenset[str]] = {}
    for record, name in (*_held(connection, records), *_in_cases(connection, records)):
        if name != case:
            found[record] = found.get(record, frozenset()) | {name}
    return found


def _held(connection: Connection, records: Collection[str]) -> Iterator[tuple[str, str]]:
    for piece in pieces_of(records):
        statement = select(HOLDS.c.record, HOLDS.c.hold).where(
            HOLDS.c.record.in_(piece), HOLDS.c.released.is_(None)
        )
        yield from ((record, name) for record, name in connection.execute(statement))


def _in_cases(connection: Connection, records: Collection[str]) -> Iterator[tuple[str, str]]:
    table = CASE_RECORDS.c
    closed = (
        select(CASE_STEPS.c.case)
        .join(ACTIVITIES, ACTIVITIES.c.id == CASE_STEPS.c.activity)
        .where(ACTIVITIES.c.action == "case.close")
    )
    for piece in pieces_of(records):
        statement = select(table.record, table.case).where(
            table.record.in_(piece), table.case.not_in(closed)
        )
        yield from ((record, name) for record, name in connection.execute(statement))


def pieces_of(values: Collection[str]) -> Iterator[list[str]]:
    """Lists short enough for one statement."""
    return map(list, batched(dict.fromkeys(values), PIECE))


def existing(connection: Connection, records: Collection[str]) -> set[str]:
    """Those of the records that are in the store."""
    found: set[str] = set()
    for piece in pieces_of(records):
        statement = select(INTERACTIONS.c.id).where(INTERACTIONS.c.id.in_(piece))
        found.update(connection.execute(statement).scalars())
    return found

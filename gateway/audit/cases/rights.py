"""Restriction, rectification and erasure: what a person may ask for beside access."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from gateway.audit.cases.case import Case, Statement
from gateway.audit.cases.desk import Change, Desk, changing, read_case
from gateway.audit.cases.kinds import CaseKind, State
from gateway.audit.cases.scope import bring_in, case_records, pieces_of
from gateway.audit.cases.tables import CASE_RECORDS, RESTRICTIONS
from gateway.audit.disposal import Disposal, Reason, dispose, prove_again
from gateway.audit.officers import Power
from gateway.audit.restricting import unrestricted
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.errors import CaseError, RecordError

RECTIFIED = "rectified"
_MAY_RESTRICT = frozenset(
    {CaseKind.RESTRICTION, CaseKind.RECTIFICATION, CaseKind.ERASURE, CaseKind.COMPLAINT}
)
_MAY_RECTIFY = frozenset({CaseKind.RECTIFICATION, CaseKind.COMPLAINT})


def restrict(desk: Desk, records: Collection[str] = (), *, why: str) -> int:
    """Hide records of the case (all of them, or some) from ordinary search; returns how many.

    Reads back that ordinary search shows none of them, and notes it. Raises CaseError; RecordError
    when one is still shown.
    """
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        _must_be_of(change.case, _MAY_RESTRICT, "restricts records")
        chosen = _chosen(change, records)
        known = _restricted(change)
        rows = [_restriction(change, record) for record in chosen if record not in known]
        if rows:
            change.connection.execute(RESTRICTIONS.insert(), rows)
        again = [record for record in chosen if known.get(record) is not None]
        _restrict_again(change, again)
        change.step("case.restrict", why=why, records=chosen)
    _prove_hidden(desk, chosen)
    return len(rows) + len(again)


def _restricted(change: Change) -> dict[str, datetime | None]:
    """The records that the case has restricted, and when each was lifted."""
    columns = select(RESTRICTIONS.c.record, RESTRICTIONS.c.lifted)
    statement = columns.where(RESTRICTIONS.c.case == change.case.reference)
    return {row.record: row.lifted for row in change.connection.execute(statement)}


def _restrict_again(change: Change, records: Sequence[str]) -> None:
    """What was lifted holds again; the steps of the case keep what was before."""
    own = RESTRICTIONS.c.case == change.case.reference
    values = {"time": datetime.now(UTC), "who": change.who.name, "lifted": None, "lifted_by": None}
    for piece in pieces_of(records):
        again = update(RESTRICTIONS).where(own, RESTRICTIONS.c.record.in_(piece))
        change.connection.execute(again.values(values))


def _prove_hidden(desk: Desk, records: Sequence[str]) -> None:
    shown = 0
    with desk.store.read() as connection:
        for piece in pieces_of(records):
            there = INTERACTIONS.c.id.in_(piece) & unrestricted()
            found = select(func.count()).select_from(INTERACTIONS).where(there)
            shown += connection.execute(found).scalar_one()
    with changing(desk, Power.WORK) as change:
        change.step("case.restricted", why="proof", shown=shown)
    if shown:
        raise RecordError("Restricted records are still shown; the store is damaged.")


def lift(desk: Desk, *, why: str) -> int:
    """End the restrictions of a case; returns how many. Raises CaseError."""
    if not why.strip():
        raise CaseError("Lifting a restriction needs its reason: the person must be told before.")
    with changing(desk, Power.WORK) as change:
        standing = (RESTRICTIONS.c.case == desk.reference) & RESTRICTIONS.c.lifted.is_(None)
        values = {"lifted": datetime.now(UTC), "lifted_by": desk.who.name}
        number = change.connection.execute(update(RESTRICTIONS).where(standing).values(values))
        change.step("case.lift", why=why, number=number.rowcount)
        return number.rowcount


def rectify(desk: Desk, record: str, text: str, *, why: str = "") -> Case:
    """Put a statement beside a record; the record itself is never changed. Raises CaseError."""
    if not text.strip():
        raise CaseError("Give the statement that stands beside the record from now on.")
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        _must_be_of(change.case, _MAY_RECTIFY, "rectifies records")
        _chosen(change, [record])
        step = change.step(
            "case.rectify", why=why, subject=record, record=record, text=text.strip()
        )
        bring_in(change, {record: RECTIFIED}, step.number)
        return change.case


def statements_of(store: Store, record: str) -> Iterator[Statement]:
    """The statements that stand beside a record. Raises RecordError."""
    table = CASE_RECORDS.c
    statement = select(table.case).where(table.record == record, table.how == RECTIFIED)
    with store.read() as connection:
        references = connection.execute(statement.order_by(table.case)).scalars().all()
    for reference in references:
        case, _ = read_case(store, reference)
        yield from (one for one in case.statements if one.record == record)


def erase(desk: Desk, *, authority: str) -> Disposal:
    """Dispose of every record of an approved erasure that is not kept on a ground.

    One that died half-way is brought to its end: what it disposed of is proved and told.

    Raises CaseError, and KeptBack when another hold or an open case keeps one: then none goes.
    """
    if not authority.strip():
        raise CaseError("An erasure names its authority, such as UK GDPR Art 17(1)(d).")
    with changing(desk, Power.WORK) as change:
        _must_be_of(change.case, frozenset({CaseKind.ERASURE}), "erases records")
        change.must_be(State.APPROVED)
        records = case_records(change.connection, desk.reference).keys() - change.case.withheld
        change.step("case.erase", why=authority, number=len(records))
    disposal = prove_again(
        desk.store, sorted(records), reason=Reason.ERASURE, actor=desk.who.name
    ) or dispose(
        desk.store,
        sorted(records),
        reason=Reason.ERASURE,
        authority=f"{desk.reference}: {authority.strip()}",
        actor=desk.who.name,
        case=desk.reference,
    )
    with changing(desk, Power.WORK) as change:
        change.step(
            "case.erased",
            why=authority,
            disposal=disposal.id,
            records=len(disposal.records),
            clean=disposal.clean,
        )
    return disposal


def _restriction(change: Change, record: str) -> dict[str, object]:
    return {
        "record": record,
        "case": change.case.reference,
        "time": datetime.now(UTC),
        "who": change.who.name,
        "lifted": None,
        "lifted_by": None,
    }


def _chosen(change: Change, records: Collection[str]) -> list[str]:
    known = case_records(change.connection, change.case.reference)
    unknown = set(records) - known.keys()
    if unknown:
        raise CaseError(f"{min(unknown)} is not a record of this case.")
    return sorted(set(records) or known)


def _must_be_of(case: Case, kinds: Collection[CaseKind], does: str) -> None:
    if case.kind not in kinds:
        raise CaseError(f"A {case.kind.words} never {does}; open a case of its own for that.")

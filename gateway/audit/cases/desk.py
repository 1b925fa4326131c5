"""Opening, reading and changing a case: every change is one step in one transaction."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select

from gateway.audit.activities import Activity
from gateway.audit.cases.calendar import NATIONS, Calendar
from gateway.audit.cases.case import Case
from gateway.audit.cases.fold import case_of, folded
from gateway.audit.cases.kinds import WORKING, CaseKind, Requester, State
from gateway.audit.cases.steps import Step, alone_with, read_steps, write_step
from gateway.audit.cases.tables import CASE_STEPS
from gateway.audit.officers import Acting, Power
from gateway.audit.store import Store
from gateway.errors import CaseError

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{2,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a new case says. `about` is sealed; a requester's name need not stand anywhere."""

    kind: CaseKind
    received: date
    requester: Requester
    owner: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One case of one store, and who works on it."""

    store: Store
    reference: str
    who: Acting


class Change:
    """A case inside a transaction, to be read and given steps."""

    def __init__(self, connection: Connection, store: Store, case: Case, who: Acting) -> None:
        self.connection, self.store, self.who = connection, store, who
        self.case = case

    def step(self, action: str, *, why: str = "", subject: str = "", **data: Any) -> Step:  # noqa: ANN401
        """Add a step: an activity whose purpose is the case. Returns it."""
        account = {} if self.who.account == self.who.name else {"account": self.who.account}
        activity = Activity(
            actor=self.who.name,
            action=action,
            subject=subject or self.case.reference,
            why=why.strip() or purpose(self.case),
            more={"case": self.case.reference, **account, **data},
        )
        number = self.case.steps + 1
        written = write_step(self.connection, self.store, self.case.reference, number, activity)
        self.case = folded(self.case, written)
        return written

    def must_be(self, *states: State) -> None:
        """Raises CaseError unless the case is in one of these states."""
        if self.case.state not in states:
            usual = " or ".join(states)
            raise CaseError(
                f"{self.case.reference} is in {self.case.state}; this needs a case in {usual}."
            )

    def must_be_at_work(self) -> None:
        """Raises CaseError once the case is under review or further."""
        self.must_be(*sorted(WORKING))

    def must_be_open(self) -> None:
        """Raises CaseError when the case is closed."""
        if not self.case.is_open:
            raise CaseError(f"{self.case.reference} is closed.")


def purpose(case: Case) -> str:
    """Why something is looked at, where nobody says more."""
    return f"{case.kind.words} {case.reference}"


def open_case(desk: Desk, asked: Asked) -> Case:
    """Begin a case. Raises CaseError: a reference that is taken, or a day that cannot be."""
    store, reference, who = desk.store, desk.reference, desk.who
    if not _REFERENCE.fullmatch(reference):
        raise CaseError("A reference has 3 to 60 letters, digits, dots, dashes or slashes.")
    who.must(*_powers(asked.kind, Power.WORK))
    Calendar.of(*NATIONS).is_working_day(asked.received)  # refuses a day nobody can count from
    if asked.received > datetime.now(UTC).astimezone().date():
        raise CaseError("A request cannot be received in the future.")
    data = {
        "kind": asked.kind.value,
        "received": asked.received.isoformat(),
        "requester": asked.requester.value,
        "owner": asked.owner,
        "about": asked.about,
    }
    account = {} if who.account == who.name else {"account": who.account}
    activity = Activity(
        actor=who.name,
        action="case.open",
        subject=reference,
        why=f"{asked.kind.words} {reference}",
        more={"case": reference, **account, **data},
    )
    with store.write() as connection:
        alone_with(connection, reference)
        if _known(connection, reference):
            raise CaseError(f"There is a case {reference} already.")
        return case_of(reference, [write_step(connection, store, reference, 1, activity)])


@contextmanager
def changing(desk: Desk, *powers: Power) -> Iterator[Change]:
    """A case to be changed in one transaction, by whoever has one of the powers.

    Raises CaseError: unknown, or not by this person.
    """
    with desk.store.write() as connection:
        alone_with(connection, desk.reference)
        steps = read_steps(connection, desk.store, desk.reference)
        if not steps:
            raise CaseError(f"There is no case {desk.reference}.")
        case = case_of(desk.reference, steps)
        desk.who.must(*(one for power in powers for one in _powers(case.kind, power)))
        yield Change(connection, desk.store, case, desk.who)


def read_case(store: Store, reference: str) -> tuple[Case, tuple[Step, ...]]:
    """A case and its steps, without noting that somebody looked. Raises CaseError."""
    with store.read() as connection:
        steps = read_steps(connection, store, reference)
    if not steps:
        raise CaseError(f"There is no case {reference}.")
    return case_of(reference, steps), steps


def show_case(desk: Desk) -> tuple[Case, tuple[Step, ...]]:
    """A case and its steps; that somebody looked is one of them. Raises CaseError."""
    with changing(desk, Power.LOOK) as change:
        change.step("case.show")
    return read_case(desk.store, desk.reference)


def all_cases(store: Store) -> Mapping[str, Case]:
    """Every case by its reference. Raises RecordError."""
    with store.read() as connection:
        statement = select(CASE_STEPS.c.case).where(CASE_STEPS.c.number == 1)
        references = connection.execute(statement.order_by(CASE_STEPS.c.case)).scalars().all()
        return {one: case_of(one, read_steps(connection, store, one)) for one in references}


def _known(connection: Connection, reference: str) -> bool:
    statement = select(CASE_STEPS.c.number).where(CASE_STEPS.c.case == reference)
    return connection.execute(statement.limit(1)).first() is not None


def _powers(kind: CaseKind, power: Power) -> tuple[Power, ...]:
    """Auditors work on internal audits, and on nothing else."""
    return (power, Power.AUDIT) if kind is CaseKind.AUDIT and power is Power.WORK else (power,)

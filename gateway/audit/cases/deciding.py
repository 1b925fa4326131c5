"""Second review, approval, release and close: the states of a case, and who may move it on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gateway.audit.cases.case import Case
from gateway.audit.cases.clock import Stop
from gateway.audit.cases.desk import Change, Desk, all_cases, changing
from gateway.audit.cases.kinds import DISCLOSED_TO_ALL, CaseKind, Outcome, State
from gateway.audit.officers import Power
from gateway.audit.store import Store
from gateway.errors import CaseError

_GIVEN = frozenset({Outcome.RELEASED, Outcome.PARTLY_RELEASED})
_ACTED = frozenset({Outcome.DONE, Outcome.NOT_DONE})
_ANSWERED = DISCLOSED_TO_ALL | {CaseKind.DSAR}  # what they ask for is given, or it is not


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the disclosure log, which names nobody."""

    reference: str
    kind: CaseKind
    received: date
    released: date
    outcome: Outcome
    said: str


def submit(desk: Desk, *, why: str = "") -> Case:
    """Hand the work to a second person. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        if not change.case.searches and change.case.kind is not CaseKind.AUDIT:
            raise CaseError("Nothing was searched for yet: a reviewer needs a search certificate.")
        change.step("case.review", why=why)
        return change.case


def approve(desk: Desk, *, why: str = "") -> Case:
    """Agree with the work of others. Raises CaseError, also for whoever did some of it."""
    with changing(desk, Power.APPROVE) as change:
        change.must_be(State.SECOND_REVIEW)
        _must_be_somebody_else(change)
        waiting = change.case.clock.waiting
        if waiting and waiting.stop is Stop.IDENTITY:
            raise CaseError("The requester's identity is not established yet.")
        change.step("case.approve", why=why)
        return change.case


def send_back(desk: Desk, *, why: str) -> Case:
    """Not like this: back to work, with the reason. Raises CaseError."""
    if not why.strip():
        raise CaseError("Say what has to be done again.")
    with changing(desk, Power.APPROVE) as change:
        change.must_be(State.SECOND_REVIEW, State.APPROVED)
        change.step("case.return", why=why)
        return change.case


def released(desk: Desk, package: str) -> Case:
    """The approved answer was exported; `package` is the SHA-256 of it. Raises CaseError.

    What was released may be exported again after the close, for an appeal; the case stays closed.
    """
    with changing(desk, Power.WORK) as change:
        must_be_approved(change.case)
        change.step("case.export" if change.case.is_open else "case.export_again", package=package)
        return change.case


def must_be_approved(case: Case) -> None:
    """Raises CaseError unless the answer was approved; of a closed case, unless it was released."""
    approved = case.state in {State.APPROVED, State.RELEASED}
    if not approved and (case.is_open or not case.released):
        raise CaseError(
            f"{case.reference} is in {case.state}; this needs a case in approved or released."
        )


def close(desk: Desk, outcome: Outcome, *, disclosed: str = "", why: str = "") -> Case:
    """End a case. Its records stay held for the time of an appeal. Raises CaseError.

    `disclosed` is what the disclosure log says of a released FOI or EIR answer.
    """
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        _must_fit(change.case, outcome, disclosed)
        change.step("case.close", why=why, outcome=outcome.value, disclosed=disclosed.strip())
        return change.case


def hand_over(desk: Desk, owner: str, *, why: str = "") -> Case:
    """Somebody else owns the case now. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        change.step("case.own", why=why, owner=owner)
        return change.case


def disclosure_log(store: Store) -> Iterator[LogLine]:
    """What was released to the world, by reference. Raises RecordError."""
    for case in all_cases(store).values():
        if case.disclosed and case.closed and case.outcome:
            yield LogLine(
                reference=case.reference,
                kind=case.kind,
                received=case.clock.received,
                released=(case.released or case.closed).date(),
                outcome=case.outcome,
                said=case.disclosed,
            )


def _must_be_somebody_else(change: Change) -> None:
    names = {name.casefold() for name in change.case.workers}
    if change.who.name.casefold() in names:
        raise CaseError(
            f"{change.who.name} worked on {change.case.reference}: somebody else must approve it."
        )


def _must_fit(case: Case, outcome: Outcome, disclosed: str) -> None:
    if outcome in _GIVEN and case.state is not State.RELEASED:
        raise CaseError("Nothing was released yet: approve and export first.")
    if outcome is Outcome.RELEASED and (case.redactions or case.withheld):
        raise CaseError("Something was left out: the outcome is partly-released.")
    if outcome in _ACTED and case.kind in _ANSWERED:
        raise CaseError(
            f"A {case.kind.words} is not {outcome.value}: it ends as released, partly-released,"
            " refused, nothing-held or withdrawn."
        )
    public = case.kind in DISCLOSED_TO_ALL
    if disclosed.strip() and not public:
        raise CaseError(f"A {case.kind.words} does not go into the disclosure log.")
    if public and outcome in _GIVEN and not disclosed.strip():
        raise CaseError("Say for the disclosure log what was released, without naming anybody.")

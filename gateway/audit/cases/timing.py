"""What happens to the clock of a case: stopped, started again, extended, acknowledged."""

from datetime import date

from gateway.audit.cases.case import Case
from gateway.audit.cases.clock import Stop, check_extension, paused
from gateway.audit.cases.desk import Desk, changing
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.officers import Power
from gateway.errors import CaseError


def stop_clock(desk: Desk, stop: Stop, on: date, *, why: str = "") -> Case:
    """From `on` the organisation waits for the requester. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        paused(change.case.clock, stop, on)
        change.step("case.pause", why=why, stop=stop.value, on=on.isoformat())
        return change.case


def start_clock(desk: Desk, on: date, *, why: str = "") -> Case:
    """On that day came what was waited for. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        waiting = change.case.clock.waiting
        if waiting is None:
            raise CaseError(f"The clock of {desk.reference} runs.")
        if on < waiting.since:
            raise CaseError("The answer cannot come before the question.")
        change.step("case.resume", why=why, on=on.isoformat())
        return change.case


def extend(desk: Desk, told: date, *, nation: str, why: str) -> Case:
    """Take the longer time; the requester was told why on that day. Raises CaseError."""
    if not why.strip():
        raise CaseError("An extension needs its reason: the requester must be told it.")
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        check_extension(change.case.clock, told, nation)
        change.step("case.extend", why=why, on=told.isoformat())
        return change.case


def acknowledge(desk: Desk, on: date, *, why: str = "") -> Case:
    """A complaint was acknowledged on that day. Raises CaseError."""
    with changing(desk, Power.WORK) as change:
        change.must_be_open()
        if change.case.kind is not CaseKind.COMPLAINT:
            raise CaseError("Only a complaint is acknowledged by the clock.")
        if on < change.case.clock.received:
            raise CaseError("A complaint cannot be acknowledged before it was received.")
        change.step("case.acknowledge", why=why, on=on.isoformat())
        return change.case

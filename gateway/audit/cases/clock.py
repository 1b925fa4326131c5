"""The statutory clocks: when an answer is due, and what stops or extends the time.

Sources: FOIA 2000 s.10(1), (2), (3), (6); EIR 2004 reg 5(2), 7, 8(5), 9; UK GDPR Art 12(3) and 12A
(as inserted by the Data (Use and Access) Act 2025); DPA 2018 s.164A.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gateway.audit.cases.calendar import NATIONS, Calendar
from gateway.audit.cases.kinds import ABOUT_A_PERSON, DISCLOSED_TO_ALL, CaseKind
from gateway.errors import CaseError

WORKING_DAYS, EXTENDED_WORKING_DAYS = 20, 40
EXTRA_MONTHS = 2
ACKNOWLEDGE_DAYS = 30
_COMPLAINTS_SINCE = date(2026, 6, 19)
_DAY = timedelta(days=1)


class Stop(StrEnum):
    """What the organisation waits for."""

    CLARIFICATION = "clarification"
    IDENTITY = "identity"
    FEE = "fee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Asked `since`, answered `until`; None while the answer is awaited."""

    stop: Stop
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a deadline depends on. `extended` is the day on which the requester was told."""

    kind: CaseKind
    received: date
    pauses: tuple[Pause, ...] = ()
    extended: date | None = None
    acknowledged: date | None = None

    @property
    def waiting(self) -> Pause | None:
        """The pause that still runs."""
        return next((pause for pause in self.pauses if pause.until is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When the answer is due; None while the clock stands still, or where no law sets a day."""

    due: date | None
    basis: str
    tell_by: date | None = None  # the last day to tell the requester that it takes longer


def stops_of(kind: CaseKind) -> frozenset[Stop]:
    """What may stop the clock of such a case."""
    if kind in DISCLOSED_TO_ALL:
        return frozenset({Stop.CLARIFICATION, Stop.FEE})
    if kind is CaseKind.DSAR:
        return frozenset(Stop)
    return frozenset({Stop.IDENTITY}) if kind in ABOUT_A_PERSON else frozenset()


def deadline(clock: Clock, *, nation: str = NATIONS[0]) -> Deadline:
    """When an answer is due. `nation`: whose bank holidays move the end of a month.

    Raises CaseError when that is beyond the calendar.
    """
    if clock.waiting:
        waiting = clock.waiting
        said = f"the clock stands still since {waiting.since:%d %B %Y}: waiting for {waiting.stop}"
        return Deadline(due=None, basis=said)
    if clock.kind in DISCLOSED_TO_ALL:
        return _working_days(clock)
    if clock.kind in ABOUT_A_PERSON:
        return _months(clock, Calendar.of(nation))
    return _complaint(clock) if clock.kind is CaseKind.COMPLAINT else _none()


def _working_days(clock: Clock) -> Deadline:
    """Working days over the holidays of the whole United Kingdom (FOIA s.10(6), EIR reg 2).

    Clarification makes a new date of receipt; days of waiting for a fee are disregarded.
    """
    calendar = Calendar.of(*NATIONS)
    start = max([clock.received, *_ends(clock, Stop.CLARIFICATION)])
    unpaid = _days(clock, Stop.FEE, since=start)
    first = calendar.after(start, WORKING_DAYS, without=unpaid)
    law = "FOIA s.10" if clock.kind is CaseKind.FOI else "EIR reg 5(2)"
    if clock.extended is None:
        return Deadline(due=first, basis=f"{law}: {WORKING_DAYS} working days", tell_by=first)
    longer = "public interest, FOIA s.10(3)" if clock.kind is CaseKind.FOI else "EIR reg 7"
    due = calendar.after(start, EXTENDED_WORKING_DAYS, without=unpaid)
    basis = f"{law}: {EXTENDED_WORKING_DAYS} working days ({longer})"
    return Deadline(due=due, basis=basis, tell_by=first)


def _months(clock: Clock, calendar: Calendar) -> Deadline:
    """One month from the relevant time, three when extended, to the next working day.

    Days of waiting for clarification, the first and the last among them, do not count.
    """
    started = max([clock.received, *_ends(clock, Stop.IDENTITY), *_ends(clock, Stop.FEE)])
    waited = _DAY * len(_days(clock, Stop.CLARIFICATION, since=started))
    first = calendar.on_or_after(months_later(started, 1) + waited)
    if clock.extended is None:
        return Deadline(due=first, basis="UK GDPR Art 12(3): one month", tell_by=first)
    due = calendar.on_or_after(months_later(started, 1 + EXTRA_MONTHS) + waited)
    basis = f"UK GDPR Art 12(3): one month and {EXTRA_MONTHS} more"
    return Deadline(due=due, basis=basis, tell_by=first)


def _complaint(clock: Clock) -> Deadline:
    """To be acknowledged within 30 days, the day of receipt counted; then without undue delay."""
    if clock.acknowledged is None and clock.received >= _COMPLAINTS_SINCE:
        due = clock.received + _DAY * (ACKNOWLEDGE_DAYS - 1)
        return Deadline(due=due, basis=f"DPA s.164A: acknowledge within {ACKNOWLEDGE_DAYS} days")
    return Deadline(due=None, basis="DPA s.164A: answer without undue delay")


def _none() -> Deadline:
    return Deadline(due=None, basis="no law sets a day")


def months_later(day: date, months: int) -> date:
    """The corresponding day of a later month; its last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ends(clock: Clock, stop: Stop) -> list[date]:
    return [pause.until for pause in clock.pauses if pause.stop is stop and pause.until]


def _days(clock: Clock, stop: Stop, *, since: date) -> frozenset[date]:
    """The days, ends included, of all pauses of one sort from a day on; none counts twice."""
    return frozenset(
        day
        for pause in clock.pauses
        if pause.stop is stop and pause.until
        for day in (pause.since + _DAY * n for n in range((pause.until - pause.since).days + 1))
        if day >= since
    )


def paused(clock: Clock, stop: Stop, on: date) -> Pause:
    """A new pause. Raises CaseError where the law knows none, or one runs already."""
    if stop not in stops_of(clock.kind):
        allowed = " or ".join(sorted(stops_of(clock.kind))) or "nothing"
        raise CaseError(f"The clock of a {clock.kind.words} stops for {allowed}, not for {stop}.")
    if clock.waiting:
        raise CaseError(f"The clock already stands still, waiting for {clock.waiting.stop}.")
    if on < clock.received:
        raise CaseError("The clock cannot stop before the request was received.")
    return Pause(stop=stop, since=on)


def check_extension(clock: Clock, told: date, nation: str) -> None:
    """Raises CaseError unless the time may be extended and the requester was told in time."""
    if clock.kind not in DISCLOSED_TO_ALL | ABOUT_A_PERSON:
        raise CaseError(f"No law extends the time of a {clock.kind.words}.")
    if clock.extended is not None:
        raise CaseError("The time has been extended already, and can be only once.")
    if told < clock.received:
        raise CaseError("The requester cannot be told before the request was received.")
    by = deadline(clock, nation=nation).tell_by
    if by is not None and told > by:
        raise CaseError(f"Too late: the requester had to be told by {by:%d %B %Y}.")

"""How a case is told: its deadline, its searches, its steps."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from gateway.audit.cases.calendar import NATIONS, Calendar
from gateway.audit.cases.case import Case, SearchCertificate
from gateway.audit.cases.clock import Deadline, deadline
from gateway.audit.cases.steps import Step
from gateway.cli.findings import plural
from gateway.errors import CaseError

Fields = Iterator[tuple[str, str]]


def deadline_of(case: Case, nation: str) -> Deadline:
    """When the answer is due; where nobody can say yet, that."""
    try:
        return deadline(case.clock, nation=nation)
    except CaseError as error:
        return Deadline(due=None, basis=str(error))


def said_due(found: Deadline, today: date) -> str:
    """The day, and how far it is."""
    if found.due is None:
        return found.basis
    return f"{found.due:%A %d %B %Y}, {_distance(found.due, today)} ({found.basis})"


def is_overdue(case: Case, found: Deadline, today: date) -> bool:
    """Whether the day has passed and nothing was released."""
    return found.due is not None and found.due < today and not (case.released or case.closed)


def _distance(due: date, today: date) -> str:
    days = Calendar.of(*NATIONS).between(today, due)
    if due == today:
        return "today"
    said = plural(abs(days), "working day")
    return f"in {said}" if due > today else f"OVERDUE by {said}"


def fields_of(case: Case, found: Deadline, records: tuple[int, int], today: date) -> Fields:
    """What stands at the head of a case; `records`: how many are in it and how many it holds."""
    yield "reference", case.reference
    yield "kind", case.kind.words
    yield "state", case.state
    yield "received", f"{case.clock.received:%A %d %B %Y}"
    if not case.closed:
        yield "due", said_due(found, today)
    yield "clock", "; ".join(_pauses(case))
    yield "requester", case.requester
    yield "owner", case.owner
    yield "about", case.about
    yield "searches", str(len(case.searches)) if case.searches else ""
    yield "records", f"{records[0]:,}, {records[1]:,} held"
    yield "redactions", _counted(one.ground for one in case.redactions)
    yield "withheld", _counted(one.ground for one in case.withheld.values())
    yield "statements", str(len(case.statements)) if case.statements else ""
    yield "permits", "; ".join(_permits(case))
    yield from _decided(case)


def _permits(case: Case) -> Iterator[str]:
    for record, one in case.permits.items():
        yield f"{record} by {one.by} until {one.until:%Y-%m-%d %H:%M} UTC"


def _decided(case: Case) -> Fields:
    yield "submitted by", case.submitted_by
    if case.approved:
        yield "approved", f"{case.approved:%Y-%m-%d %H:%M} UTC by {case.approved_by}"
    if case.released:
        yield "released", f"{case.released:%Y-%m-%d %H:%M} UTC, {case.package}"
    if case.closed and case.outcome:
        yield "closed", f"{case.closed:%Y-%m-%d %H:%M} UTC, {case.outcome}"
    yield "disclosure log", case.disclosed


def _pauses(case: Case) -> Iterator[str]:
    for pause in case.clock.pauses:
        until = f"to {pause.until}" if pause.until else "until answered"
        yield f"stopped for {pause.stop} from {pause.since} {until}"
    if case.clock.extended:
        yield f"extended, requester told on {case.clock.extended}"
    if case.clock.acknowledged:
        yield f"acknowledged on {case.clock.acknowledged}"


def _counted(grounds: Iterable[str]) -> str:
    counts = Counter(grounds)
    return ", ".join(f"{number} {ground}" for ground, number in sorted(counts.items()))


def certificate_fields(one: SearchCertificate) -> Fields:
    """A search certificate, whole."""
    yield "search certificate", one.id
    yield "searched", f"{one.time:%Y-%m-%d %H:%M:%S} UTC by {one.who}"
    yield "purpose", one.why
    yield "words, as tokens", " ".join(one.tokens)
    yield "filters", ", ".join(f"{name} {value}" for name, value in one.filters.items())
    yield "records asked", f"{one.scope:,}"
    if one.opened:
        cut = ", CUT OFF before the end" if one.opened.cut_off else ""
        yield "texts opened", f"of {one.opened.looked - one.opened.unopened:,} records{cut}"
        gone = one.opened.unopened
        yield "could not be opened", f"{gone:,}, their keys are gone" if gone else ""
    yield "records found", f"{one.matched:,}, {one.new:,} new to the case"


def step_row(step: Step) -> tuple[str, ...]:
    """A step as a row of the history."""
    return (
        str(step.number),
        f"{step.time:%Y-%m-%d %H:%M:%S}",
        step.who,
        str(step.data.get("account", "")),
        step.action.removeprefix("case."),
        str(step.data.get("record", "")),
        step.why,
    )

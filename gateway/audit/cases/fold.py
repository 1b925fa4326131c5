"""From steps to the case: one function for each action that changes something."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from gateway.audit.cases.case import (
    Case,
    Opened,
    Permit,
    Redaction,
    SearchCertificate,
    Statement,
    ThirdPartyTest,
    Withheld,
    case_from,
    with_clock,
)
from gateway.audit.cases.clock import Pause, Stop
from gateway.audit.cases.kinds import Outcome, State
from gateway.audit.cases.steps import Step

PERMIT_DAYS = 30
"""How long somebody may open a sensitive record once another officer agreed."""


def case_of(reference: str, steps: Sequence[Step]) -> Case:
    """The case after these steps; the first one opened it."""
    case = case_from(reference, steps[0].data, steps[0].time)
    for step in steps[1:]:
        case = folded(case, step)
    return case


def folded(case: Case, step: Step) -> Case:
    """The case after one more step."""
    change = _CHANGES.get(step.action)
    changed = change(case, step) if change else case
    return replace(changed, steps=step.number)


def _pause(case: Case, step: Step) -> Case:
    pause = Pause(stop=Stop(step.data["stop"]), since=_day(step))
    return with_clock(case, pauses=(*case.clock.pauses, pause))


def _resume(case: Case, step: Step) -> Case:
    pauses = tuple(
        replace(pause, until=_day(step)) if pause.until is None else pause
        for pause in case.clock.pauses
    )
    return with_clock(case, pauses=pauses)


def _extend(case: Case, step: Step) -> Case:
    return with_clock(case, extended=_day(step))


def _acknowledge(case: Case, step: Step) -> Case:
    return with_clock(case, acknowledged=_day(step))


def _search(case: Case, step: Step) -> Case:
    data = step.data
    certificate = SearchCertificate(
        id=step.activity,
        time=step.time,
        who=step.who,
        why=step.why,
        tokens=tuple(data["tokens"]),
        filters=data["filters"],
        scope=data["scope"],
        matched=data["matched"],
        new=data["new"],
        opened=_opened(data) if "looked" in data else None,
    )
    return replace(case, searches=(*case.searches, certificate))


def _opened(data: Mapping[str, Any]) -> Opened:
    return Opened(
        phrases=tuple(data["phrases"]),
        looked=data["looked"],
        unopened=data["unopened"],
        cut_off=data["cut_off"],
    )


def _redact(case: Case, step: Step) -> Case:
    data = step.data
    added = tuple(
        Redaction(
            number=case.marks + 1 + index,
            record=data["record"],
            kind=kind,
            text=text,
            start=start,
            end=end,
            ground=data["ground"],
            by=step.who,
            at=step.time,
            why=step.why,
            test=_test(data),
        )
        for index, (kind, text, start, end) in enumerate(data["spans"])
    )
    marked = replace(case, marks=case.marks + len(added), redactions=(*case.redactions, *added))
    return _worked(marked, step)


def _unredact(case: Case, step: Step) -> Case:
    gone = set(step.data["numbers"])
    left = tuple(one for one in case.redactions if one.number not in gone)
    return _worked(replace(case, redactions=left), step)


def _withhold(case: Case, step: Step) -> Case:
    made = {
        record: Withheld(
            record=record,
            ground=step.data["ground"],
            by=step.who,
            at=step.time,
            why=step.why,
            test=_test(step.data),
        )
        for record in step.data["records"]
    }
    return _worked(replace(case, withheld={**case.withheld, **made}), step)


def _include(case: Case, step: Step) -> Case:
    left = {r: w for r, w in case.withheld.items() if r not in step.data["records"]}
    return _worked(replace(case, withheld=left), step)


def _worked(case: Case, step: Step) -> Case:
    return replace(case, state=State.REDACTING, workers=case.workers | {step.who})


def _review(case: Case, step: Step) -> Case:
    submitted = replace(case, state=State.SECOND_REVIEW, submitted_by=step.who)
    return replace(submitted, workers=case.workers | {step.who})


def _approve(case: Case, step: Step) -> Case:
    return replace(case, state=State.APPROVED, approved_by=step.who, approved=step.time)


def _return(case: Case, _step: Step) -> Case:
    return replace(case, state=State.REDACTING, submitted_by="", approved_by="", approved=None)


def _export(case: Case, step: Step) -> Case:
    package = step.data["package"]
    return replace(case, state=State.RELEASED, released=step.time, package=package)


def _erased(case: Case, step: Step) -> Case:
    disposal = step.data["disposal"]
    return replace(case, state=State.RELEASED, released=step.time, package=disposal)


def _close(case: Case, step: Step) -> Case:
    closed = replace(case, state=State.CLOSED, closed=step.time)
    return replace(closed, outcome=Outcome(step.data["outcome"]), disclosed=step.data["disclosed"])


def _permit(case: Case, step: Step) -> Case:
    """One from before permits ended has the usual time."""
    until = step.data.get("until") or (step.time + timedelta(days=PERMIT_DAYS)).isoformat()
    made = Permit(by=step.who, until=datetime.fromisoformat(until))
    return replace(case, permits={**case.permits, step.data["record"]: made})


def _rectify(case: Case, step: Step) -> Case:
    data = step.data
    made = Statement(record=data["record"], at=step.time, by=step.who, text=data["text"])
    return replace(case, statements=(*case.statements, made))


def _own(case: Case, step: Step) -> Case:
    return replace(case, owner=step.data["owner"])


def _day(step: Step) -> date:
    return date.fromisoformat(step.data["on"])


def _test(data: Mapping[str, Any]) -> ThirdPartyTest | None:
    return ThirdPartyTest(**data["test"]) if data.get("test") else None


_CHANGES: Mapping[str, Callable[[Case, Step], Case]] = {
    "case.pause": _pause,
    "case.resume": _resume,
    "case.extend": _extend,
    "case.acknowledge": _acknowledge,
    "case.search": _search,
    "case.redact": _redact,
    "case.unredact": _unredact,
    "case.withhold": _withhold,
    "case.include": _include,
    "case.review": _review,
    "case.approve": _approve,
    "case.return": _return,
    "case.export": _export,
    "case.erased": _erased,
    "case.close": _close,
    "case.permit": _permit,
    "case.rectify": _rectify,
    "case.own": _own,
}

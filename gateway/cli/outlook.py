"""What a retention schedule means for a store, in sentences and as JSON."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gateway.audit.retention.due import Plan, Planned
from gateway.audit.retention.run import Ran
from gateway.cli.findings import plural
from gateway.settings.retention_file import Action, Activities

_DOES = {
    Action.DESTROY: ("go", "goes"),
    Action.ANONYMISE: ("are anonymised", "is anonymised"),
    Action.REVIEW: ("are to be reviewed", "is to be reviewed"),
}
_KEEPS = {
    "record": "kept by a hold, an open case or a restriction",
    "case": "kept by a hold, a restriction or a statement beside a record",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What would go: records, closed cases, and how many activities today."""

    records: Plan
    cases: Plan
    looks: int
    activities: Activities | None

    def sentences(self, until: date) -> str:
        """What goes until that day, a sentence a line."""
        records, cases = _of(self.records, until, "record"), _of(self.cases, until, "case")
        lines = [*(records or ["There are no records."]), *cases]
        if still := self.records.still_open:
            lines.append(f"{plural(still, 'record')} without an ending yet: kept until it has one.")
        return "\n".join((*lines, *_of_looks(self.looks, self.activities)))

    def json(self, until: date) -> str:
        """The same for programs."""
        content = {
            "today": self.records.today.isoformat(),
            **_content(self.records, until, "records"),
            "cases": _content(self.cases, until, "cases"),
            "activities": self.looks,
        }
        return json.dumps(content, indent=2)


def ran_in_words(ran: Ran, activities: str) -> str:
    """What a run did, a sentence a line; `activities` is how it counts those."""
    lines = [f"{plural(ran.total - ran.gone.get(activities, 0), 'record')} went."]
    lines += _counted(ran.gone)
    if ran.cases:
        lines += [f"{plural(sum(ran.cases.values()), 'case')} went.", *_counted(ran.cases)]
    if ran.released:
        lines.append(f"Closed cases released {plural(ran.released, 'record')}.")
    if not ran.clean:
        lines.append(
            "Their bytes are still in the database's files: see docs/retention.md (--rewrite)."
        )
    return "\n".join(lines)


def _counted(gone: Mapping[str, int]) -> list[str]:
    return [f"  {name}: {number:,}" for name, number in gone.items()]


def _of(found: Plan, until: date, noun: str) -> list[str]:
    said = [_sentence(one, found.today, noun) for one in _soon(found, until)]
    if later := sum(one.records for one in _acted_on(found) if one.day > until):
        verb = "goes" if later == 1 else "go"
        said.append(f"{plural(later, noun)} {verb} after {_day(until)}.")
    for name, number in found.kept_back.items():
        said.append(f"{plural(number, noun)} of {name} past their time, {_KEEPS[noun]}.")
    if found.unclassed:
        said.append(f"{plural(found.unclassed, noun)} in no class: kept until a line fits.")
    return said


def _of_looks(number: int, line: Activities | None) -> Iterator[str]:
    if number and line:
        word, verb = ("activity", "goes") if number == 1 else ("activities", "go")
        yield f"{number:,} {word} {verb} today ({line.period} after recorded; {line.basis})."


def _acted_on(found: Plan) -> Iterator[Planned]:
    return (one for one in found.planned if one.line.action in _DOES)


def _soon(found: Plan, until: date) -> Iterator[Planned]:
    """Whatever was due before today is due today."""
    overdue: dict[str, Planned] = {}
    for one in _acted_on(found):
        if one.day <= found.today:
            before = overdue.get(one.line.name)
            number = one.records + (before.records if before else 0)
            overdue[one.line.name] = Planned(line=one.line, day=found.today, records=number)
    yield from overdue.values()
    yield from (one for one in _acted_on(found) if found.today < one.day <= until)


def _sentence(one: Planned, today: date, noun: str) -> str:
    """Such as "3,211 records go on 1 May 2031 (routine, 2 years after recorded; ...)."."""
    verb = _DOES[one.line.action][one.records == 1]
    when = "today" if one.day == today else f"on {_day(one.day)}"
    why = f"{one.line.name}, {one.line.period} after {one.line.trigger}; {one.line.basis}"
    return f"{plural(one.records, noun)} {verb} {when} ({why})."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _content(found: Plan, until: date, counted: str) -> dict[str, object]:
    planned = [
        {
            "class": one.line.name,
            "action": one.line.action,
            "day": one.day.isoformat(),
            counted: one.records,
            "basis": one.line.basis,
            "owner": one.line.owner,
        }
        for one in found.planned
        if one.day <= until
    ]
    return {
        "planned": planned,
        "kept_back": dict(found.kept_back),
        "unclassed": found.unclassed,
        "still_open": found.still_open,
    }

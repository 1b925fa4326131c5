"""`retention`: what goes when by the schedule, and letting it go."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress

from gateway.audit.access import Use
from gateway.audit.clock import utc_now
from gateway.audit.clock_store import confirm, doubts
from gateway.audit.connections import Right
from gateway.audit.looking import Look
from gateway.audit.retention.activities import CLASS, due_activities
from gateway.audit.retention.due import Plan, Planned, plan
from gateway.audit.retention.run import Orders, run
from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.who import AS_OFFICER, looking
from gateway.errors import CaseError
from gateway.settings.load import Configuration
from gateway.settings.retention_file import Action, Activities

_DOES = {Action.DESTROY: ("go", "goes"), Action.REVIEW: ("are to be reviewed", "is to be reviewed")}


@click.group()
def retention() -> None:
    """Let records go when their time is over (clauses 9.2 and 10.2).

    The schedule is retention.yaml, beside gateway.yaml. Holds, open cases and restrictions always
    win. A gateway does this by itself once a day unless `retention.daily` is false.
    """


@retention.command()
@with_places
@click.option("--days", type=click.IntRange(0), default=31, show_default=True, help="So far ahead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Sentences, or JSON for programs.",
)
@AS_OFFICER
def preview(places: Places, days: int, form: str, by: str) -> None:
    """Say how many records go when. Changes nothing.

    \b
    Examples:
      genai-gateway retention preview
      genai-gateway retention preview --days 365 --format json

    Exit codes: 0 said, 1 no record store or you may not, 2 wrong usage or configuration.
    """
    with looking(places, Use.RETENTION, by) as (look, configuration):
        found = _plan(look, configuration)
        looks = due_activities(look.store, configuration.activities, found.today)
    until = found.today + timedelta(days=days)
    said = "\n".join((*_sentences(found, until), *_of_looks(looks, configuration.activities)))
    click.echo(_json(found, until, looks) if form == "json" else said)


@retention.command("run")
@with_places
@click.option("--dry-run", is_flag=True, help="Say what would go today; let nothing go.")
@click.option(
    "--rewrite",
    is_flag=True,
    help="On PostgreSQL rewrite large tables too, so that the bytes leave the disk now. "
    "Prompts are refused meanwhile: choose a quiet hour.",
)
@click.option(
    "--clock-is-right",
    is_flag=True,
    help="You have looked: it is the time this machine says, whatever the records say.",
)
@AS_OFFICER
def run_(places: Places, *, dry_run: bool, rewrite: bool, clock_is_right: bool, by: str) -> None:
    """Let everything go that is due.

    Batch by batch; each is whole or nothing. If it is stopped, the next run goes on where it was.
    Every disposal is in the log, with the class and its legal basis. Nothing goes while the clock
    does not fit the records, until you say that it is right.

    \b
    Examples:
      genai-gateway retention run --dry-run
      genai-gateway retention run

    Exit codes: 0 done, 1 another run works, the clock is in doubt, no record store or you may not,
    2 wrong usage.
    """
    right = Right.AUDITOR if dry_run else Right.RETENTION
    with looking(places, Use.RETENTION, by, right=right) as (look, configuration):
        if not dry_run:
            _check_clock(look, right=clock_is_right)
        found = _plan(look, configuration)
        if dry_run:
            looks = due_activities(look.store, configuration.activities, found.today)
            goes = (*_sentences(found, found.today), *_of_looks(looks, configuration.activities))
            click.echo("\n".join(goes))
            return
        said = _run(look, configuration, found, rewrite=rewrite)
    click.echo(said)


def _check_clock(look: Look, *, right: bool) -> None:
    """Raises CaseError while something speaks against the clock, unless it is said to be right."""
    now = utc_now()
    if right:
        look.note("retention.clock", now.isoformat())
        confirm(look.store, now)
    elif said := doubts(look.store, now):
        raise CaseError(
            f"Nothing went: it is {now:%Y-%m-%d %H:%M} UTC by this machine, but "
            f"{'; '.join(said)}. Set the clock right, or say that it is: --clock-is-right"
        )


def _plan(look: Look, configuration: Configuration) -> Plan:
    look.note("retention.preview")
    return plan(look.store, configuration.retention, today=datetime.now(UTC).date())


def _run(look: Look, configuration: Configuration, found: Plan, *, rewrite: bool) -> str:
    columns = ("Letting go", BarColumn(), MofNCompleteColumn())
    settings = configuration.gateway
    with Progress(*columns, transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=found.due(Action.DESTROY))
        ran = run(
            look.store,
            Orders(
                lines=configuration.retention,
                activities=configuration.activities,
                today=found.today,
                actor=look.who.name,
                account="" if look.who.account == look.who.name else look.who.account,
                batch=settings.retention.batch,
                appeal_days=settings.cases.appeal_days,
                gentle=True,
                rewrite=rewrite,
                progress=lambda more: bar.advance(task, more),
            ),
        )
    lines = [f"{plural(ran.total - ran.gone.get(CLASS, 0), 'record')} went."]
    lines += [f"  {name}: {number:,}" for name, number in ran.gone.items()]
    if ran.released:
        lines.append(f"Closed cases released {plural(ran.released, 'record')}.")
    if not ran.clean:
        lines.append(
            "Their bytes are still in the database's files: see docs/retention.md (--rewrite)."
        )
    return "\n".join(lines)


def _sentences(found: Plan, until: date) -> Iterator[str]:
    if not (found.planned or found.kept_back or found.unclassed or found.still_open):
        yield "There are no records."
    for one in _soon(found, until):
        yield _sentence(one, found.today)
    if later := sum(one.records for one in _acted_on(found) if one.day > until):
        yield f"{plural(later, 'record')} later than {_day(until)}."
    for name, number in found.kept_back.items():
        yield (
            f"{plural(number, 'record')} of {name} past their time, kept by a hold, an open case "
            "or a restriction."
        )
    if found.unclassed:
        yield f"{plural(found.unclassed, 'record')} in no class: kept until a line fits."
    if found.still_open:
        yield f"{plural(found.still_open, 'record')} without an ending yet: kept until it has one."


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


def _sentence(one: Planned, today: date) -> str:
    """Such as "3,211 records go on 1 May 2031 (routine, 2 years after recorded; ...)."."""
    verb = _DOES[one.line.action][one.records == 1]
    when = "today" if one.day == today else f"on {_day(one.day)}"
    why = f"{one.line.name}, {one.line.period} after {one.line.trigger}; {one.line.basis}"
    return f"{plural(one.records, 'record')} {verb} {when} ({why})."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _json(found: Plan, until: date, looks: int) -> str:
    planned = [
        {
            "class": one.line.name,
            "action": one.line.action,
            "day": one.day.isoformat(),
            "records": one.records,
            "basis": one.line.basis,
            "owner": one.line.owner,
        }
        for one in found.planned
        if one.day <= until
    ]
    content = {
        "today": found.today.isoformat(),
        "planned": planned,
        "kept_back": dict(found.kept_back),
        "unclassed": found.unclassed,
        "still_open": found.still_open,
        "activities": looks,
    }
    return json.dumps(content, indent=2)

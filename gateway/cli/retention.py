"""`retention`: what goes when by the schedule, and letting it go."""

from datetime import UTC, datetime, timedelta

import click
from rich.progress import BarColumn, MofNCompleteColumn

from gateway.audit.access import Use
from gateway.audit.clock import utc_now
from gateway.audit.clock_store import confirm, doubts
from gateway.audit.connections import Right
from gateway.audit.looking import Look
from gateway.audit.retention.activities import CLASS, due_activities
from gateway.audit.retention.cases import plan_cases
from gateway.audit.retention.due import Plan, plan
from gateway.audit.retention.run import Orders, run
from gateway.cli.outlook import Outlook, ran_in_words
from gateway.cli.places import Places, with_places
from gateway.cli.screen import progress_bar
from gateway.cli.who import AS_OFFICER, looking
from gateway.errors import CaseError
from gateway.settings.load import Configuration
from gateway.settings.retention_file import Action


@click.group()
def retention() -> None:
    """Let records and closed cases go when their time is over (clauses 9.2 and 10.2).

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
    """Say how many records and cases go when. Changes nothing.

    \b
    Examples:
      genai-gateway retention preview
      genai-gateway retention preview --days 365 --format json

    Exit codes: 0 said, 1 no record store or you may not, 2 wrong usage or configuration.
    """
    with looking(places, Use.RETENTION, by) as (look, configuration):
        found = _outlook(look, configuration)
    until = found.records.today + timedelta(days=days)
    click.echo(found.json(until) if form == "json" else found.sentences(until))


@retention.command("run")
@with_places
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say what would go today, and whether the clock would stop a run; let nothing go.",
)
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
        found = _outlook(look, configuration)
        if dry_run:
            click.echo(found.sentences(found.records.today))
            if against := doubts(look.store, utc_now()):
                click.echo(f"A run would let nothing go: {'; '.join(against)}.", err=True)
            return
        said = _run(look, configuration, found.records, rewrite=rewrite)
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


def _outlook(look: Look, configuration: Configuration) -> Outlook:
    look.note("retention.preview")
    today, schedule = datetime.now(UTC).date(), configuration.retention
    return Outlook(
        records=plan(look.store, schedule.schedule, today=today),
        cases=plan_cases(look.store, schedule.cases, today=today),
        looks=due_activities(look.store, schedule.activities, today),
        activities=schedule.activities,
    )


def _run(look: Look, configuration: Configuration, found: Plan, *, rewrite: bool) -> str:
    columns = ("Letting go", BarColumn(), MofNCompleteColumn())
    settings, schedule = configuration.gateway, configuration.retention
    with progress_bar(*columns) as bar:
        task = bar.add_task("", total=found.due(Action.DESTROY) + found.due(Action.ANONYMISE))
        ran = run(
            look.store,
            Orders(
                lines=schedule.schedule,
                activities=schedule.activities,
                cases=schedule.cases,
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
    return ran_in_words(ran, CLASS)

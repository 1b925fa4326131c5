"""`case open`, `assign`, `clock`, `due`: a case begins, changes hands, and its time runs."""

from datetime import UTC, date, datetime

import click

from gateway.audit.cases.case import Case
from gateway.audit.cases.clock import Clock, Stop, deadline
from gateway.audit.cases.deciding import hand_over
from gateway.audit.cases.desk import Asked, read_case
from gateway.audit.cases.desk import open_case as opened
from gateway.audit.cases.kinds import CaseKind, Requester
from gateway.audit.cases.timing import acknowledge, extend, start_clock, stop_clock
from gateway.cli.case.desk import WHY, At, as_day, with_case
from gateway.cli.case.said import deadline_of, said_due
from gateway.cli.places import Places, with_places
from gateway.cli.screen import show_fields

_KINDS = click.Choice([kind.value for kind in CaseKind])
_STOPS = click.Choice([stop.value for stop in Stop])


def today() -> date:
    """This machine's day."""
    return datetime.now(UTC).astimezone().date()


@click.command("open")
@with_case
@click.option("--kind", type=_KINDS, required=True, help="What is asked for.")
@click.option(
    "--received", callback=as_day, required=True, metavar="DAY", help="When it came: 2031-05-01."
)
@click.option(
    "--requester",
    type=click.Choice([one.value for one in Requester]),
    default=Requester.PUBLIC.value,
    show_default=True,
    help="Who asks, by kind.",
)
@click.option("--owner", default="", metavar="WHO", help="Who answers. Default: you.")
@click.option("--about", default="", metavar="TEXT", help="What is asked for; it is sealed.")
def open_(  # noqa: PLR0913 - one parameter per option
    at: At, *, kind: str, received: date, requester: str, owner: str, about: str
) -> None:
    """Begin a case, and say when its answer is due.

    \b
    Examples:
      genai-gateway case open FOI-2031-12 --kind foi --received 2031-05-01 --about "Prompts of May"
      genai-gateway case open SAR-7 --kind dsar --received 2031-05-01 --as jo.lee

    Exit codes: 0 begun, 1 the reference is taken or you may not, 2 wrong usage or configuration.
    """
    with at.work() as desk:
        asked = Asked(
            kind=CaseKind(kind),
            received=received,
            requester=Requester(requester),
            owner=owner or desk.who.name,
            about=about,
        )
        _say(at, opened(desk, asked))


@click.command()
@with_case
@click.argument("owner", metavar="WHO")
@WHY
def assign(at: At, owner: str, why: str) -> None:
    """Give a case to somebody else.

    \b
    Example:
      genai-gateway case assign FOI-2031-12 kit.ng --why "Leave"

    Exit codes: 0 done, 1 no such case or you may not, 2 wrong usage or configuration.
    """
    with at.work() as desk:
        hand_over(desk, owner, why=why)
    click.echo(f"{at.reference} is {owner}'s now.", err=True)


@click.command()
@with_case
@click.option("--stop", type=_STOPS, help="The requester was asked for this; the clock stops.")
@click.option("--start", is_flag=True, help="They answered; it runs again.")
@click.option("--extend", "longer", is_flag=True, help="Take the longer time; needs --why.")
@click.option("--acknowledge", "told", is_flag=True, help="A complaint was acknowledged.")
@click.option("--on", callback=as_day, metavar="DAY", help="The day it happened. Default: today.")
@WHY
def clock(  # noqa: PLR0913 - one parameter per option
    at: At, *, stop: str | None, start: bool, longer: bool, told: bool, on: date | None, why: str
) -> None:
    """Show, stop, start or extend the time.

    What stops a clock and for how long follows the law of the case: docs/auditors.md.

    \b
    Examples:
      genai-gateway case clock SAR-7
      genai-gateway case clock SAR-7 --stop identity --on 2031-05-02 --why "No proof of address"
      genai-gateway case clock SAR-7 --start --on 2031-05-09
      genai-gateway case clock SAR-7 --extend --on 2031-05-20 --why "Many records"

    Exit codes: 0 shown or done, 1 not so by law, no such case or you may not, 2 wrong usage.
    """
    if sum((stop is not None, start, longer, told)) > 1:
        raise click.UsageError("one of --stop, --start, --extend and --acknowledge at a time")
    day, nation = on or today(), at.configuration.gateway.cases.nation
    with at.work() as desk:
        if stop:
            case = stop_clock(desk, Stop(stop), day, why=why)
        elif start:
            case = start_clock(desk, day, why=why)
        elif longer:
            case = extend(desk, day, nation=nation, why=why)
        elif told:
            case = acknowledge(desk, day, why=why)
        else:
            case, _ = read_case(desk.store, at.reference)
        _say(at, case)


@click.command()
@with_places
@click.argument("kind", type=_KINDS, metavar="KIND")
@click.argument("received", callback=as_day, metavar="DAY")
@click.option("--extended", is_flag=True, help="With the longer time.")
def due(places: Places, kind: str, received: date, *, extended: bool) -> None:
    """Count the time of a request that came that day.

    Nothing is recorded.

    \b
    Example:
      genai-gateway case due foi 2026-03-13

    Exit codes: 0 said, 1 beyond the calendar, 2 wrong usage or configuration.
    """
    longer = received if extended else None
    counted = Clock(kind=CaseKind(kind), received=received, extended=longer)
    found = deadline(counted, nation=places.load().gateway.cases.nation)
    click.echo(said_due(found, today()))


def _say(at: At, case: Case) -> None:
    found = deadline_of(case, at.configuration.gateway.cases.nation)
    lines = {"reference": case.reference, "state": case.state, "due": said_due(found, today())}
    show_fields(lines.items())

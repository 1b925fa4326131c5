"""`case review`, `approve`, `return`, `permit`, `close`: two people decide."""

import click

from gateway.audit.cases import deciding
from gateway.audit.cases.fold import PERMIT_DAYS
from gateway.audit.cases.kinds import Outcome
from gateway.audit.cases.reading import permit as permitted
from gateway.cli.case.desk import WHY, At, with_case


@click.command()
@with_case
@WHY
def review(at: At, why: str) -> None:
    """Hand the work on a case to a second person.

    \b
    Example:
      genai-gateway case review FOI-2031-12

    Exit codes: 0 done, 1 nothing searched yet, not in this state or you may not, 2 wrong usage.
    """
    with at.work() as desk:
        case = deciding.submit(desk, why=why)
    click.echo(f"{at.reference} is in {case.state}.", err=True)


@click.command()
@with_case
@WHY
def approve(at: At, why: str) -> None:
    """Agree with the work of others. Nobody approves what they worked on.

    \b
    Example:
      genai-gateway case approve FOI-2031-12 --as ana.reid

    Exit codes: 0 approved, 1 you worked on it or may not, or not in this state, 2 wrong usage.
    """
    with at.work() as desk:
        deciding.approve(desk, why=why)
    click.echo(f"{at.reference} is approved.", err=True)


@click.command("return")
@with_case
@WHY
def return_(at: At, why: str) -> None:
    """Send a case back to work, with the reason.

    \b
    Example:
      genai-gateway case return FOI-2031-12 --as ana.reid --why "The second page names Sam too"

    Exit codes: 0 done, 1 no reason, not in this state or you may not, 2 wrong usage.
    """
    with at.work() as desk:
        case = deciding.send_back(desk, why=why)
    click.echo(f"{at.reference} is in {case.state}.", err=True)


@click.command()
@with_case
@click.argument("record", metavar="ID")
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=PERMIT_DAYS,
    show_default=True,
    help="How long it counts.",
)
@WHY
def permit(at: At, *, record: str, days: int, why: str) -> None:
    """Let another officer open a sensitive record, for some days.

    Where gateway.yaml asks for four eyes, texts with special-category data are opened only then.
    A later permit for the record takes the place of an earlier one.

    \b
    Examples:
      genai-gateway case permit SAR-7 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --as ana.reid
      genai-gateway case permit SAR-7 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --days 2

    Exit codes: 0 done, 1 not a record of the case or you may not, 2 wrong usage or configuration.
    """
    with at.work() as desk:
        case = permitted(desk, record, why=why, days=days)
    until = f"{case.permits[record].until:%Y-%m-%d %H:%M} UTC"
    click.echo(f"Another officer may open {record} until {until}.", err=True)


@click.command()
@with_case
@click.option(
    "--outcome", type=click.Choice([o.value for o in Outcome]), required=True, help="How it ended."
)
@click.option(
    "--disclosed", default="", metavar="TEXT", help="For the disclosure log; names nobody."
)
@WHY
def close(at: At, *, outcome: str, disclosed: str, why: str) -> None:
    """End a case. Its records stay held for the time of an appeal (cases.appeal_days).

    FOI, EIR and subject access requests are released (partly), refused, withdrawn or find nothing
    held; done and not-done are for the others.

    \b
    Examples:
      genai-gateway case close FOI-2031-12 --outcome partly-released --disclosed "Letters of May"
      genai-gateway case close SAR-7 --outcome withdrawn

    Exit codes: 0 closed, 1 the outcome does not fit, no such case or you may not, 2 wrong usage.
    """
    with at.work() as desk:
        deciding.close(desk, Outcome(outcome), disclosed=disclosed, why=why)
    click.echo(f"{at.reference} is closed.", err=True)

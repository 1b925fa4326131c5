"""`case restrict`, `rectify`, `erase`: what a person may ask for beside access."""

import click

from gateway.audit.cases import rights
from gateway.cli.case.desk import RECORDS, WHY, At, with_case
from gateway.cli.findings import plural
from gateway.cli.screen import show_fields
from gateway.cli.stdin import whole_text


@click.command()
@with_case
@RECORDS
@click.option("--lift", is_flag=True, help="End the restrictions of the case; needs --why.")
@WHY
def restrict(at: At, records: tuple[str, ...], *, lift: bool, why: str) -> None:
    """Hide records from ordinary search.

    UK GDPR, Article 18; cases still find them.

    All records of the case, or those that are named.

    \b
    Examples:
      genai-gateway case restrict RES-3 --why "Accuracy is contested"
      genai-gateway case restrict RES-3 --lift --why "It was right; she was told"

    Exit codes: 0 done, 1 not in such a case or you may not, 2 wrong usage or configuration.
    """
    if lift and records:
        raise click.UsageError("--lift ends all restrictions of the case; give no ids")
    with at.work() as desk:
        number = rights.lift(desk, why=why) if lift else rights.restrict(desk, records, why=why)
    done = "shown again" if lift else "restricted"
    click.echo(f"{plural(number, 'record')} {done}.", err=True)


@click.command()
@with_case
@click.argument("record", metavar="ID")
@WHY
def rectify(at: At, record: str, why: str) -> None:
    """Put a statement beside a record.

    UK GDPR, Article 16: the record itself is never changed.

    The statement is read from standard input. `records show` tells it with the record.

    \b
    Example:
      genai-gateway case rectify REC-2 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 < statement.txt

    Exit codes: 0 done, 1 not in such a case, no such record or you may not, 2 wrong usage.
    """
    text = whole_text("the statement")
    with at.work() as desk:
        rights.rectify(desk, record, text, why=why)
    click.echo(f"The statement stands beside {record}.", err=True)


@click.command()
@with_case
@click.option("--authority", required=True, metavar="TEXT", help='e.g. "UK GDPR Art 17(1)(d)".')
def erase(at: At, authority: str) -> None:
    """Erase the records of an approved erasure.

    UK GDPR, Article 17.

    All of the case but those that were withheld on a ground; all of them or none: one that another
    case or hold keeps stops it. Rows and keys are destroyed, tombstones and an entry in the log
    account for them, and the store is read back to prove it.

    \b
    Example:
      genai-gateway case erase ERA-5 --authority "UK GDPR Art 17(1)(d)"

    Exit codes: 0 erased, 1 not approved, kept by another case or you may not, 2 wrong usage.
    """
    with at.work() as desk:
        disposal = rights.erase(desk, authority=authority)
    bytes_gone = "yes" if disposal.clean else "not yet: somebody reads; the next disposal does it"
    told = {
        "disposal": disposal.id,
        "erased": plural(len(disposal.records), "record"),
        "rows left": str(sum(disposal.left.values())),
        "bytes let go": bytes_gone,
    }
    show_fields(told.items())

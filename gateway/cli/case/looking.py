"""`case list`, `show`, `disclosures`: what cases there are and how they stand."""

import click

from gateway.audit.activities import Activity, record_activity
from gateway.audit.cases.case import Case
from gateway.audit.cases.deciding import disclosure_log
from gateway.audit.cases.desk import all_cases, show_case
from gateway.audit.cases.scope import held_apart, records_of
from gateway.audit.cases.searching import certificates_with
from gateway.audit.officers import Power
from gateway.cli.case.desk import AS, At, with_case
from gateway.cli.case.finding import lines_of
from gateway.cli.case.opening import today
from gateway.cli.case.said import (
    certificate_fields,
    deadline_of,
    fields_of,
    is_overdue,
    step_row,
)
from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.screen import show_fields, show_table


@click.command("list")
@with_places
@AS
@click.option("--all", "closed", is_flag=True, help="Closed ones too.")
@click.option("--overdue", is_flag=True, help="Only those; exit code 1 when there are some.")
def list_(places: Places, name: str, *, closed: bool, overdue: bool) -> None:
    """List open cases, the most urgent first.

    \b
    Examples:
      genai-gateway case list
      genai-gateway case list --overdue

    Exit codes: 0 listed, 1 some are overdue (with --overdue) or you may not, 2 wrong usage.
    """
    at = At(configuration=places.load(), reference="", name=name)
    nation = at.configuration.gateway.cases.nation
    with at.work() as desk:
        desk.who.must(Power.LOOK)
        record_activity(
            desk.store, Activity(actor=desk.who.name, action="case.list", subject="", why="")
        )
        found = [case for case in all_cases(desk.store).values() if closed or case.is_open]
    rows = sorted(_row(case, nation) for case in found)
    late = [row for row in rows if row[0].startswith("OVERDUE")]
    columns = ("Due", "Reference", "Kind", "State", "Received", "Owner")
    show_table("Cases, the most urgent first", columns, late if overdue else rows)
    click.echo(f"{plural(len(rows), 'case')}, {len(late)} overdue.", err=True)
    if overdue and late:
        click.get_current_context().exit(1)


def _row(case: Case, nation: str) -> tuple[str, ...]:
    found = deadline_of(case, nation)
    day = found.due.isoformat() if found.due else "no day" if not case.closed else ""
    late = "OVERDUE " if is_overdue(case, found, today()) else ""
    received = case.clock.received.isoformat()
    return (late + day, case.reference, case.kind, case.state, received, case.owner)


@click.command()
@with_case
@click.option("--history", is_flag=True, help="Every step: who, when, what, why.")
@click.option("--searches", is_flag=True, help="The search certificates, whole.")
@click.option("--records", is_flag=True, help="The records, and how each came in.")
def show(at: At, *, history: bool, searches: bool, records: bool) -> None:
    """Show how a case stands. That you looked is recorded.

    \b
    Examples:
      genai-gateway case show FOI-2031-12
      genai-gateway case show FOI-2031-12 --history --searches --records

    Exit codes: 0 shown, 1 no such case or you may not, 2 wrong usage or configuration.
    """
    with at.work() as desk:
        case, steps = show_case(desk)
        found = records_of(desk.store, at.reference)
        held, cases = held_apart(desk.store, at.reference)
    due = deadline_of(case, at.configuration.gateway.cases.nation)
    show_fields(fields_of(case, due, (len(found), held), today()))
    show_fields([("holds", ", ".join(cases))])
    if searches:
        for one in case.searches:
            click.echo("")
            show_fields(certificate_fields(one))
            phrases = one.opened.phrases if one.opened else ()
            show_fields(("words", phrase) for phrase in phrases)
    if records:
        kept = {record: withheld.ground for record, withheld in case.withheld.items()}
        rows = ((r, " ".join(sorted(how)), kept.get(r, "")) for r, how in found.items())
        show_table("Records", ("Id", "Came in as", "Withheld"), rows)
    if history:
        columns = ("No", "Time (UTC)", "Who", "Account", "What", "Record", "Why")
        show_table("Steps", columns, map(step_row, steps))


@click.command()
@with_case
def searched(at: At) -> None:
    """Say whether the case was searched for certain words.

    Certificates hold names and identifiers as tokens only: whoever knows a word can ask here
    whether it was among them, and an auditor can so check a search. The words are read from
    standard input, one a line, each as it may have been typed (letters in any case). That somebody
    asked is recorded, not the words.

    \b
    Example:
      genai-gateway case searched SAR-7 < names.txt

    Exit codes: 0 all of them were, 1 some were not or you may not, 2 wrong usage or configuration.
    """
    words = lines_of("the words")
    with at.work() as desk:
        found = certificates_with(desk, words)
    rows = [(word, ", ".join(one.id for one in found[word]) or "not searched") for word in found]
    show_table("Searches", ("Words", "Certificates"), rows)
    if not all(found.values()):
        click.get_current_context().exit(1)


@click.command()
@with_places
@AS
def disclosures(places: Places, name: str) -> None:
    """Print the disclosure log.

    What was released under FOI and EIR; it names nobody.

    \b
    Example:
      genai-gateway case disclosures

    Exit codes: 0 printed, 1 no record store or you may not, 2 wrong usage or configuration.
    """
    at = At(configuration=places.load(), reference="", name=name)
    with at.work() as desk:
        desk.who.must(Power.LOOK)
        rows = [
            (one.reference, one.kind, f"{one.received}", f"{one.released}", one.outcome, one.said)
            for one in disclosure_log(desk.store)
        ]
    columns = ("Reference", "Kind", "Received", "Released", "Outcome", "What")
    show_table("Disclosure log", columns, rows)
    if not rows:
        click.echo("Nothing was released yet.", err=True)

"""`case search`, `hold`, `read`: which records a case is about, and what they say."""

from collections.abc import Mapping

import click

from gateway.audit.cases.case import Case
from gateway.audit.cases.reading import read_record
from gateway.audit.cases.redacted import of_text, redacted_text
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.scope import hold_case, hold_records, release_hold
from gateway.audit.cases.searching import Sought, search_case
from gateway.audit.cases.texts import texts_of
from gateway.audit.filters import Filters
from gateway.audit.opening import KeptText
from gateway.cli.case.desk import RECORDS, WHY, At, with_case
from gateway.cli.case.said import certificate_fields
from gateway.cli.findings import plural
from gateway.cli.record_filters import remark_unknown, with_filters
from gateway.cli.screen import harmless, show_fields, show_text
from gateway.cli.stdin import whole_text


@click.command()
@with_case
@click.option(
    "--about",
    "people",
    multiple=True,
    metavar="WHO",
    help="A name or identifier; several of one person at once. - reads them from standard input.",
)
@click.option(
    "--text",
    default="",
    metavar="WORDS",
    help="Words in records the case has already; - reads them.",
)
@with_filters
@WHY
def search(at: At, *, people: tuple[str, ...], text: str, filters: Filters, why: str) -> None:
    """Find records for a case, and hold them.

    With --about whatever mentions somebody and whatever a user of that id asked; filters narrow it.
    With --text the texts of the records in the case are opened and searched, which is recorded. The
    certificate that is printed and kept says who searched when, in how many records, and what was
    found; the words themselves stand in it as tokens only.

    \b
    Examples:
      genai-gateway case search FOI-2031-12 --since 2031-05-01 --until 2031-06-01 --tool assistant
      genai-gateway case search SAR-7 --about "Jane Doe" --about jane.doe --about "943 476 5919"
      genai-gateway case search SAR-7 --about - < identifiers.txt
      genai-gateway case search SAR-7 --text housing

    Exit codes: 0 searched (perhaps nothing found), 1 not in this state or you may not, 2 usage.
    """
    named = tuple(
        word
        for one in people
        for word in (lines_of("names and identifiers") if one == "-" else (one,))
    )
    words = whole_text("the words") if text == "-" else text
    sought = Sought(filters=filters, people=named, text=words)
    remark_unknown(filters, at.configuration)
    with at.work() as desk:
        found = search_case(desk, sought, why=why)
    show_fields(certificate_fields(found.certificate))
    for record, how in sorted(found.records.items()):
        click.echo(f"{record} {how}")


def lines_of(what: str) -> tuple[str, ...]:
    """The lines of standard input that say something. Raises click.UsageError without any."""
    lines = whole_text(f"{what}, one a line").splitlines()
    said = tuple(line.strip() for line in lines if line.strip())
    if not said:
        raise click.UsageError(f"standard input is empty: give {what}, one a line")
    return said


@click.command()
@with_case
@RECORDS
@click.option("--release", is_flag=True, help="Release what a closed case still holds.")
@click.option(
    "--of", "other", default="", metavar="CASE", help="Hold another case, whole, from disposal."
)
@WHY
def hold(at: At, records: tuple[str, ...], *, release: bool, other: str, why: str) -> None:
    """Hold records that are named, or another case, or release them.

    Named records become part of the case; another case only stays where it is, for instance while
    it is complained about. Only a closed case releases what it holds.

    \b
    Examples:
      genai-gateway case hold SAR-7 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --why "Named by her"
      genai-gateway case hold COM-2 --of FOI-2031-12 --why "Complaint about how it was answered"
      genai-gateway case hold SAR-7 --release --why "Time of appeal is over"

    Exit codes: 0 done, 1 no such record, not in this state or you may not, 2 wrong usage.
    """
    if [bool(records), bool(other), release].count(True) != 1:
        raise click.UsageError("give ids to hold, or --of CASE, or --release")
    with at.work() as desk:
        if other:
            hold_case(desk, other, why=why)
            click.echo(f"{other} is held.", err=True)
            return
        if release:
            number = release_hold(desk, why=why)
        else:
            hold_records(desk, records, why=why)
            number = len(set(records))
    click.echo(f"{plural(number, 'record')} {'released' if release else 'held'}.", err=True)


@click.command()
@with_case
@click.argument("record", metavar="ID")
@click.option("--redacted", is_flag=True, help="As it would be given out.")
@WHY
def read(at: At, record: str, *, redacted: bool, why: str) -> None:
    """Read a record of a case with its texts. That is recorded first.

    Each text has a name for `case redact --span`: kind and number. Where gateway.yaml asks for four
    eyes, special-category texts are shown only when another officer has agreed (case permit).

    \b
    Examples:
      genai-gateway case read SAR-7 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1
      genai-gateway case read SAR-7 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --redacted

    Exit codes: 0 shown, 1 not a record of the case or you may not, 2 wrong usage or configuration.
    """
    four_eyes = at.configuration.gateway.cases.four_eyes_special
    with at.work() as desk:
        case, opened = read_record(desk, record, why=why, four_eyes=four_eyes)
        texts = texts_of(opened, statements_of(desk.store, record))
    show_fields((name, str(opened.facts[name] or "")) for name in ("id", "time", "effect"))
    _show_texts(case, texts, record, redacted=redacted)


def _show_texts(
    case: Case, kinds: Mapping[str, tuple[KeptText, ...]], record: str, *, redacted: bool
) -> None:
    of_record = [one for one in case.redactions if one.record == record]
    for kind, texts in kinds.items():
        for number, text in enumerate(texts):
            if not text.text:
                continue
            click.echo(f"--- {kind}:{number}, {text.role}, {harmless(text.path)}")
            marks = of_text(of_record, kind, number)
            show_text(redacted_text(text.text, marks) if redacted else text.text)
            for mark in () if redacted else marks:
                click.echo(f"    {mark.number}: {mark.start}-{mark.end} {mark.ground}, {mark.by}")

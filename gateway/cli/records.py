"""`records`: what auditors ask. Opening texts is itself recorded, before they are opened."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

import click

from gateway.audit.access import Use
from gateway.audit.cases.rights import statements_of
from gateway.audit.export import write_csv, write_json_lines
from gateway.audit.filters import Filters
from gateway.audit.four_eyes import EXPORT, any_special, check_four_eyes, check_record
from gateway.audit.looking import said_of, token_of
from gateway.audit.queries import find_person
from gateway.audit.queries import search as found
from gateway.audit.queries import show as opened
from gateway.audit.summaries import Summary
from gateway.cli.findings import plural
from gateway.cli.looks import activities, approve, mine
from gateway.cli.places import Places, with_places
from gateway.cli.record_filters import remark_unknown, with_filters
from gateway.cli.shown_records import show_list, show_record
from gateway.cli.stdin import whole_text
from gateway.cli.verifying import key, prepare, verify
from gateway.cli.who import AS_OFFICER, CASE, WHY, looking, must_say
from gateway.errors import GatewayError

_WRITERS: Mapping[str, Callable[[Iterable[Summary], TextIO], int]] = {
    "jsonl": write_json_lines,
    "csv": write_csv,
}
_LIMIT = click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many."
)


@click.group()
def records() -> None:
    """Search, show, export and verify the records.

    Lists hold no prompts and no answers. Every look is itself recorded, with who, why and for which
    case; `access` in gateway.yaml says which offices may use which command.
    """


for _command in (verify, key, prepare, mine, activities, approve):
    records.add_command(_command)


@records.command()
@with_places
@with_filters
@_LIMIT
@WHY
@CASE
@AS_OFFICER
def search(  # noqa: PLR0913, PLR0917 - one parameter per option
    places: Places, filters: Filters, limit: int, why: str, case: str, by: str
) -> None:
    """List interactions, newest first. All filters that are given must hold.

    The search is recorded, with the filters; people that are named in them as tokens.

    \b
    Examples:
      genai-gateway records search --since 7d --decision block
      genai-gateway records search --reference ABC/12345 --entity UK_NHS

    Exit codes: 0 listed (perhaps none), 1 no record store, 2 wrong usage or configuration.
    """
    with looking(places, Use.SEARCH, by, why=why, case=case) as (look, configuration):
        remark_unknown(filters, configuration)
        look.note("records.search", filters=dict(said_of(filters, look.store.index)))
        show_list(found(look.store, filters, limit=limit), limit)


@records.command()
@with_places
@click.argument("record_id", metavar="ID")
@click.option("--texts", is_flag=True, help="Open the sealed prompts and answers.")
@WHY
@CASE
@AS_OFFICER
def show(  # noqa: PLR0913 - one parameter per option
    places: Places, record_id: str, *, texts: bool, why: str, case: str, by: str
) -> None:
    """Show one record.

    Who, where to, what was decided and why, how it ended. With --texts, which needs --why or
    --case, the sealed prompts and answers are opened, as far as they were kept. It is recorded
    first. Where gateway.yaml asks for four eyes, a record with special categories is shown only
    when another officer has agreed (`records approve`).

    \b
    Examples:
      genai-gateway records show 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1
      genai-gateway records show 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --texts --why "SAR 12"

    Exit codes: 0 shown, 1 no such record or you may not, 2 wrong usage or configuration.
    """
    if texts:
        must_say(why, case, "--texts")
    use = Use.TEXTS if texts else Use.SHOW
    with looking(places, use, by, why=why, case=case) as (look, configuration):
        check_record(look, configuration.gateway, record_id)
        look.note("records.open" if texts else "records.show", record_id)
        record = opened(look.store, record_id)
        statements = list(statements_of(look.store, record_id))
    if record is None:
        raise GatewayError(f"There is no record {record_id}.")
    show_record(record, statements, texts=texts)


@records.command()
@with_places
@click.argument("values", metavar="NAME_OR_IDENTIFIER...", nargs=-1, required=True)
@_LIMIT
@WHY
@CASE
@AS_OFFICER
def person(  # noqa: PLR0913, PLR0917 - one parameter per option
    places: Places, values: tuple[str, ...], limit: int, why: str, case: str, by: str
) -> None:
    """Find what mentions somebody. Needs --why or --case.

    Whoever typed it; and the interactions of a user of that id. Give a name or an identifier in any
    usual form (e-mail, phone, NHS number, National Insurance number, reference), or several of the
    same person: other names, a maiden name, a number. "-" reads them from standard input, one a
    line, which keeps them out of the shell's history. The look-up is recorded; who was looked for
    stands there as tokens.

    \b
    Examples:
      genai-gateway records person "Ottoline Fairweather" "943 476 5919" --why "SAR 12"
      echo "943 476 5919" | genai-gateway records person - --why "SAR 12"

    Exit codes: 0 listed (perhaps none), 1 no record store, 2 wrong usage or configuration.
    """
    given = whole_text("names or identifiers").splitlines() if values == ("-",) else values
    sought = [value.strip() for value in given if value.strip()]
    if not sought:
        raise click.UsageError("give a name or an identifier")
    must_say(why, case, "looking for somebody")
    with looking(places, Use.PERSON, by, why=why, case=case) as (look, _):
        tokens = (token_of(look.store.index, value) for value in sought)
        look.note("records.person", " ".join(tokens))
        show_list(find_person(look.store, *sought, limit=limit), limit)


@records.command()
@with_places
@with_filters
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_WRITERS)),
    default="jsonl",
    show_default=True,
    help="JSON Lines, or CSV that a spreadsheet opens safely.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="A new file; only you may read it. An existing file is never overwritten.",
)
@WHY
@CASE
@AS_OFFICER
def export(  # noqa: PLR0913, PLR0917 - one parameter per option
    places: Places, filters: Filters, form: str, output: Path, why: str, case: str, by: str
) -> None:
    """Write what `search` finds to a file. Needs --why or --case.

    Metadata without texts. The export itself is recorded. Where gateway.yaml asks for four eyes,
    one that holds special categories needs `records approve export`.

    \b
    Example:
      genai-gateway records export --since 30d --format csv --output may.csv --why "Board report"

    Exit codes: 0 written, 1 the file exists, no records or you may not, 2 wrong usage.
    """
    must_say(why, case, "an export")
    with (
        looking(places, Use.EXPORT, by, why=why, case=case) as (look, configuration),
        new_file(output) as target,
    ):
        try:
            remark_unknown(filters, configuration)
            special = any_special(look.store, filters)
            check_four_eyes(look, configuration.gateway, EXPORT, special=special)
            said = dict(said_of(filters, look.store.index))
            look.note("records.export", str(output), filters=said)
            number = _WRITERS[form](found(look.store, filters), target)
        except BaseException:
            output.unlink(missing_ok=True)
            raise
    click.echo(f"{plural(number, 'interaction')} written to {output}.", err=True)


def new_file(path: Path) -> TextIO:
    """A file that only its owner may read. Raises GatewayError when there is one of that name."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise GatewayError(f"{path} exists and is not overwritten; choose another name.") from None
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")

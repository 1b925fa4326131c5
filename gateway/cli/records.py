"""`records`: what auditors ask. Opening texts is itself recorded, before they are opened."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

import click

from gateway.audit.activities import Activity, record_activity
from gateway.audit.cases.rights import statements_of
from gateway.audit.export import write_csv, write_json_lines
from gateway.audit.filters import Filters
from gateway.audit.opening import Record
from gateway.audit.queries import find_person
from gateway.audit.queries import search as found
from gateway.audit.queries import show as opened
from gateway.audit.store import Store
from gateway.audit.summaries import Summary
from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.record_filters import with_filters
from gateway.cli.record_store import open_store
from gateway.cli.screen import harmless, show_fields, show_table, show_text
from gateway.cli.stdin import whole_text
from gateway.cli.verifying import key, verify
from gateway.cli.who import BY
from gateway.errors import GatewayError

_WRITERS: Mapping[str, Callable[[Iterable[Summary], TextIO], int]] = {
    "jsonl": write_json_lines,
    "csv": write_csv,
}
_LIMIT = click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many."
)
_WHY = click.option("--why", default="", metavar="TEXT", help="Your reason; it is recorded.")


@click.group()
def records() -> None:
    """Search, show, export and verify the records.

    Lists hold no prompts and no answers. Reading somebody's texts, looking for a person and
    exporting are recorded as activities, with who, and why where it is given.
    """


records.add_command(verify)
records.add_command(key)


@records.command()
@with_places
@with_filters
@_LIMIT
def search(places: Places, filters: Filters, limit: int) -> None:
    """List interactions, newest first. All filters that are given must hold.

    \b
    Examples:
      genai-gateway records search --since 7d --decision block
      genai-gateway records search --reference ABC/12345 --entity UK_NHS

    Exit codes: 0 listed (perhaps none), 1 no record store, 2 wrong usage or configuration.
    """
    with open_store(places.load()) as store:
        _list(found(store, filters, limit=limit), limit)


@records.command()
@with_places
@click.argument("record_id", metavar="ID")
@click.option("--texts", is_flag=True, help="Open the sealed prompts and answers; needs --why.")
@_WHY
@BY
def show(places: Places, record_id: str, *, texts: bool, why: str, by: str) -> None:
    """Show one record.

    Who, where to, what was decided and why, how it ended. With --texts the sealed prompts and
    answers are opened, as far as they were kept. That is recorded first.

    \b
    Examples:
      genai-gateway records show 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1
      genai-gateway records show 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --texts --why "SAR 12"

    Exit codes: 0 shown, 1 no such record, 2 --texts without --why, usage or configuration.
    """
    if texts and not why.strip():
        raise click.UsageError("--texts needs --why: opening somebody's texts is recorded")
    with open_store(places.load()) as store:
        if texts:
            _note(store, "records.open", record_id, why, by)
        record = opened(store, record_id)
        statements = list(statements_of(store, record_id))
    if record is None:
        raise GatewayError(f"There is no record {record_id}.")
    show_fields((name.replace("_", " "), _said(value)) for name, value in _facts(record))
    show_fields(("statement", f"{one.at:%Y-%m-%d}: {one.text}") for one in statements)
    if texts:
        _show_texts(record)


@records.command()
@with_places
@click.argument("value", metavar="NAME_OR_IDENTIFIER")
@_LIMIT
@_WHY
@BY
def person(places: Places, value: str, limit: int, why: str, by: str) -> None:
    """Find what mentions somebody.

    Whoever typed it; and the interactions of a user of that id. Give a name or an identifier in any
    usual form (e-mail, phone, NHS number, National Insurance number, reference); "-" reads it from
    standard input, which keeps it out of the shell's history. The look-up is recorded.

    \b
    Examples:
      genai-gateway records person "Ottoline Fairweather" --why "SAR 12"
      echo "943 476 5919" | genai-gateway records person - --why "SAR 12"

    Exit codes: 0 listed (perhaps none), 1 no record store, 2 wrong usage or configuration.
    """
    sought = (whole_text("a name or identifier") if value == "-" else value).strip()
    if not sought:
        raise click.UsageError("give a name or an identifier")
    with open_store(places.load()) as store:
        _note(store, "records.person", sought, why, by)
        _list(find_person(store, sought, limit=limit), limit)


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
@_WHY
@BY
def export(  # noqa: PLR0913, PLR0917 - one parameter per option
    places: Places, filters: Filters, form: str, output: Path, why: str, by: str
) -> None:
    """Write what `search` finds to a file.

    Metadata without texts. The export itself is recorded.

    \b
    Example:
      genai-gateway records export --since 30d --format csv --output may.csv --why "Board report"

    Exit codes: 0 written, 1 the file exists or no record store, 2 wrong usage or configuration.
    """
    with open_store(places.load()) as store, new_file(output) as target:
        try:
            _note(store, "records.export", str(output), why, by)
            number = _WRITERS[form](found(store, filters), target)
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


def _note(store: Store, action: str, subject: str, why: str, by: str) -> None:
    activity = Activity(actor=by, action=action, subject=subject, why=why.strip())
    record_activity(store, activity)


def _list(summaries: Iterable[Summary], limit: int) -> None:
    columns = ("Time (UTC)", "Person", "Tool", "Decision", "Clauses", "Found", "Ended", "Id")
    rows = [_row(summary) for summary in summaries]
    show_table("Interactions, newest first", columns, rows)
    more = "; there may be more, raise --limit" if len(rows) == limit else ""
    click.echo(f"{plural(len(rows), 'interaction')}{more}.", err=True)


def _row(summary: Summary) -> tuple[str, ...]:
    return (
        f"{summary.time:%Y-%m-%d %H:%M:%S}",
        summary.person,
        summary.tool or f"not listed: {summary.host}",
        summary.effect.word,
        " ".join(summary.clauses),
        " ".join(f"{number}x{entity}" for entity, number in summary.entities.items()),
        summary.end.value.replace("_", " ") if summary.end else "open",
        summary.id,
    )


def _facts(record: Record) -> Iterable[tuple[str, object]]:
    yield from record.facts.items()
    for part in record.unread:
        yield "unread part", f"{part.get('part', '')}: {part.get('why', '')}"
    for file in record.files:
        told = (file[name] for name in ("part", "kind", "outcome", "sha256", "name"))
        yield "file", f"{', '.join(map(str, told))}, {file['size']} bytes"
    for name, value in (record.ending or {"ending": "none yet"}).items():
        yield (name if name == "ending" else f"ending {name}"), value
    yield "texts kept", ", ".join(sorted(record.texts)) or "none"


def _said(value: object) -> str:
    if value is None or value in ("", [], {}, b""):
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, dict):
        return " ".join(f"{name}={_said(inner)}" for name, inner in value.items())
    return str(value)


def _show_texts(record: Record) -> None:
    show_fields((("justification", record.justification),))
    for kind, texts in record.texts.items():
        for text in texts:
            click.echo(f"--- {kind.replace('_', ' ')}, {text.role}, {harmless(text.path)}")
            show_text(text.text)

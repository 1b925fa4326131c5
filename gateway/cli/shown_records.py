"""How records are shown: a list without texts, or one of them whole."""

from collections.abc import Iterable

import click

from gateway.audit.cases.case import Statement
from gateway.audit.opening import Record
from gateway.audit.summaries import Summary
from gateway.cli.findings import plural
from gateway.cli.screen import harmless, show_fields, show_table, show_text

_NAMES = {"timings": "timings in ms", "stream": "streamed", "person_folded": "person, lower case"}


def show_record(record: Record, statements: Iterable[Statement], *, texts: bool) -> None:
    """Everything of one record; its texts where `texts` says so."""
    show_fields(
        (_NAMES.get(name) or name.replace("_", " "), _said(value)) for name, value in _facts(record)
    )
    show_fields(("statement", f"{one.at:%Y-%m-%d}: {one.text}") for one in statements)
    if texts:
        _show_texts(record)


def show_list(summaries: Iterable[Summary], limit: int) -> None:
    """Interactions, a line each."""
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
        told = [str(file[name]) for name in ("part", "kind", "outcome", "sha256", "name")]
        yield "file", ", ".join((*filter(None, told), f"{file['size']:,} bytes"))
    for name, value in (record.ending or {"ending": "none yet"}).items():
        yield (name if name == "ending" else f"ending {name}"), value
    yield "texts kept", ", ".join(sorted(record.texts)) or "none"


def _said(value: object) -> str:
    if value is None or value in ("", [], {}, b""):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
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

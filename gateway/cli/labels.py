"""`detectors labels`: reviewers' labels and reports, counted, and exported."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import click

from gateway.audit.access import Use
from gateway.audit.four_eyes import EXPORT, check_four_eyes
from gateway.audit.judgements import Verdict, judgements
from gateway.audit.labels import annotated, plain, tally
from gateway.audit.opening import open_record
from gateway.audit.store import Store
from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import open_store
from gateway.cli.records import new_file
from gateway.cli.screen import show_table
from gateway.cli.when import as_when
from gateway.cli.who import AS_OFFICER, looking

_SINCE = click.option("--since", callback=as_when, metavar="WHEN", help="From: 2031-05-01, 7d.")
_UNTIL = click.option("--until", callback=as_when, metavar="WHEN", help="Before: 2031-06-01, 1d.")


@click.group()
def labels() -> None:
    """Count and export what people said about findings."""


@labels.command("count")
@with_places
@_SINCE
@_UNTIL
def count(places: Places, since: datetime | None, until: datetime | None) -> None:
    """Count verdicts by kind and finder.

    \b
    Example:
      genai-gateway detectors labels count --since 30d

    Exit codes: 0 counted, 1 no record store, 2 wrong usage or configuration.
    """
    with open_store(places.load()) as store:
        counts = tally(judgements(store, since=since, until=until))
    rows = (
        (entity or "not said", finder, *(str(number[verdict]) for verdict in Verdict))
        for (entity, finder), number in counts.items()
    )
    columns = (
        "Kind",
        "Finder",
        *(verdict.value.replace("_", " ").capitalize() for verdict in Verdict),
    )
    show_table("Verdicts", columns, rows)


@labels.command()
@with_places
@_SINCE
@_UNTIL
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="A new file; only you may read it. An existing file is never overwritten.",
)
@click.option("--with-text", is_flag=True, help="Labelled messages whole; needs --consent.")
@click.option(
    "--consent", default="", metavar="TEXT", help="Who agreed, and where that is written down."
)
@AS_OFFICER
def export(  # noqa: PLR0913 - one parameter per option
    places: Places,
    *,
    since: datetime | None,
    until: datetime | None,
    output: Path,
    with_text: bool,
    consent: str,
    by: str,
) -> None:
    """Write labels and reports to a file.

    JSON Lines: kind, score, finder, what it went by, verdict and version of the scanner, without
    text. With --with-text and the consent of those concerned: the labelled messages, in the form
    that `detectors evaluate` reads. Both are recorded; the consent is the reason.

    \b
    Examples:
      genai-gateway detectors labels export --since 30d --output labels.jsonl
      genai-gateway detectors labels export --output t.jsonl --with-text --consent "DPIA 12, 4.2"

    Exit codes: 0 written, 1 the file exists or no record store, 2 wrong usage or configuration.
    """
    if with_text and not consent.strip():
        raise click.UsageError("--with-text needs --consent: it takes people's texts out")
    action = "labels.export_texts" if with_text else "labels.export"
    use = Use.TEXTS if with_text else Use.EXPORT
    with looking(places, use, by, why=consent) as (look, configuration), new_file(output) as target:
        store = look.store
        try:
            check_four_eyes(look, configuration.gateway, EXPORT, special=with_text)
            look.note(action, str(output))
            rows = _texts(store, since, until) if with_text else _plain(store, since, until)
            number = _write(target, rows)
        except BaseException:
            output.unlink(missing_ok=True)
            raise
    click.echo(f"{plural(number, 'line')} written to {output}.", err=True)


def _write(target: TextIO, rows: Iterable[dict[str, Any]]) -> int:
    """JSON Lines; returns how many."""
    return sum(bool(target.write(json.dumps(row, ensure_ascii=False) + "\n")) for row in rows)


def _plain(
    store: Store, since: datetime | None, until: datetime | None
) -> Iterator[dict[str, Any]]:
    return map(plain, judgements(store, since=since, until=until))


def _texts(
    store: Store, since: datetime | None, until: datetime | None
) -> Iterator[dict[str, Any]]:
    """Record by record; within one in the order in which things were said."""
    said = [past.judgement for past in judgements(store, since=since, until=until)]
    said.sort(key=lambda one: one.record)
    for record_id, of_record in groupby(said, key=lambda one: one.record):
        record = open_record(store, record_id)
        if record is not None:
            yield from annotated(record_id, record, of_record)

"""`detectors evaluate`: how good detection is on annotated texts."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gateway.cli.places import Places, with_places
from gateway.cli.screen import harmless
from gateway.settings.load import load

if TYPE_CHECKING:
    from detectors.evaluation.gold import GoldSet
    from detectors.evaluation.report import Result

_FILE = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@with_places
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option("--against", type=_FOLDER, metavar="DIR", help="A second configuration beside it.")
@click.option("--stock", is_flag=True, help="Stock Presidio without a model beside it.")
@click.option("--held-out", is_flag=True, help="Only what nobody trains on or tunes with.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N texts of a file.")
@click.option(
    "--misses",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="List up to N misses and false alarms of each file, with their words.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=os.cpu_count() or 1,
    show_default="one per core",
    metavar="N",
    help="Processes to scan with.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables, or one JSON object.",
)
def evaluate(  # noqa: PLR0913 - one parameter per option
    places: Places,
    *,
    files: tuple[Path, ...],
    against: Path | None,
    stock: bool,
    held_out: bool,
    limit: int | None,
    misses: int,
    workers: int,
    form: str,
) -> None:
    """Measure detection on annotated texts.

    What counts is what reaches its threshold in policy.yaml. FILE is JSON Lines ({"id", "text",
    "spans", "expect"}, conversations, exported labels, corpora of names, plain prompts; also .gz),
    CSV with a column "prompt", or a file or folder of records in our mark-up. What is counted, and
    what the columns mean, is in docs/detection.md.

    \b
    Examples:
      genai-gateway detectors evaluate prompts.jsonl --held-out --misses 20
      genai-gateway detectors evaluate labels.jsonl --against ../config-before
      genai-gateway detectors evaluate names.jsonl.gz --stock --format json

    Exit codes: 0 measured, 1 could not be scanned, 2 wrong usage, a bad file or configuration.
    """
    from gateway.cli.measuring import Measurement  # noqa: PLC0415 - the scanner is slow to import

    configurations = {"this": places.load()}
    if against:
        configurations["against"] = load(against, places.state, os.environ)
    sets = [_read(file, held_out=held_out, limit=limit) for file in files]
    measurement = Measurement(
        configurations=configurations,
        stock=stock,
        workers=workers,
        progress=Counter(sum(len(one.texts) for one in sets)),
    )
    results = measurement.results(sets)
    if form == "json":
        click.echo(json.dumps({"files": [one.as_json() for one in results]}, indent=1))
    else:
        for line in _lines(results, misses):
            click.echo(line)


class Counter:
    """Says on standard error how far it is, every tenth of a set or so."""

    def __init__(self, step_of: int) -> None:
        self._step = max(1, step_of // 10)
        self._done: dict[str, int] = {}

    def __call__(self, what: str, more: int) -> None:
        before = self._done.get(what, 0)
        self._done[what] = before + more
        if before // self._step != (before + more) // self._step:
            click.echo(f"{what}: {before + more:,} texts", err=True)


def _read(file: Path, *, held_out: bool, limit: int | None) -> "GoldSet":
    from detectors.evaluation.gold import GoldError, read_gold  # noqa: PLC0415 - as above

    try:
        return read_gold(file, held_out=held_out, limit=limit)
    except GoldError as error:
        raise click.UsageError(str(error)) from None


def _lines(results: Sequence["Result"], misses: int) -> Iterator[str]:
    from detectors.evaluation.tables import as_text  # noqa: PLC0415 - as above

    for one in results:
        yield f"{one.name}: {one.size:,} texts"
        for table in one.tables:
            yield ""
            yield from as_text(table)
        if misses:
            yield ""
        for miss in one.misses[:misses]:
            yield "\t".join((miss.what, miss.id, miss.label, harmless(miss.words)))
        yield ""

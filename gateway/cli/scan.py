"""`scan`: what a text holds. Nothing is judged, sent or recorded."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import batched
from typing import Any

import click
from rich.console import Console

from detectors.scanner import Scanner
from detectors.settings import ScanSettings
from detectors.types import Finding, ScanError
from gateway.cli.findings import as_json, counted, described
from gateway.cli.places import Places, with_places
from gateway.cli.stdin import line_batches, whole_text
from gateway.settings.load import Configuration
from gateway.settings.scanning import scan_settings
from gateway.settings.thresholds import Thresholds

_BATCH = 64
_PATIENCE = 600.0  # seconds; nobody waits at the other end of a proxy here
_ROOM = 100_000  # pieces of long texts that may wait at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the input: its number, its id as given, its text."""

    number: int
    id: str | int | float | bool | None
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class View:
    """What of the findings is listed, and how."""

    thresholds: Thresholds
    uncertain: bool = field(kw_only=True)
    explain: bool = field(kw_only=True)
    show: bool = field(kw_only=True)

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that count, or all that anybody is told about."""
        chosen = self.thresholds.told if self.uncertain else self.thresholds.counts
        return list(filter(chosen, findings))


@click.command()
@with_places
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="text: one text on standard input. jsonl: one JSON object per line.",
)
@click.option("--show", is_flag=True, help="Show the found values too (text only).")
@click.option("--all", "uncertain", is_flag=True, help="Also what is too uncertain to count.")
@click.option("--explain", is_flag=True, help="Say what each finding went by.")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    show_default=True,
    help="Processes to scan with; more than 0 pays for many lines.",
)
def scan(  # noqa: PLR0913 - one parameter per option
    places: Places, form: str, *, show: bool, uncertain: bool, explain: bool, workers: int
) -> None:
    """Show what the text on standard input holds. Nothing is judged, sent or recorded.

    text: a line per finding with line:column, what it is and how sure the scanner is.
    jsonl: in {"id", "text"} per line; out, in the same order, {"id", "findings": [{"entity",
    "category", "start", "end", "score", "recogniser"}]}. Offsets are code points of the text, end
    exclusive. Other keys are ignored. The first bad line stops the run and is named.

    Listed is what reaches its threshold (policy.yaml). --explain says what a finding went by
    (pattern, check digit, cue word, model score), and the raw score behind the measured one; in
    jsonl as "evidence", a list of strings, and "raw".

    \b
    Examples:
      echo "Ring Ottoline Fairweather on 01632 960 001" | genai-gateway scan --show --explain
      genai-gateway scan --format jsonl < prompts.jsonl > findings.jsonl

    Exit codes: 0 scanned (whatever was found), 1 could not be scanned, 2 wrong usage, a bad line
    or a mistake in the configuration.
    """
    configuration = places.load()
    view = View(configuration.policy.thresholds, uncertain=uncertain, explain=explain, show=show)
    scanner = Scanner(patient(configuration, workers))
    asyncio.run(_lines(scanner, view) if form == "jsonl" else _text(scanner, view))


def patient(configuration: Configuration, workers: int) -> ScanSettings:
    """Settings for many texts that nobody waits for at the other end of a proxy."""
    return replace(
        scan_settings(configuration),
        workers=workers,
        cache_entries=0,
        deadline_seconds=_PATIENCE,
        queue_limit=_ROOM,
    )


@asynccontextmanager
async def running(scanner: Scanner) -> AsyncIterator[Scanner]:
    """The scanner, started, and closed in any case."""
    await scanner.start()
    try:
        yield scanner
    finally:
        await scanner.close()


async def _text(scanner: Scanner, view: View) -> None:
    text = whole_text("the text to scan")
    async with running(scanner):
        (found,) = await scanner.scan([text])
    findings = view.of(found)
    reasons = view.thresholds if view.explain else None
    for line in described(text, findings, show=view.show, thresholds=reasons):
        click.echo(line)
    click.echo(f"Found: {counted(finding.entity for finding in findings)}.", err=True)


async def _lines(scanner: Scanner, view: View) -> None:
    done = 0
    status = Console(stderr=True).status("Starting the scanner")
    if sys.stderr.isatty():
        status.start()
    try:
        async with running(scanner):
            for batch in _batches():
                for line, found in zip(batch, await _scanned(scanner, batch), strict=True):
                    rows = [as_json(one, explain=view.explain) for one in view.of(found)]
                    click.echo(json.dumps({"id": line.id, "findings": rows}))
                sys.stdout.flush()
                done += len(batch)
                status.update(f"{done:,} lines scanned")
    finally:
        status.stop()


async def _scanned(scanner: Scanner, batch: Sequence[Line]) -> Sequence[Sequence[Finding]]:
    try:
        return await scanner.scan([line.text for line in batch])
    except ScanError:
        return [await _one(scanner, line) for line in batch]  # to name the line


async def _one(scanner: Scanner, line: Line) -> Sequence[Finding]:
    try:
        (findings,) = await scanner.scan([line.text])
    except ScanError as error:
        raise ScanError(f"line {line.number}: {error}") from None
    return findings


def _batches() -> Iterator[list[Line]]:
    """Small groups of lines. A bad line ends them with an error, after those before it."""
    number = 0
    for raw in line_batches(sys.stdin.buffer):
        for lines in batched(enumerate(raw, number + 1), _BATCH):
            yield from _parsed(lines)
        number += len(raw)


def _parsed(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for number, line in lines:
        if not line.strip():
            continue
        try:
            batch.append(parse(line, number))
        except ValueError as error:
            if batch:
                yield batch
            raise click.UsageError(f"line {number}: {error}") from None
    if batch:
        yield batch


def parse(line: bytes, number: int) -> Line:
    """The line as {"id", "text"}. Raises ValueError that says what is wrong, not what it says."""
    try:
        value: Any = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("is not valid JSON") from None
    if not isinstance(value, dict) or not value.keys() >= {"id", "text"}:
        raise ValueError('should be an object with "id" and "text"')
    if not isinstance(value["text"], str) or isinstance(value["id"], dict | list):
        raise ValueError(  # noqa: TRY004 - one error for whatever is wrong with a line
            '"text" should be a string, and "id" a string or a number'
        )
    return Line(number=number, id=value["id"], text=value["text"])

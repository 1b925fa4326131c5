"""`report`: reports for the public, the authority, auditors and the DPO. Each run is recorded."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from pathlib import Path

import click

from gateway.audit.access import Use
from gateway.audit.looking import Look
from gateway.audit.reports.atrs import atrs as atrs_report
from gateway.audit.reports.completeness import completeness as completeness_report
from gateway.audit.reports.dpia import dpia as dpia_report
from gateway.audit.reports.report import Period, Report
from gateway.audit.reports.transparency import transparency as transparency_report
from gateway.audit.reports.usage import usage as usage_report
from gateway.audit.reports.writing import WRITERS
from gateway.audit.tools import current_overrides
from gateway.cli.places import Places, with_places
from gateway.cli.records import new_file
from gateway.cli.screen import show_text
from gateway.cli.when import as_when
from gateway.cli.who import AS_OFFICER, CASE, WHY, looking
from gateway.register import in_force
from gateway.settings.load import Configuration
from gateway.types import Tool

_OPTIONS = (
    click.option(
        "--format",
        "form",
        type=click.Choice(list(WRITERS)),
        default="markdown",
        show_default=True,
        help="Markdown, JSON, or CSV that a spreadsheet opens safely.",
    ),
    click.option("--since", callback=as_when, metavar="WHEN", help="From: 2031-05-01, 7d, 24h."),
    click.option("--until", callback=as_when, metavar="WHEN", help="Before: 2031-06-01, 1d."),
    click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="A new file; only you may read it. An existing file is never overwritten.",
    ),
    WHY,
    CASE,
    AS_OFFICER,
)


Make = Callable[[Look, Configuration, Period], Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every report is asked for."""

    places: Places
    period: Period
    form: str
    out: Path | None
    why: str = field(repr=False)
    case: str
    by: str

    def write(self, kind: str, make: Make) -> None:
        """Record who wants it, make it, and write it. Raises CaseError and RecordError."""
        about = {"period": self.period.words, "format": self.form, "file": str(self.out or "")}
        with looking(self.places, Use.REPORT, self.by, why=self.why, case=self.case) as found:
            look, configuration = found
            look.note(f"report.{kind}", **about)
            made = make(look, configuration, self.period)
        if self.out is None:
            shown = io.StringIO(newline="")
            WRITERS[self.form](made, shown)
            show_text(shown.getvalue().rstrip("\n"))
            return
        with new_file(self.out) as target:
            try:
                WRITERS[self.form](made, target)
            except BaseException:
                self.out.unlink(missing_ok=True)
                raise
        click.echo(f"Report written to {self.out}.", err=True)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that all reports have; the command gets an `_Asked` first."""

    @wraps(command)
    def asked(  # noqa: PLR0913 - one parameter per option
        places: Places,
        *,
        form: str,
        since: datetime | None,
        until: datetime | None,
        out: Path | None,
        why: str,
        case: str,
        by: str,
        **more: object,
    ) -> None:
        if since and until and since >= until:
            raise click.UsageError("--since must be before --until")
        period = Period(since=since, until=until)
        command(
            _Asked(places=places, period=period, form=form, out=out, why=why, case=case, by=by),
            **more,
        )

    complete: Callable[..., None] = asked
    for option in reversed(_OPTIONS):
        complete = option(complete)
    return with_places(complete)


def _register(look: Look, configuration: Configuration) -> tuple[Tool, ...]:
    """The tools as they are in force."""
    changes = current_overrides(look.store)
    decided = {tool: change.approval for tool, change in changes.items()}
    return in_force(configuration.tools, decided)


@click.group()
def report() -> None:
    """Reports over the records, as Markdown, JSON or CSV.

    Numbers from 1 to 4 are withheld in what may be published, with as many others as it takes that
    nobody can work them out. Every report is itself recorded, with who, why and for which case.
    """


@report.command()
@_with_options
def transparency(asked: _Asked) -> None:
    """What is used for what, for the public.

    The register of tools, and prompts by tool, service, decision, month and category, with energy
    and carbon as estimates (clause 9.3).

    \b
    Example:
      genai-gateway report transparency --since 2031-01-01 --until 2031-04-01 --out q1.md

    Exit codes: 0 written, 1 the file exists, no records or you may not, 2 wrong usage.
    """

    def made(look: Look, configuration: Configuration, period: Period) -> Report:
        tools = _register(look, configuration)
        return transparency_report(look.store, configuration, tools, period)

    asked.write("transparency", made)


@report.command()
@_with_options
def usage(asked: _Asked) -> None:
    """How much is used, for the authority.

    People, tokens, models and endings beside what the transparency report counts. Nobody is named.

    \b
    Example:
      genai-gateway report usage --since 30d --format csv --out may.csv

    Exit codes: 0 written, 1 the file exists, no records or you may not, 2 wrong usage.
    """

    def made(look: Look, configuration: Configuration, period: Period) -> Report:
        return usage_report(look.store, configuration, period)

    asked.write("usage", made)


@report.command()
@_with_options
@click.option("--tool", default="", metavar="ID", help="Only this tool of the register.")
def atrs(asked: _Asked, tool: str) -> None:
    """A draft of an ATRS record for each tool.

    With the keys of GOV.UK's finder, filled from the register and the records. What only you can
    say is marked [to complete] (clause 9.3.1).

    \b
    Example:
      genai-gateway report atrs --tool practice --format json

    Exit codes: 0 written, 1 the file exists, no records or you may not, 2 no such tool, or usage.
    """

    def made(look: Look, configuration: Configuration, period: Period) -> Report:
        chosen = [one for one in _register(look, configuration) if tool in {"", one.id}]
        if not chosen:
            raise click.UsageError(f"no tool '{tool}' in the register")
        return atrs_report(look.store, configuration, chosen, period)

    asked.write("atrs", made)


@report.command()
@_with_options
def completeness(asked: _Asked) -> None:
    """What the proxy saw, beside what is recorded.

    For auditors: exact numbers of requests, records, endings, and entries in the log or waiting.

    \b
    Example:
      genai-gateway report completeness --since 7d --why "Weekly check"

    Exit codes: 0 written, 1 the file exists, no records or you may not, 2 wrong usage.
    """

    def made(look: Look, configuration: Configuration, period: Period) -> Report:
        return completeness_report(look.store, configuration, period)

    asked.write("completeness", made)


@report.command()
@_with_options
def dpia(asked: _Asked) -> None:
    """Facts for the DPIA, from the configuration.

    What is kept, how long, where, for whom, under which keys, with which services and regions.

    \b
    Example:
      genai-gateway report dpia --out dpia-facts.md --why "DPIA-2031-4"

    Exit codes: 0 written, 1 the file exists, no records or you may not, 2 wrong usage.
    """

    def made(look: Look, configuration: Configuration, period: Period) -> Report:
        return dpia_report(look.store, configuration, _register(look, configuration), period)

    asked.write("dpia", made)

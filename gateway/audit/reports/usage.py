"""The usage report: for the authority, who needs to see what is used, by how many, and how much."""

from collections.abc import Collection

from gateway.audit.reports.counting import MODEL, Use, cube, total, uses, values
from gateway.audit.reports.figures import (
    SMALL_NUMBERS,
    Routes,
    breakdown,
    breakdowns,
    energy,
    figure,
    of_anonymised,
    summed,
)
from gateway.audit.reports.report import WITHHELD, Cell, Period, Report, Section, facts
from gateway.audit.reports.suppression import shown
from gateway.audit.store import Store
from gateway.settings.load import Configuration

_NOBODY = Use(prompts=0, people=0, input_tokens=0, output_tokens=0)


def usage(store: Store, configuration: Configuration, period: Period) -> Report:
    """How much is used. Small numbers are withheld as in what is published. Raises RecordError."""
    counted = cube(store, period)
    routes = Routes.of(counted)
    return Report(
        kind="usage",
        title="Use of generative AI in figures",
        organisation=configuration.gateway.organisation.name,
        period=period,
        sections=(
            facts(
                "totals",
                "All together",
                ("prompts", "Prompts", summed(counted)),
                ("people", "People", figure(shown(total(store, period).people))),
                notes=(SMALL_NUMBERS, *of_anonymised(store, period)),
            ),
            _tools(store, period, routes),
            *(one for one in breakdowns(store, period, counted) if one.name != "by_tool"),
            _models(store, period, shown_tools=routes.tools),
            energy(store, period, routes),
        ),
    )


def _tools(store: Store, period: Period, routes: Routes) -> Section:
    used = uses(store, period)
    plain = breakdown("tool", "Use by tool", routes.tools, whole=routes.found.whole)
    return Section(
        name=plain.name,
        title=plain.title,
        columns=("tool", "prompts", "people", "input_tokens", "output_tokens"),
        rows=tuple(
            (tool, prompts, *_more(prompts, used.get(tool, _NOBODY)))
            for tool, prompts in routes.tools.items()
        ),
        notes=(*plain.notes, "Tokens as the services counted them, where they did."),
    )


def _more(prompts: Cell, use: Use) -> tuple[Cell, ...]:
    if not isinstance(prompts, int):
        return (WITHHELD,) * 3
    return figure(shown(use.people)), use.input_tokens, use.output_tokens


def _models(store: Store, period: Period, *, shown_tools: Collection[str]) -> Section:
    found = values(store, period, MODEL)
    return Section(
        name="models",
        title="Models that were asked",
        columns=("tool", "models"),
        rows=tuple((tool, ", ".join(found[tool])) for tool in sorted(found) if tool in shown_tools),
        notes=("As clients and services name them, at most 20 of a tool; without numbers.",),
    )

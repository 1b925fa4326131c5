"""The usage report: for the authority, how much each tool and model is used and how it ends."""

from gateway.audit.reports.counting import ENDING, MODEL, TOOL, Use, counts, total, uses
from gateway.audit.reports.figures import (
    SMALL_NUMBERS,
    breakdown,
    breakdowns,
    energy,
    figure,
    summed,
)
from gateway.audit.reports.report import WITHHELD, Cell, Period, Report, Section, facts
from gateway.audit.reports.suppression import protected, shown
from gateway.audit.store import Store
from gateway.settings.load import Configuration

_NOBODY = Use(prompts=0, people=0, input_tokens=0, output_tokens=0)


def usage(store: Store, configuration: Configuration, period: Period) -> Report:
    """How much is used. Small numbers are withheld as in what is published. Raises RecordError."""
    return Report(
        kind="usage",
        title="Use of generative AI in figures",
        organisation=configuration.gateway.organisation.name,
        period=period,
        sections=(
            facts(
                "totals",
                "All together",
                ("prompts", "Prompts", summed(store, period)),
                ("people", "People", figure(shown(total(store, period).people))),
                notes=(SMALL_NUMBERS,),
            ),
            _tools(store, period),
            *(one for one in breakdowns(store, period) if one.name != "by_tool"),
            _by("model", "Prompts by model", store, period),
            _by("ending", "Prompts by how they ended", store, period),
            energy(store, period),
        ),
    )


def _by(name: str, title: str, store: Store, period: Period) -> Section:
    expression = {"model": MODEL, "ending": ENDING}[name]
    return breakdown(name, title, protected(counts(store, period, expression)))


def _tools(store: Store, period: Period) -> Section:
    found, used = protected(counts(store, period, TOOL)), uses(store, period, TOOL)
    plain = breakdown("tool", "Use by tool", found)
    return Section(
        name=plain.name,
        title=plain.title,
        columns=("tool", "prompts", "people", "input_tokens", "output_tokens"),
        rows=tuple(
            (tool, figure(number), *_more(number, used.get(tool, _NOBODY)))
            for tool, number in found.counts.items()
        ),
        notes=(*plain.notes, "Tokens as the services counted them, where they did."),
    )


def _more(prompts: int | None, use: Use) -> tuple[Cell, ...]:
    if prompts is None:
        return (WITHHELD,) * 3
    return figure(shown(use.people)), use.input_tokens, use.output_tokens

"""Sections that two reports share: breakdowns with small numbers withheld, and energy."""

from collections.abc import Iterator, Mapping

from gateway.audit.reports.counting import (
    DECISION,
    SERVICE,
    TOOL,
    categories,
    counts,
    month,
    total,
)
from gateway.audit.reports.energy import Footprint, Span, footprints, installed
from gateway.audit.reports.report import WITHHELD, Cell, Period, Section
from gateway.audit.reports.suppression import SMALLEST, Breakdown, protected, shown
from gateway.audit.store import Store

SMALL_NUMBERS = (
    f"{WITHHELD} stands for a number that is withheld: one from 1 to {SMALLEST - 1}, or one that "
    "would give such a number away. Prompts under a restriction are not counted."
)
_WHOLE = "Withheld as a whole: its numbers are too small."
_ESTIMATED = (
    "Estimates, not measurements: ranges made by EcoLogits from the number of output tokens, what "
    "is known of the model and the electricity of its data centres. Answers whose tokens or model "
    "are not known are in no range; 'share' says, in tens of per cent, how many are in it."
)
_MISSING = (
    "Not estimated: the package EcoLogits is not installed (pip install 'genai-gateway[reports]')."
)


def figure(number: int | None) -> Cell:
    """A number as it is written."""
    return WITHHELD if number is None else number


def summed(store: Store, period: Period) -> Cell:
    """All prompts, withheld where they are few."""
    return figure(shown(total(store, period).prompts))


def by_tool(store: Store, period: Period) -> Breakdown:
    """Prompts of each tool, as they may be published."""
    return protected(counts(store, period, TOOL))


def breakdowns(store: Store, period: Period) -> Iterator[Section]:
    """By tool, service, decision, month, and category of what was found."""
    yield breakdown("tool", "Prompts by tool", by_tool(store, period))
    for name, title, expression in (
        ("service", "Prompts by service", SERVICE),
        ("decision", "Prompts by decision", DECISION),
        ("month", "Prompts by month", month(store)),
    ):
        found = counts(store, period, expression)
        ordered = dict(sorted(found.items())) if name == "month" else found
        yield breakdown(name, title, protected(ordered))
    yield _categories(store, period)


def breakdown(name: str, title: str, found: Breakdown) -> Section:
    """A line for each name."""
    return Section(
        name=f"by_{name}",
        title=title,
        columns=(name, "prompts"),
        rows=tuple((line, figure(number)) for line, number in found.counts.items()),
        notes=(_WHOLE,) if found.whole else (),
    )


def _categories(store: Store, period: Period) -> Section:
    found = categories(store, period)
    return Section(
        name="by_category",
        title="Prompts by category of what was found in them",
        columns=("category", "prompts"),
        rows=tuple((line, figure(shown(number))) for line, number in found.items()),
        notes=("A prompt may be in several categories or in none; these do not add up.",),
    )


def energy(store: Store, period: Period) -> Section:
    """Energy and carbon of each tool that has enough prompts to be shown."""
    columns = ("tool", "energy_kwh_low", "energy_kwh_high", "carbon_kg_low", "carbon_kg_high")
    counted = by_tool(store, period).counts
    found: Mapping[str, Footprint] = footprints(store, period)
    return Section(
        name="energy",
        title="Energy and carbon of the answers (estimates)",
        columns=(*columns, "share"),
        rows=tuple((tool, *_footprint(found[tool], counted.get(tool))) for tool in sorted(found)),
        notes=(_ESTIMATED if installed() else _MISSING,),
    )


def _footprint(found: Footprint, prompts: int | None) -> tuple[Cell, ...]:
    if prompts is None:
        return (WITHHELD,) * 5
    return (*_ends(found.energy), *_ends(found.carbon), f"{found.share} %")


def _ends(span: Span | None) -> tuple[Cell, Cell]:
    """To two figures: more would pretend to be exact."""
    return ("", "") if span is None else (f"{span.low:.2g}", f"{span.high:.2g}")

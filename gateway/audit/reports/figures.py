"""Sections that two reports share: breakdowns with small numbers withheld, and energy."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from gateway.audit.reports.anonymised import anonymised
from gateway.audit.reports.counting import SEPARATOR, Cube, categories
from gateway.audit.reports.energy import Footprint, Span, footprints, installed
from gateway.audit.reports.report import WITHHELD, Cell, Period, Section
from gateway.audit.reports.suppression import SMALLEST, Breakdown, protected, shown
from gateway.audit.store import Store

SMALL_NUMBERS = (
    f"{WITHHELD} stands for a number that is withheld: one from 1 to {SMALLEST - 1}, or one that "
    "would give such a number away; 40+ for 40 and a number that is withheld. Prompts under a "
    "restriction are not counted."
)
_WHOLE = "Withheld as a whole: its numbers are too small."
_ESTIMATED = (
    "Estimates, not measurements: ranges made by EcoLogits from the number of output tokens, what "
    "is known of the model and the electricity of its data centres. Answers whose tokens or model "
    "are not known are in no range; 'share' says, in tens of per cent, how many are in it."
)
_ANONYMISED = (
    "{} of these prompts were anonymised: they are counted by tool, service, decision, month and "
    "category, in whole months only; people, models and energy are those of the others."
)
_MISSING = (
    "Not estimated: the package EcoLogits is not installed (pip install 'genai-gateway[reports]')."
)


def figure(number: int | None) -> Cell:
    """A number as it is written."""
    return WITHHELD if number is None else number


def of_anonymised(store: Store, period: Period) -> tuple[str, ...]:
    """A note where some of the prompts are only counts any more. Raises RecordError."""
    gone = anonymised(store, period).total
    return (_ANONYMISED.format(figure(shown(gone))),) if gone else ()


def summed(counted: Cube) -> Cell:
    """All prompts, withheld where they are few."""
    return figure(shown(counted.total))


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Prompts of each tool at each service, as they may be published.

    The lines of tools and services add up what is shown of these, so that comparing them with each
    other tells nothing more. "40+" is 40 and what is withheld.
    """

    found: Breakdown

    @classmethod
    def of(cls, counted: Cube) -> Self:
        """Those that were counted."""
        return cls(found=protected(counted.by("tool", "service")))

    @property
    def tools(self) -> dict[str, Cell]:
        """By tool."""
        return self._added(0)

    @property
    def services(self) -> dict[str, Cell]:
        """By service."""
        return self._added(-1)

    def _added(self, part: int) -> dict[str, Cell]:
        lines: defaultdict[str, list[int | None]] = defaultdict(list)
        for name, number in self.found.counts.items():
            lines[name.split(SEPARATOR)[part]].append(number)
        return {name: _added(lines[name]) for name in sorted(lines)}


def _added(numbers: Sequence[int | None]) -> Cell:
    known = sum(number or 0 for number in numbers)
    if None not in numbers:
        return known
    return f"{known}+" if known else WITHHELD


def breakdowns(store: Store, period: Period, counted: Cube) -> Iterator[Section]:
    """By tool, service, decision, month, and category of what was found. Raises RecordError."""
    routes = Routes.of(counted)
    whole = routes.found.whole
    yield breakdown("tool", "Prompts by tool", routes.tools, whole=whole)
    yield breakdown("service", "Prompts by service", routes.services, whole=whole)
    for name, title in (("decision", "Prompts by decision"), ("month", "Prompts by month")):
        found = protected(counted.by(name))
        figures = {line: figure(number) for line, number in found.counts.items()}
        yield breakdown(name, title, figures, whole=found.whole)
    yield _categories(store, period)


def breakdown(name: str, title: str, figures: Mapping[str, Cell], *, whole: bool) -> Section:
    """A line for each name."""
    return Section(
        name=f"by_{name}",
        title=title,
        columns=(name, "prompts"),
        rows=tuple(figures.items()),
        notes=(_WHOLE,) if whole else (),
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


def energy(store: Store, period: Period, routes: Routes) -> Section:
    """Energy and carbon of each tool that has enough prompts to be shown."""
    columns = ("tool", "energy_kwh_low", "energy_kwh_high", "carbon_kg_low", "carbon_kg_high")
    found: Mapping[str, Footprint] = footprints(store, period)
    return Section(
        name="energy",
        title="Energy and carbon of the answers (estimates)",
        columns=(*columns, "share"),
        rows=tuple(
            (tool, *_footprint(found[tool], prompts))
            for tool, prompts in routes.tools.items()
            if tool in found
        ),
        notes=(_ESTIMATED if installed() else _MISSING,),
    )


def _footprint(found: Footprint, prompts: Cell) -> tuple[Cell, ...]:
    if not isinstance(prompts, int):
        return (WITHHELD,) * 5
    return (*_ends(found.energy), *_ends(found.carbon), f"{found.share} %")


def _ends(span: Span | None) -> tuple[Cell, Cell]:
    """To two figures: more would pretend to be exact."""
    return ("", "") if span is None else (f"{span.low:.2g}", f"{span.high:.2g}")

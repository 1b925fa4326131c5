"""Energy and carbon of each tool: ranges estimated by EcoLogits, from tokens, without a network."""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, text

from gateway.audit.reports.counting import MODEL, TOOL, within
from gateway.audit.reports.report import Period
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import ENDINGS, INTERACTIONS

_I, _E = INTERACTIONS.c, ENDINGS.c
_GROUPS = 2_000
_MAKERS = {
    "OpenAI": "openai",
    "Microsoft": "openai",
    "Anthropic": "anthropic",
    "Google": "google_genai",
    "Mistral": "mistralai",
    "Cohere": "cohere",
    "Hugging Face": "huggingface_hub",
}
# Regions in the United Kingdom, as vendors name them. Elsewhere the package knows where data
# centres of a maker usually are.
_BRITISH = frozenset({"uk", "gb", "eu-west-2", "uksouth", "ukwest", "europe-west2"})
# Bedrock: eu.anthropic.claude-sonnet-4-5-20250929-v1:0; Gemini: models/gemini-2.5-flash.
_BEFORE = re.compile(r"^(?:models/|(?:[a-z-]+\.)?[a-z0-9]+\.(?=[a-z]))")
_AFTER = re.compile(r"-v\d+(?::\d+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An estimate: from here to there."""

    low: float
    high: float

    def __add__(self, other: "Span") -> "Span":
        return Span(low=self.low + other.low, high=self.high + other.high)

    def times(self, number: int) -> "Span":
        """So many of it."""
        return Span(low=self.low * number, high=self.high * number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Of the answers of one tool. `share`: how many of them could be estimated, in per cent."""

    energy: Span | None  # kilowatt hours
    carbon: Span | None  # kilograms of CO2 equivalent
    share: int


Estimate = tuple[Span, Span]
Estimator = Callable[[str, str, str, int, float], Estimate | None]
"""Vendor, model, region, output tokens and seconds of one answer, to its energy and carbon."""


def installed() -> bool:
    """Whether there is something to estimate with (the extra "reports")."""
    return _package() is not None


def footprints(store: Store, period: Period) -> Mapping[str, Footprint]:
    """Of each tool that was asked; empty without the package. Raises RecordError."""
    package = _package()
    if package is None:
        return {}
    found: defaultdict[str, list[tuple[int, Estimate | None]]] = defaultdict(list)
    for row in _answers(store, period):
        found[row.line].append((int(row.prompts) - int(row.measured), None))
        if row.measured:
            found[row.line].append((int(row.measured), _mean(package, row)))
    return {tool: _together(parts) for tool, parts in found.items()}


def _answers(store: Store, period: Period) -> Sequence[Row[*tuple[Any, ...]]]:
    """What was answered, by tool, model and region: counts and sums."""
    region: ColumnElement[str] = func.coalesce(_I.processing_region, text("''"))
    measured = func.count(_E.output_tokens)
    statement = (
        select(
            TOOL.label("line"),
            _I.vendor.label("maker"),
            MODEL.label("engine"),
            region.label("place"),
            func.count().label("prompts"),
            measured.label("measured"),
            func.coalesce(func.sum(_E.output_tokens), 0).label("tokens"),
            func.coalesce(func.avg(_E.duration_ms), 0).label("took"),
        )
        .select_from(JOINED)
        .where(*within(period), _I.effect != "block")
        .group_by(text("line"), text("maker"), text("engine"), text("place"))
        .order_by(text("prompts DESC"))
        .limit(_GROUPS)
    )
    with store.read() as connection:
        return connection.execute(statement).all()


def _mean(package: Estimator, row: Row[*tuple[Any, ...]]) -> Estimate | None:
    """Of all the answers of a row: of an average one, so many times."""
    number = int(row.measured)
    tokens, seconds = round(int(row.tokens) / number), float(row.took) / 1000
    one = package(row.maker, row.engine, row.place, tokens, seconds)
    return one and (one[0].times(number), one[1].times(number))


def _together(parts: Sequence[tuple[int, Estimate | None]]) -> Footprint:
    known = [(number, estimate) for number, estimate in parts if estimate]
    answers = sum(number for number, _ in parts)
    nothing = Span(low=0.0, high=0.0)
    return Footprint(
        energy=sum((one[0] for _, one in known), nothing) if known else None,
        carbon=sum((one[1] for _, one in known), nothing) if known else None,
        # In tens: a share to the unit would give away small numbers.
        share=round(sum(number for number, _ in known) / answers * 10) * 10 if answers else 0,
    )


@cache
def _package() -> Estimator | None:
    try:
        from ecologits.model_repository import models  # noqa: PLC0415 - optional
        from ecologits.tracers.utils import llm_impacts  # noqa: PLC0415
    except ImportError:
        return None
    logging.getLogger("ecologits").setLevel(logging.CRITICAL)  # it would name models that it knows

    def estimate(
        vendor: str, model: str, region: str, tokens: int, seconds: float
    ) -> Estimate | None:
        zone = "GBR" if region in _BRITISH else None
        for maker, name in _candidates(vendor, model):
            if models.find_model(provider=maker, model_name=name) is not None:
                made = llm_impacts(maker, name, tokens, seconds, zone)
                if made.energy and made.gwp:
                    return _span(made.energy.value), _span(made.gwp.value)
        return None

    return estimate


def _candidates(vendor: str, model: str) -> Iterator[tuple[str, str]]:
    """The names that the package may know a model by; of resellers, those of every maker."""
    plain = _AFTER.sub("", _BEFORE.sub("", model))
    makers = [_MAKERS[vendor]] if vendor in _MAKERS else sorted(set(_MAKERS.values()))
    for maker in makers:
        yield from ((maker, name) for name in dict.fromkeys((model, plain)))


def _span(value: Any) -> Span:  # noqa: ANN401 - a number, or a range with its ends
    return Span(low=float(getattr(value, "min", value)), high=float(getattr(value, "max", value)))

"""Reads enough of a PromQL expression to tell which metrics and labels it names."""

import re
from collections.abc import Iterator
from pathlib import Path

from gateway.metrics import METRICS

DEPLOY = Path(__file__).parents[3] / "deploy"
SCRAPED = {"instance", "job"}
"""Labels that Prometheus itself adds."""

_SUFFIXES = ("_bucket", "_sum", "_count")
_METRIC = re.compile(r"\b(genai_gateway_\w+|up)\b(?:\{([^}]*)\})?")
_MATCHER = re.compile(r'\s*([a-z_]+)\s*(?:=~|!~|!=|=)\s*"[^"]*"\s*')
_GROUPING = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")


def series() -> dict[str, set[str]]:
    """Every name a query may use, with its labels."""
    known = {"up": set(SCRAPED)}
    for metric in METRICS:
        ends = _SUFFIXES if metric.kind == "histogram" else ("",)
        for end in ends:
            extra = {"le"} if end == "_bucket" else set()
            known[metric.name + end] = {*metric.labels, *SCRAPED, *extra}
    return known


def mistakes(expression: str) -> Iterator[str]:
    """What the expression names that does not exist, and brackets that do not match."""
    known = series()
    used: set[str] = set()
    named = list(_METRIC.finditer(expression))
    if not named:
        yield "names no metric"
    for match in named:
        name, matchers = match[1], match[2] or ""
        if name not in known:
            yield f"no metric {name}"
            continue
        used |= known[name]
        yield from _of_matchers(name, matchers, known[name])
    for group in _GROUPING.findall(expression):
        labels = {label.strip() for label in group.split(",")} - {""}
        yield from (f"no label {label} to group by" for label in sorted(labels - used))
    yield from _unbalanced(expression)


def _of_matchers(name: str, matchers: str, labels: set[str]) -> Iterator[str]:
    for matcher in filter(None, matchers.split(",")):
        match = _MATCHER.fullmatch(matcher)
        if not match:
            yield f"{name}: cannot read {matcher}"
        elif match[1] not in labels:
            yield f"{name} has no label {match[1]}"


def _unbalanced(expression: str) -> Iterator[str]:
    plain = re.sub(r'"[^"]*"', "", expression)
    for left, right in ("()", "{}", "[]"):
        if plain.count(left) != plain.count(right):
            yield f"{left} and {right} do not match"

"""Which characters of a segment are replaced: the union of its findings, less what should stay."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detectors.overlap import merge
from detectors.types import Finding
from gateway.people.names import parts
from gateway.people.titles import TITLES

_NAMES = frozenset({"PERSON", "LOCATION", "ORGANIZATION"})

# A title stays in the text: it tells the model how to write, and "Mr" and "Mrs" of one surname
# share a token (normalise_value drops titles), so that a restored title could be the other's.
_TITLES = re.compile(
    r"(?:(?:mrs?|ms|miss|mx|dr|prof(?:essor)?|sir|dame|lord|lady|rev(?:erend)?|cllr|councillor|"
    r"sgt|pc|insp|sister|father|judge|hhj|master)\b\.?\s*)+(?=\w)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s\Z", re.IGNORECASE)
_AROUND_NAMES = " \t\r\n.,;:()\"'\u2018\u2019\u201c\u201d\u02bc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters to replace: code-point offsets, end exclusive, never empty."""

    entity: str
    start: int
    end: int


def spans(text: str, findings: Iterable[Finding]) -> Iterator[Span]:
    """Disjoint spans in order. Raises ValueError for a finding that is not inside the text."""
    kept = [finding for finding in findings if finding.start < finding.end]
    if any(finding.start < 0 or finding.end > len(text) for finding in kept):
        raise ValueError("a finding lies outside its text")
    for finding in sorted(merge(kept), key=lambda finding: finding.start):
        yield from _people(text, Span(entity=finding.entity, start=finding.start, end=finding.end))


def _people(text: str, span: Span) -> Iterator[Span]:
    """Two people named together ("Jan and Colin Pepperdine") are two spans; "and" stays."""
    if span.entity != "PERSON":
        yield _trimmed(text, span)
        return
    pieces = [
        _trimmed(text, Span(entity=span.entity, start=span.start + start, end=span.start + end))
        for start, end in parts(text[span.start : span.end])
    ]
    last = pieces.pop()
    # "Mr and Mrs Lowe": a title alone names nobody.
    yield from (p for p in pieces if text[p.start : p.end].strip(" .").lower() not in TITLES)
    yield last


def _trimmed(text: str, span: Span) -> Span:
    """Without white space at its ends and, for names, without title, possessive and punctuation."""
    found = text[span.start : span.end]
    around = _AROUND_NAMES if span.entity in _NAMES else None
    start, end = len(found) - len(found.lstrip(around)), len(found.rstrip(around))
    if span.entity in _NAMES:
        title = _TITLES.match(found, start, end)
        start = title.end() if title else start
        possessive = _POSSESSIVE.search(found[:end], start)
        end = possessive.start() if possessive else end
    if start >= end:
        return span
    return Span(entity=span.entity, start=span.start + start, end=span.start + end)

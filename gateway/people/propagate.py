"""Somebody named in one part of a conversation is found in every other part, however written.

Costs one pass over the text. Whether a word means the person is judged by what stands next to it,
and a later segment never changes what an earlier one's hits were: it can only add to them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gateway.people.known import Known, Part
from gateway.people.names import around_lower, parts, read
from gateway.people.ordinary import ABBREVIATIONS
from gateway.people.reading import Reading
from gateway.people.titles import REACH, title_before
from gateway.people.words import WORD, bare, fold
from gateway.types import Hit, Segment

RECOGNISER = "conversation"
_NAME = "PERSON"
_SURE = 0.65
"""A name scored lower is not looked for elsewhere."""

_SIGNED = re.compile(
    r"(?:(?<=[(\[])(?P<bracket>[A-Z]{2,4})(?=[)\]])"
    r"|(?:^|(?<=\n)|(?<=\|))[ \t*_>\-\u2013\u2014]{0,8}(?P<line>[A-Z]{2,4})"
    r"(?=[ \t*_]{0,8}(?:$|\n|\||:|[\u2013\u2014]|- ))"
    r"|(?<=[\-\u2013\u2014] )(?P<end>[A-Z]{2,4})(?=[ \t]{0,8}(?:$|\n))"
    r"|(?<=\b[Cc][Cc] )(?P<copy>[A-Z]{2,4})\b|(?<=\b[Ss]igned )(?P<signed>[A-Z]{2,4})\b)"
)
"""Initials that sign a text, head a line, fill a cell, get a copy or stand in brackets."""


def propagate(segments: Sequence[Segment], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits for the mentions that the scanner did not find, of the people that it found."""
    known = _known(segments, hits)
    if not known.words:
        return ()
    covered: dict[int, list[Hit]] = {}
    for hit in hits:
        covered.setdefault(hit.segment, []).append(hit)
    looked_for = frozenset(known.words) | frozenset(known.signs)
    return tuple(
        hit
        for index, segment in enumerate(segments)
        if not looked_for.isdisjoint(_plain_words(segment.text))
        for hit in _found(index, segment.text, known, covered.get(index, ()))
    )


def _known(segments: Sequence[Segment], hits: Iterable[Hit]) -> Known:
    known = Known()
    people = (h for h in hits if h.finding.entity == _NAME and h.finding.score >= _SURE)
    for hit in sorted(people, key=lambda hit: (hit.segment, hit.finding.start)):
        text, found = segments[hit.segment].text, hit.finding
        for start, end in _names(text[found.start : found.end]):
            at = found.start + start
            title = title_before(text[max(0, at - REACH) : at])
            known.learn(read(text[at : found.start + end], title), hit.segment, found)
    return known


def _names(text: str) -> Iterator[tuple[int, int]]:
    for start, end in parts(text):
        for first, last in around_lower(text[start:end]):
            yield start + first, start + last


def _plain_words(text: str) -> Iterator[str]:
    return (bare(word) for word in WORD.findall(fold(text)))


def _found(index: int, text: str, known: Known, covered: Sequence[Hit]) -> Iterator[Hit]:
    reading = Reading(index, text, known, covered)
    for start, end, part, source in reading.mentions():
        yield _hit(index, start, end, part, source)
    for match in _SIGNED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        letters = text[start:end].lower()
        signer = None if letters in ABBREVIATIONS else known.signs.get(letters)
        if signer and not reading.touches(start, end):
            yield _hit(index, start, end, signer, signer.source)


def _hit(segment: int, start: int, end: int, part: Part, source: int) -> Hit:
    form = "short form or initials" if part.short else "part"
    finding = replace(
        part.finding,
        start=start,
        end=end,
        recogniser=RECOGNISER,
        evidence=(f"{form} of a name found in this conversation",),
    )
    return Hit(segment=segment, finding=finding, source=source)

"""A value found once is masked wherever else it stands, also where the scanner missed it.

Not a name of one word: whether such a word means the person is judged in gateway.people.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from gateway.people.words import WORD
from gateway.pseudonyms.ledger import NAME
from gateway.types import Hit, Segment

_SHORTEST = 3  # "Al" or "12" would match far too much
_ONCE = frozenset({"AGE"})  # "eighty" elsewhere is a speed limit


def spread(segments: Sequence[Segment], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits, and a hit for every other whole-word occurrence of their exact values."""
    values = _values(segments, hits)
    if not values:
        return tuple(hits)
    longest_first = sorted(values, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    taken = {(hit.segment, hit.finding.start, hit.finding.end) for hit in hits}
    extra = [
        _elsewhere(values[match[0]], index, match)
        for index, segment in enumerate(segments)
        for match in pattern.finditer(segment.text)
        if (index, match.start(), match.end()) not in taken
    ]
    return (*hits, *extra)


def _values(segments: Sequence[Segment], hits: Sequence[Hit]) -> dict[str, Hit]:
    found: dict[str, Hit] = {}
    for hit in hits:
        value = segments[hit.segment].text[hit.finding.start : hit.finding.end].strip()
        judged = hit.finding.entity == NAME and WORD.fullmatch(value)
        if len(value) >= _SHORTEST and not judged and hit.finding.entity not in _ONCE:
            found.setdefault(value, hit)
    return found


def _elsewhere(hit: Hit, segment: int, match: re.Match[str]) -> Hit:
    finding = replace(
        hit.finding, start=match.start(), end=match.end(), recogniser="repeat", evidence=()
    )
    return Hit(segment=segment, finding=finding, source=hit.since)

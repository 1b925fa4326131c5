"""A value found once is masked wherever else it stands, also where the scanner missed it."""

import re
from collections.abc import Sequence

from detectors.types import Finding
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
        Hit(segment=index, finding=_elsewhere(values[match[0]], match.start(), match.end()))
        for index, segment in enumerate(segments)
        for match in pattern.finditer(segment.text)
        if (index, match.start(), match.end()) not in taken
    ]
    return (*hits, *extra)


def _values(segments: Sequence[Segment], hits: Sequence[Hit]) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for hit in hits:
        value = segments[hit.segment].text[hit.finding.start : hit.finding.end].strip()
        if len(value) >= _SHORTEST and hit.finding.entity not in _ONCE:
            found.setdefault(value, hit.finding)
    return found


def _elsewhere(finding: Finding, start: int, end: int) -> Finding:
    return Finding(
        entity=finding.entity,
        category=finding.category,
        start=start,
        end=end,
        score=finding.score,
        recogniser="repeat",
    )

"""Unite overlapping findings into spans that can be cut out of a text."""

from collections.abc import Iterable
from dataclasses import replace

from detectors.types import Finding


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that share a character become one, named after the widest of them.

    A union, never a choice: to drop or trim one of two that overlap in part would let its
    own characters out. The highest score stands. Sorted by start; findings that only touch
    stay two.
    """
    united: list[Finding] = []
    widest = 0
    for finding in sorted(findings, key=lambda f: (f.start, -f.end, -f.score)):
        width = finding.end - finding.start
        if not united or finding.start >= united[-1].end:
            united.append(finding)
            widest = width
            continue
        united[-1] = _union(united[-1], finding, second_is_wider=width > widest)
        widest = max(widest, width)
    return tuple(united)


def _union(first: Finding, second: Finding, *, second_is_wider: bool) -> Finding:
    named = second if second_is_wider else first
    return replace(
        named,
        start=first.start,
        end=max(first.end, second.end),
        score=max(first.score, second.score),
    )

"""Shows findings: where they are in a text, and as JSON. Values only when asked for."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from detectors.types import Finding


def as_json(finding: Finding) -> dict[str, object]:
    """The finding as the JSON Lines format has it; offsets are code points of the text."""
    return {
        "entity": finding.entity,
        "category": finding.category.value,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 4),
        "recogniser": finding.recogniser,
    }


def counted(entities: Iterable[str]) -> str:
    """ "2 PERSON, 1 UK_NHS", the most frequent first; "nothing" for none."""
    counts = Counter(entities).most_common()
    return ", ".join(f"{number} {entity}" for entity, number in counts) or "nothing"


def described(text: str, findings: Sequence[Finding], *, show: bool) -> Iterable[str]:
    """A line per finding in the order of the text: line and column (from 1), kind, how sure."""
    starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]
    for finding in sorted(findings, key=lambda found: (found.start, found.end)):
        line = bisect_right(starts, finding.start)
        column = finding.start - starts[line - 1] + 1
        length = finding.end - finding.start
        kind = f"{finding.entity} ({finding.category.value.replace('_', ' ')})"
        sure = f"{length} characters, score {finding.score:.2f}, by {finding.recogniser}"
        value = f", text {text[finding.start : finding.end]!r}" if show else ""
        yield f"{line}:{column}: {kind}, {sure}{value}"


def plural(number: int, noun: str) -> str:
    """ "1 record", "2 records"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

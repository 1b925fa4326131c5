"""Shows findings: where they are in a text, and as JSON. Values only when asked for."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from detectors.types import Finding
from gateway.settings.thresholds import Thresholds


def as_json(finding: Finding, *, explain: bool = False) -> dict[str, object]:
    """The finding as the JSON Lines format has it; offsets are code points of the text."""
    why = {"raw": _raw(finding), "evidence": list(finding.evidence)} if explain else {}
    return {
        "entity": finding.entity,
        "category": finding.category.value,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 4),
        "recogniser": finding.recogniser,
        **why,
    }


def counted(entities: Iterable[str]) -> str:
    """ "2 PERSON, 1 UK_NHS", the most frequent first; "nothing" for none."""
    counts = Counter(entities).most_common()
    return ", ".join(f"{number} {entity}" for entity, number in counts) or "nothing"


def explained(finding: Finding, thresholds: Thresholds) -> str:
    """What the finding went by, and whether that is enough for it to count."""
    by = "; ".join(finding.evidence) or f"what {finding.recogniser} looks for"
    from_score = thresholds.of(finding.entity, finding.category)
    verdict = "counts" if thresholds.counts(finding) else "uncertain"
    raw = _raw(finding)
    share = f"measured {finding.score:.2f}" if raw != round(finding.score, 4) else "not measured"
    scores = f"raw score {raw:.2f}, {share}"
    return f"went by: {by} ({scores}; {verdict}: {finding.entity} counts from {from_score:.2f})"


def _raw(finding: Finding) -> float:
    return round(finding.score if finding.raw is None else finding.raw, 4)


def described(
    text: str, findings: Sequence[Finding], *, show: bool, thresholds: Thresholds | None = None
) -> Iterable[str]:
    """A line per finding in the order of the text: line and column (from 1), kind, how sure.

    With `thresholds` a second line says why.
    """
    starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]
    for finding in sorted(findings, key=lambda found: (found.start, found.end)):
        line = bisect_right(starts, finding.start)
        column = finding.start - starts[line - 1] + 1
        length = finding.end - finding.start
        kind = f"{finding.entity} ({finding.category.value.replace('_', ' ')})"
        sure = f"{length} characters, score {finding.score:.2f}, by {finding.recogniser}"
        value = f", text {text[finding.start : finding.end]!r}" if show else ""
        yield f"{line}:{column}: {kind}, {sure}{value}"
        if thresholds:
            yield f"    {explained(finding, thresholds)}"


def plural(number: int, noun: str) -> str:
    """ "1 record", "2 records"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

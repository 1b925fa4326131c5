"""What the scanner found in a request, as its record keeps it: never the text, and sealed.

Which word stood near, or which term was meant, says something about a person; so it is sealed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detectors.types import Finding
from gateway.types import Screened

_MOST = 1_000  # findings; a list of thousands of addresses is not judged one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedFinding:
    """A finding in a new message. `segment` counts messages, offsets are code points in it."""

    segment: int
    entity: str
    category: str
    start: int
    end: int
    score: float
    recogniser: str
    evidence: tuple[str, ...] = field(repr=False)


def noted(screened: Screened) -> dict[str, Any]:
    """Details of the record: findings of new messages (old ones were noted when new), by what."""
    segments = screened.interaction.prompt.segments
    new = (hit for hit in screened.hits if segments[hit.segment].new)
    found = [[hit.segment, *_plain(hit.finding)] for hit in new]
    return {"findings": found[:_MOST], "scan_version": screened.scan_version} if found else {}


def findings_of(details: Mapping[str, Any]) -> tuple[NotedFinding, ...]:
    """The findings as they were noted; none for records of before there were any."""
    return tuple(map(_finding, details.get("findings", ())))


def _finding(row: Sequence[Any]) -> NotedFinding:
    segment, entity, category, start, end, score, recogniser, evidence = row
    return NotedFinding(
        segment=segment,
        entity=entity,
        category=category,
        start=start,
        end=end,
        score=score,
        recogniser=recogniser,
        evidence=tuple(evidence),
    )


def as_row(finding: NotedFinding) -> list[Any]:
    """The form in which it is sealed."""
    return [finding.segment, *_plain(finding)]


def _plain(f: Finding | NotedFinding) -> list[Any]:
    return [f.entity, f.category, f.start, f.end, f.score, f.recogniser, f.evidence]

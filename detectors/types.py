"""What a scan returns: findings that say where something is, never what it is."""

from dataclasses import dataclass
from enum import StrEnum

FLOOR = 0.3  # raw scores; less is no finding. From which score one counts is for policy to say
LEAST = 0.15  # no measured score is lower: a finding of FLOOR is right more often than that


class Category(StrEnum):
    """The kinds of content clause 10.3 treats differently."""

    PERSONAL = "personal"
    SPECIAL_CATEGORY = "special_category"
    CRIMINAL_OFFENCE = "criminal_offence"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - the name of a category


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One span of one text.

    `start` and `end` are code-point offsets into the scanned text, end exclusive; `score` is 0..1,
    the share of findings like it that are right; `recogniser` names what found it, `evidence` what
    it went by ("modulus 11 holds", "cue word: nhs", "model 0.93"): words of ours. The text itself
    is never kept. `raw` is the score before that share was measured (detectors/reliability.py);
    None until it was looked up.
    """

    entity: str
    category: Category
    start: int
    end: int
    score: float
    recogniser: str
    evidence: tuple[str, ...] = ()
    raw: float | None = None


class ScanError(Exception):
    """A text could not be scanned. Messages never contain the text."""


class ScanTimeout(ScanError):
    """The deadline passed before the scan ended."""


class ScanOverload(ScanError):
    """The bounded queue is full."""


class ScanTooLarge(ScanError):
    """The text is longer than the scanner takes."""


class ScanFailed(ScanError):
    """A worker died or raised."""

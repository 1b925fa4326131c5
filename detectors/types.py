"""What a scan returns: findings that say where something is, never what it is."""

from dataclasses import dataclass
from enum import StrEnum

FLOOR = 0.3  # less is no finding; from which score one counts is for policy to say


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

    `start` and `end` are code-point offsets into the scanned text, end exclusive;
    `score` is 0..1; `recogniser` names what found it, `evidence` what it went by ("modulus 11
    holds", "cue word: nhs", "model 0.93"): words of ours. The text itself is never kept.
    """

    entity: str
    category: Category
    start: int
    end: int
    score: float
    recogniser: str
    evidence: tuple[str, ...] = ()


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

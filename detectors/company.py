"""What is weak alone counts beside a person: a postcode, an inside address, an age, a number plate.

About fifteen households share a postcode, and 10.0.0.7 is a machine; next to a name each of them
is that person's (UK GDPR Article 4(1): identifiable by reference to ... an identifier).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from detectors.evidence import is_read
from detectors.types import Finding

LIFTED = frozenset(
    {
        "AGE",
        "DATE_OF_BIRTH",
        "DEVICE_ID",
        "IP_ADDRESS",
        "UK_BANK_ACCOUNT",
        "UK_CASE_REFERENCE",
        "UK_POSTCODE",
        "UK_VEHICLE_REGISTRATION",
    }
)
_PEOPLE = frozenset({"PERSON", "EMAIL_ADDRESS", "USERNAME", "UK_NHS", "UK_NINO"})
SURE = 0.4  # a person of at least this score lifts what stands near
LEAST = 0.35  # nothing weaker is lifted
LEAST_AGE = 0.45  # of what the model read as an age
TO = 0.6
REACH = 400  # characters


def in_company(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The same findings; the weak ones that stand near a person have a higher score."""
    people = sorted(f.start for f in findings if f.entity in _PEOPLE and f.score >= SURE)
    return tuple(_lifted(f) if _weak(f) and _near(f, people) else f for f in findings)


def _weak(finding: Finding) -> bool:
    """Of ages that only the model took for one, and with little trust, one in four or fewer are
    ages: it has read the person beside them already.
    """
    least = LEAST_AGE if finding.entity == "AGE" and is_read(finding) else LEAST
    return finding.entity in LIFTED and least <= finding.score < TO


def _lifted(finding: Finding) -> Finding:
    return replace(finding, score=TO, evidence=(*finding.evidence, "beside a person"))


def _near(finding: Finding, people: Sequence[int]) -> bool:
    at = bisect_left(people, finding.start - REACH)
    return at < len(people) and people[at] <= finding.end + REACH

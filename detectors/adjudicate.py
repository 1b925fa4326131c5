"""Settle what one run of characters is when several recognisers claim it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detectors.cover import Cover
from detectors.types import Finding

# Whoever is named here wins over those after it on the very digits they both claim; what has
# a check digit and a form of its own comes first. Only numbers compete: names never do.
_NUMBERS = (
    "UK_UPN",
    "IBAN_CODE",
    "CREDIT_CARD",
    "UK_DRIVING_LICENCE",
    "UK_NINO",
    "UK_NHS",
    "UK_UTR",
    "UK_ULN",
    "DEVICE_ID",
    "DATE_OF_BIRTH",
    "UK_BANK_ACCOUNT",
    "PHONE_NUMBER",
    "UK_PASSPORT",
    "IP_ADDRESS",
    "UK_JUSTICE_NUMBER",
    "UK_CASE_REFERENCE",
    "AGE",
    "UK_VEHICLE_REGISTRATION",
)
_RANK = {entity: rank for rank, entity in enumerate(_NUMBERS)}
SURE = 0.05  # a score this much higher beats the rank
COUNTS = 0.5  # a weak reading never displaces one that counts
GENERIC = frozenset({"ModelReference"})


def settle(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Drop a number finding that lies wholly inside a better one; keep everything else.

    Nothing leaks by it: the characters stay covered by the finding that won.
    """
    kept: list[Finding] = []
    won = Cover()
    for finding in sorted(_untangled(findings), key=_order):
        if finding.entity in _RANK:
            if won.holds(finding.start, finding.end):
                continue
            won.add(finding.start, finding.end)
        kept.append(finding)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end, f.entity)))


def _untangled(findings: Sequence[Finding]) -> Iterator[Finding]:
    """An address that a pattern begins in a person's name ("Bell, 3 Elm Grove") begins after it,
    where the model saw one begin: together they would be masked as one thing.
    """
    people = [f for f in findings if f.entity == "PERSON"]
    starts = sorted(f.start for f in findings if f.entity == "ADDRESS")
    for finding in findings:
        if finding.entity == "ADDRESS":
            ends = [p.end for p in people if p.start <= finding.start < p.end < finding.end]
            begun = [start for start in starts if ends and max(ends) <= start < finding.end]
            if begun:
                yield replace(finding, start=begun[0])
                continue
        yield finding


def _order(finding: Finding) -> tuple[bool, float, int, int]:
    """What has a form of its own goes before what only the model took for a number."""
    rank = _RANK.get(finding.entity, 0)
    guess = finding.recogniser in GENERIC or finding.score < COUNTS
    return (guess, -round(finding.score / SURE), rank, finding.start - finding.end)

"""Words and names that everybody knows: jargon and products, and public or fictional people.

The lists were written for this product (detectors/lists/, Apache-2.0).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from detectors.types import Finding

LISTS = Path(__file__).parent / "lists"
PUBLIC = 0.3  # a well-known name: people are told, nothing is replaced
CERTAIN = 0.9
REACH = 400  # characters
# What only a private person has: beside one of these a famous name is a resident's.
_PRIVATE = frozenset(
    """ADDRESS AGE DATE_OF_BIRTH EMAIL_ADDRESS PHONE_NUMBER UK_BANK_ACCOUNT UK_CASE_REFERENCE
    UK_DRIVING_LICENCE UK_JUSTICE_NUMBER UK_NHS UK_NINO UK_PASSPORT UK_POSTCODE UK_UTR UK_ULN
    UK_UPN UK_VEHICLE_REGISTRATION USERNAME""".split()  # noqa: SIM905
)
_SURE = 0.5
_SPACES = re.compile(r"\s+")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? {1,2}$")


@cache
def _jargon() -> tuple[frozenset[str], frozenset[str]]:
    """Words and phrases that are no people: casefolded, and those that count in capitals only."""
    lines = [*lines_of("jargon"), *lines_of("welsh-words")]
    capitals = frozenset(line for line in lines if line.isupper())
    return frozenset(plain(line) for line in lines if line not in capitals), capitals


def is_jargon(text: str) -> bool:
    words, capitals = _jargon()
    return plain(text) in words or text.strip(" .,'") in capitals


@cache
def figures() -> frozenset[str]:
    """Casefolded names of public, historic and fictional people."""
    return frozenset(map(plain, lines_of("figures")))


def plain(text: str) -> str:
    """A name or word as the lists have it."""
    return _SPACES.sub(" ", text.replace("\u2019", "'")).strip(" .,'").casefold()


def unless_famous(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The same findings; a well-known name counts only where somebody's own data stands near,
    or where it is addressed as one addresses a resident.
    """
    private = [f for f in findings if f.entity in _PRIVATE and f.score >= _SURE]
    return tuple(
        replace(f, score=PUBLIC, evidence=(*f.evidence, "a well-known name"))
        if f.score > PUBLIC and _is_famous(text, f) and not _is_near(f, private)
        else f
        for f in findings
    )


def _is_famous(text: str, finding: Finding) -> bool:
    name = plain(text[finding.start : finding.end])
    if finding.entity != "PERSON" or name not in figures():
        return False
    if " " not in name and finding.score >= CERTAIN:
        return False  # of one word, and the model is certain: somebody else of that name
    return _TITLE.search(text, max(0, finding.start - 6), finding.start) is None


def _is_near(finding: Finding, others: Sequence[Finding]) -> bool:
    low, high = finding.start - REACH, finding.end + REACH
    return any(low <= other.end and other.start <= high for other in others)


def lines_of(name: str) -> list[str]:
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]

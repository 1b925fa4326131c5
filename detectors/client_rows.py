"""Rows of a list of clients to the values that are hashed, in the forms people type them in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from detectors.clients import ADDRESS, PERSON, REFERENCE

# Headings, in small letters without blanks and marks.
_NAME = frozenset({"name", "fullname", "clientname", "knownas", "alias"})
_FORENAME = frozenset({"forename", "forenames", "firstname", "givenname", "givennames"})
_SURNAME = frozenset({"surname", "lastname", "familyname"})
_ADDRESS = frozenset(
    """address addressline1 addressline2 addressline3 address1 address2 address3 street town city
    postcode""".split()  # noqa: SIM905
)
_REFERENCE = frozenset(
    "ref reference refno id number no num account acct nhs nino upn".split()  # noqa: SIM905
)
_NO_REFERENCE = frozenset("house phone telephone tel mobile fax".split())  # noqa: SIM905
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SHORTEST = 5  # characters of a reference; shorter ones are everywhere

type Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a file hold, by their headings."""

    known: Mapping[str, str]
    ignored: Sequence[str]

    @classmethod
    def of(cls, headings: Iterable[str]) -> Self:
        kinds = {heading: _kind(heading) for heading in headings}
        known = {heading: kind for heading, kind in kinds.items() if kind}
        return cls(known, [heading for heading, kind in kinds.items() if not kind])

    def holding(self, kind: str) -> list[str]:
        return [heading for heading, of in self.known.items() if of == kind]


def values(rows: Iterable[Row], columns: Columns) -> Iterator[tuple[str, str]]:
    """(kind, value) of each row. A single word is no name, and a few characters no reference."""
    names, lines, references = map(columns.holding, (PERSON, ADDRESS, REFERENCE))
    for row in rows:
        yield from ((PERSON, form) for form in _names(row, names))
        yield from ((ADDRESS, form) for form in _addresses(row, lines))
        for heading in references:
            value = (row[heading] or "").strip()
            if len(value) >= _SHORTEST and any(c.isdigit() for c in value):
                yield REFERENCE, value


def _plain(heading: str) -> str:
    return "".join(c for c in heading.lower() if c.isalnum())


def _kind(heading: str) -> str:
    plain = _plain(heading)
    if plain in _NAME | _FORENAME | _SURNAME:
        return PERSON
    if plain in _ADDRESS:
        return ADDRESS
    parts = {part.lower() for part in _PART.findall(heading)}
    return REFERENCE if parts & _REFERENCE and not parts & _NO_REFERENCE else ""


def _names(row: Row, headings: Sequence[str]) -> Iterator[str]:
    """Full name, first and last name, and either with the surname first."""
    parts: dict[str, list[str]] = {"given": [], "last": []}
    for heading in headings:
        words = (row[heading] or "").replace(",", " ").split()
        if _plain(heading) in _NAME:
            yield from _forms(words[:-1], words[-1:])
        else:
            parts["given" if _plain(heading) in _FORENAME else "last"] = words
    yield from _forms(parts["given"], parts["last"])


def _forms(given: Sequence[str], last: Sequence[str]) -> Iterator[str]:
    if not given or not last:
        return
    surname = " ".join(last)
    for forenames in dict.fromkeys((" ".join(given), given[0])):
        yield f"{forenames} {surname}"
        yield f"{surname} {forenames}"


def _addresses(row: Row, headings: Sequence[str]) -> Iterator[str]:
    """The whole address, also with the postcode in one piece, and a first line with a number."""
    parts = (line.strip() for heading in headings for line in (row[heading] or "").split(","))
    lines = [line for line in parts if line]
    if len(lines) > 1:
        yield " ".join(lines)
        yield " ".join((*lines[:-1], lines[-1].replace(" ", "")))
    for line in lines[:2]:
        if len(line.split()) > 2 and any(c.isdigit() for c in line):
            yield line

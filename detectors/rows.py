"""Structure that ties a value to a person: rows of a table, and blocks of "Name: value"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNS = ("|", "\t", ";", ",", " / ")
_WHO = re.compile(
    r"(?i)\b(?:name|surname|forename|pupil|student|resident|tenant|patient|pt|client|applicant|"
    r"employee|emp|emp no|staff|badge|member|child|case|ref|id|user|nhs|upn|dob|who|volunteer|"
    r"officer|gov|bed|relation|person|participant|victim|suspect|claimant|customer)\b"
)
_FIELD = re.compile(
    r"(?im)^[ \t>*-]{0,4}(?:full |child'?s |first )?(?:name|surname|patient|pupil|client|tenant|"
    r"applicant|resident|employee|child|dob|d\.o\.b\.?|date of birth|nhs(?: no\.?| number)?|upn|"
    r"nino|address|service user|claimant|victim|suspect|student|member|clinic no\.?|case ref|"
    r"client id|ref|pt|q1 name of child|case|hosp(?:ital)? no\.?)[ \t]{0,3}[:=][ \t]*"
    r"(?!e\.?g|\.\.|_|\[|<|DD|string|joe bloggs|\()\S"
)
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is about one person: offsets, end exclusive."""

    start: int
    end: int


def rows(text: str) -> Iterator[Row]:
    """Rows under a header that has a column for who, and blocks with a field for who."""
    yield from _tables(text)
    yield from _blocks(text)


def _tables(text: str) -> Iterator[Row]:
    """Lines after a header line with as many separators, up to the first that has none."""
    sign, cells = "", 0
    at = 0
    for line in text.splitlines(keepends=True):
        if sign and line.count(sign) >= max(1, cells - 1):
            yield Row(at, at + len(line))
        else:
            sign = _header(line)
            cells = line.count(sign) if sign else 0
        at += len(line)


def _header(line: str) -> str:
    """The separator of a header line with a column for who; "" for any other line."""
    if len(line) > 200:
        return ""
    sign = max(_SIGNS, key=line.count)
    cells = line.count(sign)
    wanted = 2 if sign == "," else 1
    return sign if cells >= wanted and _WHO.search(line) and "." not in line.strip() else ""


def _blocks(text: str) -> Iterator[Row]:
    """A run of lines without a blank one in which a field for who has a value."""
    edges = [0, *(match.end() for match in _BLANK.finditer(text)), len(text)]
    seen = -1
    for match in _FIELD.finditer(text):
        block = bisect_right(edges, match.start()) - 1
        if block != seen and block + 1 < len(edges):
            seen = block
            yield Row(edges[block], edges[block + 1])

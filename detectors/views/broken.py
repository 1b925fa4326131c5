"""Numbers and e-mail addresses that the end of a line cuts in two."""

import re
from collections.abc import Iterator

from detectors.views.gate import Look
from detectors.views.piece import CHECKED, Piece

_END = r"[ \t]{0,2}[-=]?[ \t]{0,2}\r?\n[ \t>|]{0,6}"
_NUMBER = re.compile(
    r"(?<![\w+])(?P<head>(?:\+|[A-Z]{1,2}[ -]?|[A-Z]{5})?\d(?:[ -]?[A-Z\d]){0,30})"
    rf"(?P<cut>{_END})(?P<tail>(?:[A-Z\d][ -]?){{0,30}}[A-Z\d])(?!\w)"
)
# Forms of whole identifiers, without separators: only a break inside one is worth joining.
_FORM = re.compile(
    r"\d{10,11}|\+\d{11,13}|\d{13,19}|[A-Z]{2}\d{6}[A-D]?|[A-Z]{2}\d\d[A-Z\d]{11,30}|"
    r"[A-Z]\d{11}[A-Z\d]|[A-Z9]{5}\d{6}[A-Z9]{2}[A-Z\d]{3}"
)
_SOFT = re.compile(r"(?<=[\w@.])=\r?\n(?=[\w@.])")  # quoted-printable
_MAIL = re.compile(
    r"(?<=\w@)[ \t]{0,2}-?\r?\n[ \t>]{0,4}(?=\w)|(?<=\w)[ \t]{0,2}\r?\n[ \t>]{0,4}(?=@\w)|"
    r"@[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.?(?P<cut>(?<=\.)-?\r?\n[ \t>]{0,4}|-\r?\n[ \t>]{0,4}|"
    r"(?<!\.)\r?\n[ \t>]{0,4}(?=\.\w))(?=[\w.])"
)
_LINE = re.compile(r"\n[ \t>|]{0,6}[A-Z\d]")
_REACH = 64  # no identifier is longer
_FOUND = CHECKED | {"PHONE_NUMBER"}
_EMAIL = frozenset({"EMAIL_ADDRESS"})


def broken(text: str, seen: Look) -> Iterator[Piece]:
    """The breaks themselves, each read as nothing: what stands on either side joins."""
    if not seen.line_breaks:
        return
    if seen.at_signs:
        for match in _MAIL.finditer(text):
            yield _join(*match.span("cut" if match["cut"] else 0), _EMAIL)
    if "=\n" in text or "=\r" in text:
        for match in _SOFT.finditer(text):
            yield _join(*match.span(), _FOUND | _EMAIL)
    for line in _LINE.finditer(text):
        before = text[max(0, line.start() - 5) : line.start()].rstrip(" \t\r-=")
        if before[-1:].isdigit() or before[-1:].isupper():
            yield from _number(text, line.start())


def _number(text: str, at: int) -> Iterator[Piece]:
    """The break at that place, when an identifier goes on behind it."""
    for match in _NUMBER.finditer(text, max(0, at - _REACH), at + _REACH):
        start, end = match.span("cut")
        whole = re.sub(r"[ -]", "", match["head"] + match["tail"])
        if start <= at < end and _FORM.fullmatch(whole) and not _in_column(text, start, end):
            yield _join(start, end, _FOUND)


def _join(start: int, end: int, entities: frozenset[str]) -> Piece:
    return Piece(start=start, end=end, text="", evidence="cut by a line end", entities=entities)


def _in_column(text: str, start: int, end: int) -> bool:
    """True when both lines are rows of figures: what ends one has nothing to do with the next."""
    first = text[max(text.rfind("\n", 0, start) + 1, start - 120) : start]
    stop = text.find("\n", end)
    second = text[end : min(stop if stop >= 0 else len(text), end + 120)]
    return _is_row(first) and _is_row(second)


def _is_row(line: str) -> bool:
    letters = sum(c.isalpha() for c in line)
    return letters * 4 < len(line) or any(line.count(mark) >= 2 for mark in ",;|\t")

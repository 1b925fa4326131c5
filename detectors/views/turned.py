"""Lines written backwards or in ROT13, and identifiers that are."""

import codecs
import re
from collections.abc import Callable, Iterator

from detectors.views.gate import BACKWARDS, BACKWARDS_TWO, ROT13, ROT13_TWO, Look
from detectors.views.piece import CHECKED, Piece

_LINE = re.compile(r"[^\n]{6,2000}")
_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"(?<!\w)[A-Z\d](?:[ -]?[A-Z\d]){8,33}(?!\w)")
_BACK_MAIL = re.compile(
    r"(?i)(?<![\w.])(?:moc|gro|ten|ku\.(?:oc|vog|gro|shn|ca))\.[\w.-]{1,80}@[\w.+-]{1,64}(?!\w)"
)
_ROT_MAIL = re.compile(
    r"(?i)(?<![\w.])[\w.+-]{1,64}@[\w.-]{1,80}\.(?:pbz|bet|arg|pb\.hx|tbi\.hx|bet\.hx|auf\.hx|"
    r"np\.hx)(?!\w)"
)
_ROT_IBAN = re.compile(r"\bTO\d\d ?[A-Z]{4} ?(?:\d{4} ?){3}\d\d\b")
_BACK_IBAN = re.compile(r"(?<!\w)\d\d ?(?:\d{4} ?){3}[A-Z]{4} ?\d\dBG(?!\w)")
_DIGITS = 6
_EMAIL = frozenset({"EMAIL_ADDRESS"})


def turned(text: str, seen: Look) -> Iterator[Piece]:
    """Whole lines where their words say so, else only runs whose form leaves no doubt."""
    if seen.backwards:
        yield from _lines(text, BACKWARDS, BACKWARDS_TWO, _reversed)
    if seen.rot13:
        yield from _lines(text, ROT13, ROT13_TWO, _rot13)
    if seen.said_backwards:
        for match in _NUMBER.finditer(text):
            if sum(c.isdigit() for c in match[0]) >= _DIGITS:
                yield _reversed(match, CHECKED)
    if seen.at_signs:
        yield from (_reversed(m, _EMAIL) for m in _BACK_MAIL.finditer(text))
        yield from (_rot13(m, _EMAIL) for m in _ROT_MAIL.finditer(text))
    if seen.mixed_words:
        yield from _ibans(text)


def _ibans(text: str) -> Iterator[Piece]:
    """British ones alone, with "GB" turned: the search for two letters spares that for the form."""
    if "BG" in text:
        yield from (_reversed(m, CHECKED) for m in _BACK_IBAN.finditer(text))
    if "TO" in text:
        yield from (_rot13(m, CHECKED) for m in _ROT_IBAN.finditer(text))


def _lines(
    text: str,
    words: frozenset[str],
    two: frozenset[str],
    read: Callable[[re.Match[str], frozenset[str] | None], Piece],
) -> Iterator[Piece]:
    for match in _LINE.finditer(text):
        found = set(_WORD.findall(match[0].lower()))
        if not words.isdisjoint(found) or len(two & found) > 1:
            yield read(match, None)


def _reversed(match: re.Match[str], entities: frozenset[str] | None) -> Piece:
    start, end = match.span()
    spans = tuple((at, at + 1) for at in range(end - 1, start - 1, -1))
    return Piece(
        start=start, end=end, text=match[0][::-1], spans=spans, evidence="written backwards",
        entities=entities,
    )  # fmt: skip


def _rot13(match: re.Match[str], entities: frozenset[str] | None) -> Piece:
    start, end = match.span()
    return Piece(
        start=start, end=end, text=codecs.encode(match[0], "rot13"), evidence="ROT13",
        spans=tuple((at, at + 1) for at in range(start, end)), entities=entities,
    )  # fmt: skip

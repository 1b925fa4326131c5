"""Digits in words, letters set apart, addresses with "at" and "dot": read as what they spell."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from detectors.views.gate import Look
from detectors.views.piece import Piece

_DIGITS = {
    "zero": "0", "oh": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
    "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), "23456789"))  # noqa: B905, SIM905
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_RADIO = frozenset(
    """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november
    oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu""".split()  # noqa: SIM905
)
_UNITS = "|".join([*_DIGITS, *_RADIO])
_TOKEN = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine) hundred|"
    rf"(?:{'|'.join(_TIMES)}) (?:{'|'.join(_DIGITS)}|[\da-z])|(?:{'|'.join(_TENS)})(?:[ -](?:one|"
    rf"two|"
    rf"three|four|five|six|seven|eight|nine))?|{_UNITS}|[a-z]|\d{{1,6}})"
)
# Atomic: "twenty one" could be read in two ways, and a long row of them in a million.
_WHOLE = rf"(?>{_TOKEN})(?!\w)"
_SPOKEN = re.compile(rf"(?i)(?<!\w){_WHOLE}(?:[ ,./;:\u2013\n-]{{1,3}}+{_WHOLE}){{2,60}}+")
_PARTS = re.compile(rf"(?i)(?<!\w){_WHOLE}")
_APART = re.compile(r"(?<![^\W_])[^\W_](?:[ .*_\u00b7/\u2013-]{1,3}[^\W_]){3,200}(?![^\W_])")
_SHORTEST = 8  # with fewer digits and letters it is no identifier
_SINGLE = re.compile(r"[^\W_]")
_WRITTEN_DOT = r"(?: ?[\[({] ?(?:dot|punkt) ?[\])}] ?| dot |\.)"
_ADDRESS = re.compile(
    rf"(?i)(?<![\w.])[\w+-]{{1,40}}(?:{_WRITTEN_DOT}[\w+-]{{1,40}}){{0,3}}"
    r"(?P<at> ?[\[({] ?at ?[\])}] ?| at |@)"
    rf"[\w-]{{1,40}}(?:{_WRITTEN_DOT}[\w-]{{1,40}}){{0,3}}(?P<dot>{_WRITTEN_DOT})[a-z]{{2,12}}(?!\w)"
)
_SIGN = re.compile(r"(?i) ?[\[({] ?(?P<in>at|dot|punkt) ?[\])}] ?| (?P<bare>at|dot) ")
_EMAIL = frozenset({"EMAIL_ADDRESS"})


def spelled(text: str, seen: Look) -> Iterator[Piece]:
    """Runs that spell a number, a name or an address."""
    if seen.dots:
        yield from _addresses(text)
    if seen.digit_words:
        yield from _spoken(text)
    if seen.single_letters:
        yield from _set_apart(text)


def _addresses(text: str) -> Iterator[Piece]:
    for match in _ADDRESS.finditer(text):
        plain = match["at"] in {"@", " at "} and match["dot"].strip() == "."
        if plain:  # "look at example.org"
            continue
        for sign in _SIGN.finditer(match[0]):
            start, end = sign.start() + match.start(), sign.end() + match.start()
            letter = "@" if (sign["in"] or sign["bare"]).lower() == "at" else "."
            yield Piece(
                start=start, end=end, text=letter, evidence="spelled-out address", entities=_EMAIL
            )


def _spoken(text: str) -> Iterator[Piece]:
    for match in _SPOKEN.finditer(text):
        tokens = list(_PARTS.finditer(text, match.start(), match.end()))
        values = [_value(token[0]) for token in tokens]
        said = sum(
            len(value)
            for value, token in zip(values, tokens, strict=True)
            if value.isdigit() and len(token[0]) > 2 and not token[0].isdigit()
        )
        digits = sum(c.isdigit() for v in values for c in v)
        if said < 3 or digits * 2 < sum(map(len, values)) or _counts(values):
            continue
        yield _joined(text, tokens, values, "spelled-out digits")


def _value(token: str) -> str:
    """What a token stands for: "double seven" is 77, "Bravo" is B, "o" among digits is 0."""
    first, _, rest = token.lower().replace("-", " ").partition(" ")
    if first in _TIMES:
        return _value(rest) * _TIMES[first]
    if rest == "hundred":
        return _value(first) + "00"
    if first in _TENS:
        return _TENS[first] + (_DIGITS[rest] if rest else "0")
    if first in _DIGITS:
        return _DIGITS[first]
    if first in _RADIO:
        return first[0].upper()
    return "0" if first == "o" else token


def _counts(values: list[str]) -> bool:
    """One two three, and so on: somebody counts."""
    numbers = [int(v) for v in values if v.isdigit()]
    steps = {b - a for a, b in pairwise(numbers)}
    return len(numbers) == len(values) and len(steps) == 1 and steps <= {0, 1, -1}


def _set_apart(text: str) -> Iterator[Piece]:
    for match in _APART.finditer(text):
        tokens = list(_SINGLE.finditer(text, match.start(), match.end()))
        values = [token[0] for token in tokens]
        digits = sum(value.isdigit() for value in values)
        if len(set(values)) < 3 or _in_order(values) or (digits and len(values) < _SHORTEST):
            continue
        piece = _joined(text, tokens, values, "letters set apart")
        yield piece if digits else _as_words(piece)


def _as_words(piece: Piece) -> Piece:
    return Piece(
        start=piece.start, end=piece.end, text=piece.text, spans=piece.spans,
        evidence=piece.evidence, entities=None,
    )  # fmt: skip


def _in_order(values: list[str]) -> bool:
    """A b c d, 1 2 3 4: a list or a scale."""
    if {value.isdigit() for value in values} == {True, False}:
        return False
    codes = [ord(value.lower()) for value in values]
    rising = sum(b - a == 1 for a, b in pairwise(codes))
    return rising * 2 >= len(codes)


def _joined(text: str, tokens: list[re.Match[str]], values: list[str], how: str) -> Piece:
    """The values side by side; a blank where the writer paused, or a new word begins."""
    gaps = [text[a.end() : b.start()] for a, b in pairwise(tokens)]
    usual = Counter(gaps).most_common(1)[0][0]
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    for number, (token, value) in enumerate(zip(tokens, values, strict=True)):
        pause = number > 0 and (
            gaps[number - 1] != usual or (value.isupper() and values[number - 1].islower())
        )
        if pause:
            parts.append(" ")
            spans.append((tokens[number - 1].end(), token.start()))
        parts.append(value)
        spans += [token.span()] * len(value)
    return Piece(
        start=tokens[0].start(), end=tokens[-1].end(), text="".join(parts), spans=tuple(spans),
        evidence=how,
    )  # fmt: skip

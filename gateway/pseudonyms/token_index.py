"""Finds issued tokens in text, and the ends of text that may still become one."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CONTEXT = 6
"""How many characters before a place decide whether a word begins there."""

# A JSON escape such as \n before a word ends in a letter that is none.
_EDGE = re.compile(r"(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4})")

_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A token in a text: offsets, and the value it stands for."""

    start: int
    end: int
    value: str = field(repr=False)


class TokenIndex:
    """The issued tokens of one request, ready for searching. Immutable, so channels can share it.

    A token at the start of a word is found in any case. Glued to a letter or digit before it, it is
    found exactly as issued. Tokens are ASCII letters and digits, else ValueError.
    """

    __slots__ = ("_exact", "_firsts", "_folded", "_lengths", "_sorted", "_sorted_folded", "_starts")

    def __init__(self, issued: Mapping[str, str]) -> None:
        if not all(token.isascii() and token.isalnum() for token in issued):
            raise ValueError("a token has other characters than ASCII letters and digits")
        self._exact = dict(issued)
        self._folded = {token.lower(): value for token, value in issued.items()}
        self._sorted = sorted(self._exact)
        self._sorted_folded = sorted(self._folded)
        self._lengths = sorted({len(token) for token in issued}, reverse=True)
        self._firsts = frozenset("".join(t[0].lower() + t[0].upper() for t in issued))
        self._starts = _starts(self._folded)

    def __bool__(self) -> bool:
        return bool(self._exact)

    def find(self, text: str, start: int, stop: int) -> Found | None:
        """The first token that begins in [start, stop); the longest where several begin."""
        for place in self._starts.finditer(text, start):
            if place.start() >= stop:
                break
            found = self._at(text, place.start())
            if found:
                return found
        return None

    def hold(self, text: str, start: int) -> int:
        """Where the longest end of the text that may grow into a token begins, or its length."""
        size = len(text)
        if size == start or not self._lengths or not text[-1].isalnum():
            return size
        earliest = max(start, size - self._lengths[0] + 1)
        places = (p for p in range(earliest, size) if text[p] in self._firsts)
        return next((p for p in places if self._may_grow(text, p)), size)

    def _at(self, text: str, place: int) -> Found | None:
        edge = _EDGE.match(text, place)
        for length in self._lengths:
            piece = text[place : place + length]
            value = self._exact.get(piece)
            if value is None and edge and piece.isascii():
                value = self._folded.get(piece.lower())
            if value is not None:
                return Found(start=place, end=place + len(piece), value=value)
        return None

    def _may_grow(self, text: str, place: int) -> bool:
        tail = text[place:]
        if _begins_one(self._sorted, tail):
            return True
        if not tail.isascii() or not _EDGE.match(text, place):
            return False
        return _begins_one(self._sorted_folded, tail.lower())


def _begins_one(tokens: Sequence[str], start: str) -> bool:
    """Whether a sorted list holds a longer text that begins like this."""
    at = bisect_left(tokens, start)
    if at < len(tokens) and tokens[at] == start:
        at += 1
    return at < len(tokens) and tokens[at].startswith(start)


def _starts(folded: Iterable[str]) -> re.Pattern[str]:
    """Places where a token may begin, judged by its first few characters.

    The first character is a set, which the regex engine can scan for quickly; the whole token is
    looked up in a dictionary, so the cost does not grow with the number of tokens.
    """
    stems = sorted({token[:_STEM] for token in folded})
    if not stems:
        return re.compile(r"(?!)")
    firsts = "".join(sorted({c for stem in stems for c in (stem[0].upper() + stem[0])}))
    rests = "|".join(f"(?<=[{s[0].upper()}{s[0]}])(?i:{s[1:]})" for s in stems)
    return re.compile(rf"[{firsts}](?={rests})", re.ASCII)

"""Cheap tests that spare a text the patterns which cannot match in it."""

import re
from typing import Protocol


class Gate(Protocol):
    """A compiled pattern is one too."""

    def search(self, text: str, /) -> object:
        """Something true when the text is worth a closer look."""


# Letters that patterns which ignore the case take for an i and an s, as `str.lower` does not.
_SMALL = {0x130: "i", 0x131: "i", 0x17F: "s"}


def small(text: str) -> str:
    """The text in small letters, each at its place: what a pattern finds in any case is in it."""
    return text.lower() if text.isascii() else text.translate(_SMALL).lower()


class AnyOf:
    """One of these parts of words, in any letter case; and `also`, when that is given.

    A dozen plain searches cost a tenth of one pattern that ignores the case.
    """

    def __init__(self, *words: str, also: Gate | None = None) -> None:
        self._words = tuple(word.lower() for word in words)
        self._also = also

    def search(self, text: str) -> bool:
        lower = small(text)
        for word in self._words:
            if word in lower:
                break
        else:
            return False
        return self._also is None or bool(self._also.search(text))


class LongRun:
    """So many characters without a blank, as keys have; and `also`."""

    def __init__(self, size: int, also: Gate | None = None) -> None:
        self._size = size
        self._also = also

    def search(self, text: str) -> bool:
        if max(map(len, text.split()), default=0) < self._size:
            return False
        return self._also is None or bool(self._also.search(text))


DIGIT = re.compile(r"\d")

"""Cheap tests that spare a text the patterns which cannot match in it."""

import re
from typing import Protocol

_SHORTEST_KEY = 15


def small(text: str) -> str:
    """The text in small letters, each at its place: what a pattern finds in any case is in it.

    Patterns that ignore the case take more letters for an i or an s than `str.lower` does.
    """
    if not text.isascii():
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()


class Read(Protocol):
    """What a gate looks at: a text, the same in small letters, and its pieces between blanks."""

    text: str
    lower: str

    @property
    def runs(self) -> list[str]: ...

    def has(self, gate: "Gate", /) -> bool: ...


class Test(Protocol):
    """Whether a text is worth a closer look; `patterns` are those it asks."""

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]: ...

    def admits(self, read: Read, /) -> bool: ...


Gate = re.Pattern[str] | Test


def _patterns(*gates: Gate | None) -> tuple[re.Pattern[str], ...]:
    return tuple(
        pattern
        for gate in gates
        if gate is not None
        for pattern in ((gate,) if isinstance(gate, re.Pattern) else gate.patterns)
    )


class AnyOf:
    """One of these parts of words, in any letter case; and `also`, when that is given.

    A dozen plain searches cost a tenth of one pattern that ignores the case.
    """

    def __init__(self, *words: str, also: Gate | None = None) -> None:
        self._words = tuple(word.lower() for word in words)
        self._also = also
        self.patterns = _patterns(also)

    def admits(self, read: Read) -> bool:
        lower = read.lower
        for word in self._words:
            if word in lower:
                return self._also is None or read.has(self._also)
        return False


class LongRun:
    """So many characters without a blank, as keys have; and `also` in such a run, or nearly."""

    def __init__(self, size: int, also: Gate | None = None) -> None:
        self._size = size
        self._also = also
        self.patterns = _patterns(also)

    def admits(self, read: Read) -> bool:
        if max(map(len, read.runs), default=0) < self._size:
            return False
        return self._also is None or read.has(self._also)


class InLongRun:
    """The pattern is found in a piece between blanks that is long enough for a key."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.patterns = (pattern,)

    def admits(self, read: Read) -> bool:
        return any(self._pattern.search(run) for run in read.runs if len(run) >= _SHORTEST_KEY)


class OneOf:
    """At least one of these gates, asked in turn: a pattern for all of them takes far longer."""

    def __init__(self, *gates: Gate) -> None:
        self._gates = gates
        self.patterns = _patterns(*gates)

    def admits(self, read: Read) -> bool:
        return any(read.has(gate) for gate in self._gates)


class All:
    """Every one of these gates, asked in turn."""

    def __init__(self, *gates: Gate) -> None:
        self._gates = gates
        self.patterns = _patterns(*gates)

    def admits(self, read: Read) -> bool:
        return all(read.has(gate) for gate in self._gates)


DIGIT = re.compile(r"\d")

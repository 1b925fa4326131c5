"""Cut a long text into overlapping windows, so that no step ever sees more than one."""

import re
from dataclasses import dataclass

SIZE = 8_000  # characters; bounds every step that compares findings or tokens with each other
OVERLAP = 400  # longer than any finding that needs context on both sides
_BREAKS = (re.compile(r"\n+"), re.compile(r"[.!?;]\s+"), re.compile(r"\s+"))


@dataclass(frozen=True, slots=True)
class Window:
    """Characters `start`..`end` are scanned; findings that touch `first`..`last` are kept."""

    start: int
    end: int
    first: int
    last: int


def cut(text: str, size: int = SIZE, overlap: int = OVERLAP) -> tuple[Window, ...]:
    """Windows that cover `text`. Edges lie at line ends, sentence ends or blanks, if there are
    any near; a place near an edge, where a number may look cut off, is another window's to judge.
    """
    windows: list[Window] = []
    start = first = 0
    while len(text) - start > size:
        end = _edge(text, start + size - overlap // 2, start + size)
        following = _edge(text, end - overlap, end - overlap // 2)
        last = (following + end) // 2
        windows.append(Window(start, end, first, last))
        start, first = following, last
    return (*windows, Window(start, len(text), first, len(text)))


def _edge(text: str, least: int, most: int) -> int:
    for breaks in _BREAKS:
        found = None
        for found in breaks.finditer(text, least, most):  # noqa: B007 - the last one is wanted
            pass
        if found:
            return found.end()
    return most

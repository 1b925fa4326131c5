"""Cut a long run of word pieces into overlapping windows that never split a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SIZE = 126  # pieces; the model was trained on windows of at most this many
OVERLAP = 16


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start`..`end` are read; `first`..`last` are those this window decides."""

    start: int
    end: int
    first: int
    last: int


def cut(words: Sequence[int], size: int = SIZE, overlap: int = OVERLAP) -> list[Window]:
    """Windows over pieces whose word numbers are `words`; each piece is decided exactly once.

    A piece in two windows is decided by the one in which it stands further from the edge.
    """
    if not words:
        return []
    edges = _edges(words, size, overlap)
    middles = [(b.start + a.stop) // 2 for a, b in pairwise(edges)]
    firsts, lasts = [0, *middles], [*middles, len(words)]
    return [
        Window(edge.start, edge.stop, first, last)
        for edge, first, last in zip(edges, firsts, lasts, strict=True)
    ]


def _edges(words: Sequence[int], size: int, overlap: int) -> list[range]:
    edges, start = [], 0
    while True:
        end = min(len(words), start + size)
        if end < len(words):
            end = _word_start(words, end, start + size // 2)
        edges.append(range(start, end))
        if end >= len(words):
            return edges
        start = _word_start(words, end - overlap, start + 1)


def _word_start(words: Sequence[int], at: int, least: int) -> int:
    """The nearest start of a word at or before `at`, but not before `least`."""
    while at > least and words[at] == words[at - 1]:
        at -= 1
    return max(at, least)

"""Spans that others may lie in, asked about in the time it takes to look up a word."""

from bisect import bisect_left, bisect_right


class Cover:
    """Only spans that lie in no other are kept: sorted by start they are sorted by end too."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the spans added so far holds all of this one."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def add(self, start: int, end: int) -> None:
        if self.holds(start, end):
            return
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

"""What the proxy itself saw and did, counted apart from the records, to be compared with them."""

from collections import Counter
from collections.abc import Mapping

SEEN, FORWARDED, UNRECORDED, UNSCREENED = "seen", "forwarded", "unrecorded", "unscreened"
"""Prompts that came; that were let go; that were let go without a record; that were refused before
anybody looked (not identified, names that differ), which leaves no record."""


class Tally:
    """Counts in memory; whoever keeps it takes from it now and then. Use from one thread."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def saw(self, what: str) -> None:
        """One more."""
        self._counts[what] += 1

    @property
    def counts(self) -> Mapping[str, int]:
        """What was counted and not taken yet."""
        return {what: times for what, times in self._counts.items() if times}

    def take(self, counts: Mapping[str, int]) -> None:
        """These have been kept elsewhere."""
        self._counts.subtract(counts)

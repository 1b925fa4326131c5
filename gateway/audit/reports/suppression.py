"""Withholds small numbers, and as many others as it takes that nobody can work them out.

Counts of one breakdown add up to a total that is known. A single withheld number is the total less
the others; and whoever knows that the next smallest is withheld with it knows that it is smaller
than every number shown. So numbers are withheld, smallest first, until each small one could
still be at least two different numbers. Where that never comes, the whole breakdown is withheld.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST = 5
"""Numbers from 1 to below this are withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Counts by name; None: withheld. `whole`: nothing of it is shown, not even the names."""

    counts: Mapping[str, int | None]
    whole: bool = False


def shown(number: int) -> int | None:
    """A number that stands alone: itself, or None where it is small."""
    return None if 0 < number < SMALLEST else number


def protected(counts: Mapping[str, int]) -> Breakdown:
    """The counts as they may be published, with their total; by name, as their order would tell."""
    hidden = {name for name, number in counts.items() if shown(number) is None}
    if hidden and sum(counts.values()) < 2 * SMALLEST:
        return Breakdown(counts={}, whole=True)
    while hidden and not _uncertain(counts, hidden):
        left = {number for name, number in counts.items() if number and name not in hidden}
        if not left:
            return Breakdown(counts={}, whole=True)
        hidden |= {name for name, number in counts.items() if number == min(left)}
    return Breakdown(
        counts={name: None if name in hidden else counts[name] for name in sorted(counts)}
    )


def _uncertain(counts: Mapping[str, int], hidden: set[str]) -> bool:
    """Whether a small number among the hidden could be one of two at least, for all that is known.

    Known: their sum, their number, that each is at least one and below the smallest shown.
    """
    together, others = sum(counts[name] for name in hidden), len(hidden) - 1
    left = [number for name, number in counts.items() if number and name not in hidden]
    highest = min(SMALLEST - 1, together - others)
    lowest = max(1, together - others * (min(left) - 1)) if left else 1
    return others > 0 and highest > lowest

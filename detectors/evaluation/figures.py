"""Shares with their uncertainty."""

import math

_Z = 1.96  # 95 %


def wilson(hit: int, n: int) -> tuple[float, float, float]:
    """The share and its 95 % interval (Wilson 1927); zeros for nothing."""
    if not n:
        return 0.0, 0.0, 0.0
    p, square = hit / n, _Z * _Z
    centre = (p + square / (2 * n)) / (1 + square / n)
    half = _Z * math.sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
    return p, max(0.0, centre - half), min(1.0, centre + half)


def share(hit: int, n: int) -> str:
    """ "0.953", or "-" for a share of nothing."""
    return f"{hit / n:.3f}" if n else "-"


def with_interval(hit: int, n: int) -> str:
    """ "0.953 [0.912, 0.975]"."""
    if not n:
        return "-"
    p, low, high = wilson(hit, n)
    return f"{p:.3f} [{low:.3f}, {high:.3f}]"


def difference(hits: tuple[int, int], ns: tuple[int, int]) -> str:
    """How much more the first share is: "+0.012"."""
    if not all(ns):
        return "-"
    return f"{hits[0] / ns[0] - hits[1] / ns[1]:+.3f}"

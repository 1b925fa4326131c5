"""What the model says about one span."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span the model found; offsets in code points, score = mean probability of its words."""

    start: int
    end: int
    label: str
    score: float

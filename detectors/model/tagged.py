"""What the model says about one text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tagged:
    """A place the model found; offsets in code points, score = mean probability of its words.

    `private` is, for a name, the probability that it is a private person's.
    """

    start: int
    end: int
    label: str
    score: float
    private: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`spans` in the order of the text; `stated` is where something sensitive about one
    individual is stated (label: a category of detectors.model.labels.SENSITIVE).
    """

    spans: tuple[Tagged, ...]
    stated: tuple[Tagged, ...]

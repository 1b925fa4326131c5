"""Weigh the two witnesses of a sensitive fact, the word lists and the model, into one score.

Each alone is weak in its own way: a list knows the word and not the sense ("wheelchair user in the
group"), the model reads the sense and is unsure of rare words. Their evidence adds up as log odds,
and so does whether anybody is spoken of at all. The weights are a logistic fit on records held out
from training and the examples of the tests (docs/detection.md).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from detectors.types import Category, Finding

READER = "StatedFact"  # the recogniser that speaks for the model
BIAS, READ, LISTED, TELLING, SOMEBODY = -2.0, 0.79, 3.79, 2.09, 2.03
LEAST = 0.005  # the model is never surer than this that nothing is stated
STRONG, UNCERTAIN = 0.8, 0.35  # a strong term tied to a person is at least for people to look at
REACH = 500  # characters
_SENSITIVE = frozenset({Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE})


def has_candidates(findings: Sequence[Finding]) -> bool:
    """Whether there is anything to weigh."""
    return any(f.category in _SENSITIVE for f in findings)


def weigh(findings: Sequence[Finding], *, somebody: bool) -> tuple[Finding, ...]:
    """The same findings; those of sensitive facts have the joint score of both witnesses.

    `somebody`: the text speaks of an individual, by name or otherwise. A listed word backs the
    model's reading of its own subject; any reading backs a listed word, for the model may name the
    subject otherwise.
    """
    read = [f for f in findings if f.recogniser == READER]
    listed = [f for f in findings if f.category in _SENSITIVE and f.recogniser != READER]
    joint: dict[int, float] = {}
    for f in read:
        same = [other for other in listed if other.entity == f.entity]
        joint[id(f)] = _joint(f.score, _near(f, same), somebody=somebody)
    for f in listed:
        score = _joint(_near(f, read), f.score, somebody=somebody)
        joint[id(f)] = max(score, UNCERTAIN) if f.score >= STRONG else score
    return tuple(
        replace(f, score=round(joint[id(f)], 4)) if id(f) in joint else f for f in findings
    )


def _near(finding: Finding, others: Sequence[Finding]) -> float:
    """The best score of the other witness in reach; 0 for silence."""
    low, high = finding.start - REACH, finding.end + REACH
    return max((f.score for f in others if low <= f.end and f.start <= high), default=0.0)


def _joint(read: float, listed: float, *, somebody: bool) -> float:
    read = min(max(read, LEAST), 1 - LEAST)
    odds = BIAS + READ * math.log(read / (1 - read)) + LISTED * listed + TELLING * listed**4
    odds += SOMEBODY if somebody else 0.0
    return 1 / (1 + math.exp(-odds))

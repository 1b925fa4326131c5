"""Weigh the two witnesses of a sensitive fact, the word lists and the model, into one score.

Each alone is weak in its own way: a list knows the word and not the sense ("wheelchair user in the
group"), the model reads the sense and is unsure of rare words. The log odds of both add up; the
three numbers were chosen on held-out records (docs/detection.md).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from detectors.types import Category, Finding

READER = "StatedFact"  # the recogniser that speaks for the model
BIAS, LISTED = 1.73, 2.54
LEAST = 0.005  # the model is never surer than this that nothing is stated
STRONG, UNCERTAIN = 0.8, 0.35  # a strong term tied to a person is at least for people to look at
REACH = 500  # characters
_SENSITIVE = frozenset({Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE})


def weigh(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The same findings; those of sensitive facts have the joint score of both witnesses.

    A listed word backs the model's reading of its own subject; any reading backs a listed word, for
    the model may name the subject otherwise.
    """
    read = [f for f in findings if f.recogniser == READER]
    listed = [f for f in findings if f.category in _SENSITIVE and f.recogniser != READER]
    joint = {
        id(f): _joint(f.score, _near(f, [o for o in listed if o.entity == f.entity])) for f in read
    }
    joint |= {id(f): _list_score(f, _near(f, read)) for f in listed}
    return tuple(
        replace(f, score=round(joint[id(f)], 4)) if id(f) in joint else f for f in findings
    )


def _near(finding: Finding, others: Sequence[Finding]) -> float:
    """The best score of the other witness in reach; 0 for silence."""
    low, high = finding.start - REACH, finding.end + REACH
    return max((f.score for f in others if low <= f.end and f.start <= high), default=0.0)


def _joint(read: float, listed: float) -> float:
    read = min(max(read, LEAST), 1 - LEAST)
    odds = BIAS + math.log(read / (1 - read)) + LISTED * listed
    return 1 / (1 + math.exp(-odds))


def _list_score(finding: Finding, read: float) -> float:
    joint = _joint(read, finding.score)
    return max(joint, UNCERTAIN) if finding.score >= STRONG else joint

"""What a score means is fitted: a known curve is found again, and wrong spans lower it."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.model.tagged import Reading, Tagged
from detectors.model.tagger import Tagger
from detectors.training.calibrate import Judged, fit, judged, log_odds
from tests.unit.detectors.training.made import record


def drawn(slope: float, offset: float, each: int = 40) -> list[Judged]:
    """As many are right at each point as the curve says."""
    points: list[Judged] = []
    for x in (n / 2 for n in range(-10, 11)):
        right = round(each / (1 + math.exp(-(slope * x + offset))))
        points += [(x, number < right) for number in range(each)]
    return points


@pytest.mark.parametrize("curve", [(1.0, 0.0), (0.6, -0.5), (1.4, 0.8), (0.3, 0.0)])
def test_a_known_curve_is_found_again(curve: tuple[float, float]) -> None:
    assert fit(drawn(*curve)) == pytest.approx(curve, abs=0.1)


def test_without_spans_a_score_stays_as_it_is() -> None:
    assert fit([]) == (1.0, 0.0)


@pytest.mark.parametrize("right", [True, False])
def test_a_few_spans_that_are_all_right_or_all_wrong_do_not_run_away(right: bool) -> None:
    slope, offset = fit([(2.0, right)] * 5)
    assert abs(slope) < 3
    assert 0 < (offset if right else -offset) < 3


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_log_odds_rise_with_the_score_and_stay_finite(scores: list[float]) -> None:
    low, high = map(log_odds, scores)
    assert -10 < low <= high < 10


class Fixed(Tagger):
    """A tagger that has read the one text already."""

    def __init__(self, *spans: Tagged) -> None:
        self.spans = spans

    def tag(self, texts: Sequence[str]) -> list[Reading]:
        return [Reading(spans=self.spans, stated=()) for _ in texts]


def test_a_span_is_right_where_it_touches_a_mark_of_its_label() -> None:
    one = record("Ask ", ("Ada Bell", "PERSON"), " today")
    there, beside = Tagged(8, 14, "PERSON", 0.9, 0.9), Tagged(12, 15, "PERSON", 0.9, 0.9)
    found = judged(Fixed(there, beside), [one])
    assert found == {"PERSON": [(log_odds(0.9), True), (log_odds(0.9), False)]}


@pytest.mark.parametrize(("label", "right"), [("PERSON", True), ("~PERSON", False)])
def test_a_name_taken_for_public_is_judged_by_its_score_as_private(label: str, right: bool) -> None:
    found = judged(Fixed(Tagged(0, 3, "FIGURE", 0.8, 0.15)), [record(("Ada", label))])
    assert found == {"PERSON": [(log_odds(0.15), right)]}


def test_an_identifier_of_a_record_counts_as_the_label_it_is_taught_as() -> None:
    one = record(("AB123456C", "UK_NINO"))
    found = judged(Fixed(Tagged(0, 9, "REFERENCE", 0.7), Tagged(0, 9, "PHONE", 0.2)), [one])
    assert found["REFERENCE"] == [(log_odds(0.7), True)]
    assert found["PHONE"] == [(log_odds(0.2), False)]

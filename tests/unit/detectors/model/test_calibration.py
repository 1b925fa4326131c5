"""Scores that mean something: read from the shipped curves, and never in another order."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.model.calibration import calibrated, read_curves
from detectors.model.component import SHIPPED
from detectors.model.labels import LABELS
from detectors.model.tagged import Tagged

CURVES = {"PERSON": (0.6, -0.5), "AGE": (1.4, 0.8)}
shares = st.floats(0, 1)


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_every_shipped_curve_is_of_a_label_and_rises(model: str) -> None:
    curves = read_curves(SHIPPED, model)
    assert "PERSON" in curves
    assert set(curves) <= set(LABELS)
    assert all(slope > 0 for slope, _ in curves.values())


def test_curves_are_those_of_the_model_asked_for(tmp_path: Path) -> None:
    both = {"one": {"AGE": [1.0, 0.5]}, "two": {"AGE": [2.0, 0.0]}}
    (tmp_path / "calibration.json").write_text(json.dumps(both), encoding="utf-8")
    assert read_curves(tmp_path, "two") == {"AGE": (2.0, 0.0)}


@given(shares, shares)
def test_the_surer_span_stays_the_surer(one: float, other: float) -> None:
    low, high = (calibrated(Tagged(0, 3, "AGE", s), CURVES) for s in sorted((one, other)))
    assert 0 < low.score <= high.score < 1


@given(st.sampled_from(LABELS), shares, shares)
def test_a_span_without_a_curve_is_left_as_it_is(label: str, score: float, private: float) -> None:
    span = Tagged(2, 9, label, score, private)
    assert calibrated(span, {}) == span


def test_the_curve_says_what_a_score_means() -> None:
    assert calibrated(Tagged(0, 3, "AGE", 0.5), {"AGE": (1.0, 0.0)}).score == pytest.approx(0.5)
    assert calibrated(Tagged(0, 3, "AGE", 0.5), CURVES).score == pytest.approx(0.69, abs=0.01)


def test_a_name_is_private_as_the_curve_of_people_says() -> None:
    taken = calibrated(Tagged(0, 3, "FIGURE", 0.7, 0.3), CURVES)
    person = calibrated(Tagged(0, 3, "PERSON", 0.3, 0.3), CURVES)
    assert taken.score == 0.7
    assert taken.private == person.private == person.score < 0.3


def test_what_is_no_name_does_not_become_one() -> None:
    assert calibrated(Tagged(0, 3, "AGE", 0.7), CURVES).private == 0

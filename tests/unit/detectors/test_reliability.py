"""A score is what was measured: the curves rise, stay within bounds and say where they came from."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.engine import Engine
from detectors.entities import CATEGORY
from detectors.reliability import (
    READ_BY_MODEL,
    Curve,
    group,
    read_curves,
    reliable,
    share_right,
)
from detectors.types import FLOOR, LEAST
from tests.unit.detectors.scanning import finding

POSTCODE = replace(finding("UK_POSTCODE", 0, 7, score=0.6), evidence=("pattern", "postcode alone"))
CURVE: Curve = ((0.4, 0.2), (0.6, 0.9))
SHIPPED = [curve for model in ("accurate", "fast") for curve in read_curves(model).values()]


@pytest.mark.parametrize(
    ("raw", "share"), [(0.0, 0.0), (0.2, 0.1), (0.4, 0.2), (0.5, 0.55), (0.6, 0.9), (1.0, 0.9)]
)
def test_between_knots_a_curve_is_straight_and_after_the_last_level(
    raw: float, share: float
) -> None:
    assert share_right(CURVE, raw) == pytest.approx(share)


def test_a_finding_gets_the_share_of_its_group_and_keeps_its_raw_score() -> None:
    (one,) = reliable([POSTCODE], {"UK_POSTCODE, pattern": CURVE})
    assert (one.score, one.raw) == (0.9, 0.6)


def test_where_nothing_was_measured_the_score_stays() -> None:
    (one,) = reliable([POSTCODE], {"UK_POSTCODE, context": CURVE})
    assert (one.score, one.raw) == (0.6, 0.6)


@given(st.sampled_from(SHIPPED), st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_a_surer_finding_is_never_right_less_often_and_a_share_is_a_share(
    curve: Curve, scores: list[float]
) -> None:
    low, high = (share_right(curve, score) for score in scores)
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_every_shipped_curve_is_of_an_entity_there_is_and_keeps_what_is_told(model: str) -> None:
    for name, curve in read_curves(model).items():
        assert name.split(", ")[0] in CATEGORY
        assert share_right(curve, FLOOR) >= LEAST


def test_another_model_is_not_judged_by_what_the_shipped_one_read(tmp_path: Path) -> None:
    file = tmp_path / "reliability.json"
    curves = {"PERSON, model": CURVE, "UK_NHS, check digit": CURVE}
    file.write_text(json.dumps({"accurate": curves}), encoding="utf-8")
    assert read_curves("accurate", path=file).keys() == curves.keys()
    assert read_curves("accurate", shipped=False, path=file).keys() == {"UK_NHS, check digit"}


def test_what_the_model_reads_is_named_as_findings_are() -> None:
    assert CATEGORY.keys() > READ_BY_MODEL
    assert group(POSTCODE) == "UK_POSTCODE, pattern"


def test_an_engine_says_what_was_measured(engine: Engine) -> None:
    (one,) = [f for f in engine.scan(["my postcode is LS1 4AB"])[0] if f.entity == "UK_POSTCODE"]
    assert one.raw == 0.6
    assert one.score == pytest.approx(
        share_right(read_curves("accurate")[group(one)], 0.6), abs=1e-4
    )

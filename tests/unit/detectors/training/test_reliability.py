"""Curves: rising, within bounds, near the raw score where little was seen, honest where much was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.evaluation.gold import Gold, Span
from detectors.reliability import share_right
from detectors.training.reliability import (
    FEWEST,
    Part,
    Point,
    as_file,
    bounds,
    fit,
    fit_all,
    judged,
    lower,
    points,
    texts,
)
from detectors.types import FLOOR, LEAST
from tests.unit.detectors.scanning import finding

OBSERVED = st.lists(st.tuples(st.floats(FLOOR, 1), st.booleans()), max_size=60)
SEEN = Point(
    entity="UK_NHS", group="UK_NHS, check digit", raw=0.6, right=True, part=Part.LEARNED, fold=0
)
READ = replace(SEEN, entity="AGE", group="AGE, model", part=Part.HELD_OUT)


@given(OBSERVED, st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_whatever_was_seen_a_curve_rises_and_stays_within_bounds(
    observed: list[tuple[float, bool]], scores: list[float]
) -> None:
    curve = fit(observed)
    assert [raw for raw, _ in curve] == sorted(raw for raw, _ in curve)
    low, high = (share_right(curve, score) for score in scores)
    assert 0 <= low <= high <= 1


def test_of_nothing_a_score_stays_as_it_is() -> None:
    assert all(raw == pytest.approx(share, abs=1e-3) for raw, share in fit([]))


def test_a_few_pull_a_little_and_many_nearly_all_the_way() -> None:
    few, many = (share_right(fit([(0.85, False)] * n), 0.85) for n in (3, 2000))
    assert 0.7 < few < 0.85
    assert many < 0.1


def test_scores_that_are_right_less_often_than_lower_ones_are_made_level() -> None:
    curve = fit([(0.65, True)] * 300 + [(0.85, False)] * 300)
    assert share_right(curve, 0.65) == share_right(curve, 0.85) == pytest.approx(0.5, abs=0.05)


def test_what_the_network_learned_from_only_bounds_what_is_said_of_it() -> None:
    learned = replace(READ, part=Part.LEARNED)
    assert fit_all([READ] * FEWEST).keys() == {"AGE, model"}
    bounded = share_right(fit_all([learned] * 200)["AGE, model"], 0.6)
    assert bounded == pytest.approx(0.6, abs=1e-3)  # all of them right: no reason to say more
    wrong = replace(learned, right=False)
    few = share_right(fit_all([READ] * 4 + [wrong] * 200)["AGE, model"], 0.6)
    assert few < 0.2
    assert share_right(fit_all([READ] * 200 + [wrong] * 200)["AGE, model"], 0.6) < 0.2
    told = fit_all([replace(wrong, raw=FLOOR)] * 2000)["AGE, model"]
    assert share_right(told, FLOOR) == LEAST


def test_the_few_mistakes_among_what_was_learned_bound_no_doubtful_score() -> None:
    sure = [replace(READ, raw=0.99, part=Part.LEARNED)] * 500
    mistakes = [replace(READ, raw=0.6, right=False, part=Part.LEARNED)] * 30
    elsewhere = [replace(READ, right=n % 3 > 0) for n in range(60)]
    curve = fit_all([*sure, *mistakes, *elsewhere])["AGE, model"]
    assert share_right(curve, 0.6) == pytest.approx(0.65, abs=0.02)


@given(OBSERVED)
def test_bounds_rise_too_and_are_no_lower_where_all_above_was_right(
    observed: list[tuple[float, bool]],
) -> None:
    curve = bounds([*observed, *[(0.99, True)] * 2000])
    assert [share for _, share in curve] == sorted(share for _, share in curve)
    assert share_right(curve, 0.6) >= 0.95


@given(OBSERVED, OBSERVED, st.floats(0, 1))
def test_two_curves_together_rise_and_allow_no_more_than_either_at_its_knots(
    one: list[tuple[float, bool]], other: list[tuple[float, bool]], score: float
) -> None:
    curves = fit(one), fit(other)
    both = lower(*curves)
    shares = [share for _, share in both]
    assert shares == sorted(shares)
    knots = {raw for raw, _ in both}
    assert all(
        share_right(both, raw) <= share_right(curve, raw) + 1e-3
        for raw in knots
        for curve in curves
    )
    assert 0 <= share_right(both, score) <= 1


def test_what_is_judged_on_is_kept_from_the_curves_of_rules() -> None:
    assert fit_all([replace(SEEN, part=Part.HELD_OUT)] * FEWEST) == {}
    assert fit_all([SEEN] * FEWEST).keys() == {"UK_NHS, check digit"}
    assert fit_all([SEEN] * (FEWEST - 1)) == {}


def test_a_fold_is_judged_by_curves_that_never_saw_it() -> None:
    wrong = [replace(READ, right=False, fold=1)] * 200
    (alone, *_) = [one for one in judged([READ, *wrong]) if one.right]
    assert (alone.raw, alone.entity) == (0.6, "AGE")
    assert alone.score < 0.2
    (unseen, *_) = judged(wrong)
    assert unseen.score == 0.6


def test_points_have_raw_scores_and_leave_out_what_nobody_can_judge() -> None:
    gold = Gold(id="a/1", group="a", text="943 476 5919", spans=(Span(0, 12, "UK_NHS"),))
    number = replace(finding("UK_NHS", 0, 12, score=0.99), raw=0.75)
    (one,) = points(Part.UNSEEN, gold, [number, finding("HEALTH", 0, 12)])
    assert (one.raw, one.right, one.group) == (0.75, True, "UK_NHS, pattern")
    other = replace(gold, id="a/2")
    assert one.fold == next(points(Part.UNSEEN, other, [number])).fold


def test_conversations_train_nothing_and_every_fifth_line_is_held_out(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "own.txt").write_text("=== pii\nAsk [[PERSON|Ada Bell]].\n")
    row = {"text": "x", "spans": []}
    for name in ("positive", "negative", "special"):
        rows = (json.dumps(row | {"id": f"{name}{n}"}) for n in range(5))
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    talk = {"id": "c", "messages": [{"content": "x", "spans": []}]}
    (tmp_path / "conversations.jsonl").write_text(json.dumps(talk), encoding="utf-8")
    parts = [part for part, _ in texts(tmp_path / "records", tmp_path)]
    assert [parts.count(part) for part in Part] == [13, 1, 3]
    assert len(texts(tmp_path / "records", None)) == 1


def test_the_file_has_a_line_per_curve_and_is_read_back() -> None:
    curves = {"AGE, model": ((0.3, 0.2), (0.9, 0.8)), "UK_NHS, pattern": ((0.5, 0.5),)}
    text = as_file({"accurate": curves, "fast": {}})
    assert '\n  "AGE, model": [[0.3, 0.2], [0.9, 0.8]],\n' in text
    assert json.loads(text) == {"accurate": json.loads(json.dumps(curves)), "fast": {}}

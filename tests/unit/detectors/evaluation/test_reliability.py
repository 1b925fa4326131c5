"""Reliability: the error is the distance of scores from shares, tenth by tenth."""

import pytest

from detectors.evaluation.reliability import Judged, error, reliability_tables


def judged(entity: str, raw: float, score: float, rights: int, n: int) -> list[Judged]:
    return [Judged(entity, raw, score, number < rights) for number in range(n)]


def test_scores_that_are_the_share_right_have_no_error() -> None:
    honest = judged("AGE", 0.9, 0.25, 5, 20) + judged("AGE", 0.9, 0.75, 15, 20)
    assert error(honest, lambda one: one.score) == pytest.approx(0)
    assert error(honest, lambda one: one.raw) == pytest.approx(0.4)


def test_being_too_sure_here_does_not_make_up_for_being_unsure_there() -> None:
    both = judged("AGE", 0.95, 0.0, 5, 10) + judged("AGE", 0.55, 0.0, 10, 10)
    assert error(both, lambda one: one.raw) == pytest.approx(0.45)


def test_the_tables_show_both_scores_and_put_rare_entities_together() -> None:
    some = judged("AGE", 0.7, 0.5, 10, 20) + judged("UK_NHS", 0.95, 1.0, 3, 3)
    scores, entities = reliability_tables(some)
    assert [row[:3] for row in scores.rows] == [
        ("0.5 to 0.6", "0", "-"),
        ("0.7 to 0.8", "20", "0.700"),
        ("0.9 to 1.0", "3", "0.950"),
    ]
    assert [row[:2] for row in entities.rows] == [
        ("AGE", "20"),
        ("(rarer ones)", "3"),
        ("all", "23"),
        ("all, each entity apart", "23"),
    ]
    assert entities.rows[-1][5:] == ("0.180", "0.000")
    assert entities.rows[0][3:] == ("0.700", "0.500", "0.200", "0.000")


def test_of_nothing_there_are_no_tables() -> None:
    assert reliability_tables([]) == []
    assert error([], lambda one: one.raw) == 0

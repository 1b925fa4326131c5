"""Overlapping findings are united into spans that can be cut out."""

from detectors.overlap import merge
from tests.unit.detectors.scanning import finding


def test_a_union_is_named_after_the_widest_and_keeps_the_best_score() -> None:
    (united,) = merge([finding("PERSON", 0, 6, 0.9), finding("ADDRESS", 4, 20, 0.7)])
    assert (united.entity, united.start, united.end, united.score) == ("ADDRESS", 0, 20, 0.9)


def test_a_chain_is_named_after_its_widest_link_not_after_the_union_so_far() -> None:
    chain = [finding("A", 0, 5), finding("B", 4, 12), finding("C", 11, 18)]
    (united,) = merge(chain)
    assert (united.entity, united.start, united.end) == ("B", 0, 18)


def test_a_finding_inside_another_disappears_into_it() -> None:
    assert [f.entity for f in merge([finding("A", 0, 20), finding("B", 3, 5)])] == ["A"]


def test_findings_that_only_touch_stay_two() -> None:
    assert len(merge([finding("A", 0, 5), finding("B", 5, 9)])) == 2


def test_they_come_out_by_place_whatever_the_order_they_came_in() -> None:
    parts = [finding("A", 9, 12), finding("B", 0, 3), finding("C", 2, 5)]
    assert [(f.start, f.end) for f in merge(parts)] == [(0, 5), (9, 12)]
    assert merge(parts) == merge(reversed(parts))
    assert merge([]) == ()

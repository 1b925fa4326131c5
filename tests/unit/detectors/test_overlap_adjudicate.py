"""Overlapping findings: united for replacement, settled where two numbers are one."""

from detectors.adjudicate import settle
from detectors.overlap import merge
from detectors.types import Category, Finding


def finding(entity: str, start: int, end: int, score: float = 0.8) -> Finding:
    return Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=end,
        score=score,
        recogniser="test",
    )


def test_a_union_is_named_after_the_widest_and_keeps_the_best_score() -> None:
    (united,) = merge([finding("PERSON", 0, 6, 0.9), finding("ADDRESS", 4, 20, 0.7)])
    assert (united.entity, united.start, united.end, united.score) == ("ADDRESS", 0, 20, 0.9)


def test_a_finding_inside_another_disappears_into_it() -> None:
    assert [f.entity for f in merge([finding("A", 0, 20), finding("B", 3, 5)])] == ["A"]


def test_findings_that_only_touch_stay_two() -> None:
    assert len(merge([finding("A", 0, 5), finding("B", 5, 9)])) == 2


def test_one_number_two_claims_the_surer_stands() -> None:
    weak, sure = finding("PHONE_NUMBER", 0, 11, 0.35), finding("UK_NHS", 0, 11, 0.95)
    assert settle([weak, sure]) == (sure,)


def test_a_tie_goes_to_the_number_with_a_check_digit() -> None:
    case, card = finding("UK_CASE_REFERENCE", 0, 16, 0.9), finding("CREDIT_CARD", 0, 16, 0.9)
    assert settle([case, card]) == (card,)


def test_a_number_that_reaches_further_is_kept() -> None:
    assert len(settle([finding("UK_NHS", 0, 10, 0.9), finding("PHONE_NUMBER", 5, 15, 0.4)])) == 2


def test_a_name_never_loses_to_a_number() -> None:
    assert len(settle([finding("PERSON", 2, 5), finding("UK_CASE_REFERENCE", 0, 10)])) == 2

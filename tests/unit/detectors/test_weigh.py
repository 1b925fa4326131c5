"""Word lists and model are weighed together: agreement counts, a lone weak word does not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.types import Category, Finding
from detectors.weigh import REACH, READER, UNCERTAIN, has_candidates, weigh


def found(recogniser: str, score: float, start: int = 0, entity: str = "HEALTH") -> Finding:
    return Finding(
        entity=entity,
        category=Category.SPECIAL_CATEGORY,
        start=start,
        end=start + 5,
        score=score,
        recogniser=recogniser,
    )


def scores(*findings: Finding, somebody: bool = True) -> list[float]:
    return [one.score for one in weigh(findings, somebody=somebody)]


def test_a_fact_the_model_reads_counts_without_any_listed_word() -> None:
    assert scores(found(READER, 0.6))[0] > 0.5
    assert scores(found(READER, 0.05))[0] < 0.3


def test_a_telling_word_counts_although_the_model_reads_nothing() -> None:
    assert scores(found("SensitiveTerm", 0.95))[0] > 0.5


def test_a_weak_word_the_model_reads_nothing_into_is_no_finding() -> None:
    assert scores(found("SensitiveTerm", 0.6))[0] < 0.3


def test_a_strong_word_tied_to_a_person_is_at_least_uncertain() -> None:
    assert scores(found("SensitiveTerm", 0.8), somebody=False) == [UNCERTAIN]


def test_what_speaks_of_nobody_is_mostly_a_topic() -> None:
    finding = found(READER, 0.8)
    assert scores(finding)[0] > 0.5 > scores(finding, somebody=False)[0]


def test_a_word_and_a_reading_back_each_other() -> None:
    rule, model = scores(found("SensitiveTerm", 0.6), found(READER, 0.2))
    assert rule > 0.5
    assert model > 0.5


def test_a_word_does_not_back_the_reading_of_another_subject() -> None:
    _, model = scores(found("SensitiveTerm", 0.9), found(READER, 0.05, entity="GENETIC"))
    assert model < 0.3


def test_witnesses_out_of_reach_of_each_other_are_not_joined() -> None:
    near = scores(found("SensitiveTerm", 0.6), found(READER, 0.3, start=REACH))
    far = scores(found("SensitiveTerm", 0.6), found(READER, 0.3, start=REACH + 6))
    assert near[0] > 0.5 > far[0]


def test_there_is_something_to_weigh_only_in_sensitive_findings() -> None:
    assert has_candidates([found(READER, 0.1)])
    assert not has_candidates([])


def test_other_findings_stay_as_they_are() -> None:
    person = Finding(
        entity="PERSON",
        category=Category.PERSONAL,
        start=0,
        end=4,
        score=0.7,
        recogniser="Person",
    )
    assert weigh((person,), somebody=True) == (person,)
    assert not has_candidates((person,))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_of_either_witness_never_lowers_the_score(
    low: float, high: float, other: float
) -> None:
    low, high = sorted((low, high))
    for one, two in ((READER, "SensitiveTerm"), ("SensitiveTerm", READER)):
        lower = scores(found(one, low), found(two, other))
        higher = scores(found(one, high), found(two, other))
        assert all(a <= b or math.isclose(a, b) for a, b in zip(lower, higher, strict=True))


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_the_score_stays_a_probability(score: float) -> None:
    assert all(0 <= one <= 1 for one in scores(found(READER, score), found("SensitiveTerm", score)))

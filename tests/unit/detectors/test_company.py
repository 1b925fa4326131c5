"""Weak identifiers count beside a person and not by themselves."""

from dataclasses import replace

import pytest

from detectors.company import LEAST, LEAST_AGE, REACH, TO, in_company
from detectors.types import Category, Finding


def found(entity: str, start: int, score: float) -> Finding:
    return Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=start + 5,
        score=score,
        recogniser="Test",
    )


@pytest.mark.parametrize("entity", ["AGE", "UK_POSTCODE", "IP_ADDRESS", "UK_VEHICLE_REGISTRATION"])
def test_a_weak_finding_near_a_person_counts_and_says_why(entity: str) -> None:
    person, weak = found("PERSON", 0, 0.9), found(entity, 50, 0.4)
    kept, lifted = in_company((person, weak))
    assert kept == person
    assert (lifted.score, lifted.evidence) == (TO, ("beside a person",))


def test_alone_it_stays_weak() -> None:
    weak = found("UK_POSTCODE", 50, 0.4)
    assert in_company((weak,)) == (weak,)


@pytest.mark.parametrize(
    "other", [found("PERSON", 0, 0.39), found("ADDRESS", 0, 0.9), found("PERSON", 5000, 0.9)]
)
def test_an_unsure_or_distant_person_or_a_place_is_no_company(other: Finding) -> None:
    weak = found("UK_POSTCODE", 50, 0.4)
    assert weak in in_company((other, weak))


def test_the_reach_is_the_same_on_both_sides() -> None:
    weak = found("AGE", 1000, 0.4)
    for start in (1000 - REACH, 1005 + REACH):
        assert in_company((found("PERSON", start, 0.9), weak))[1].score == TO
    for start in (1000 - REACH - 1, 1005 + REACH + 1):
        assert in_company((found("PERSON", start, 0.9), weak))[1] == weak


@pytest.mark.parametrize("score", [LEAST - 0.01, TO, 0.95])
def test_what_is_too_weak_or_sure_already_stays_as_it_is(score: float) -> None:
    finding = found("AGE", 10, score)
    assert in_company((found("PERSON", 0, 0.9), finding))[1] == finding


def test_a_public_telephone_number_is_not_lifted() -> None:
    number = found("PHONE_NUMBER", 10, 0.4)
    assert in_company((found("PERSON", 0, 0.9), number))[1] == number


@pytest.mark.parametrize(
    ("entity", "score", "lifted"),
    [("AGE", LEAST_AGE - 0.01, False), ("AGE", LEAST_AGE, True), ("DATE_OF_BIRTH", LEAST, True)],
)
def test_an_age_the_model_hardly_believes_is_not_lifted(
    entity: str, score: float, *, lifted: bool
) -> None:
    read = replace(found(entity, 50, score), evidence=("model 0.40",))
    (_, after) = in_company((found("PERSON", 0, 0.9), read))
    assert (after.score == TO) is lifted

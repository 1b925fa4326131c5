"""Which score counts: an entity's own threshold, else its category's; uncertain is the lowest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from detectors.entities import CATEGORY
from detectors.types import LEAST, Finding
from gateway.settings.thresholds import CategoryThresholds, Thresholds


def finding(entity: str, score: float) -> Finding:
    category = CATEGORY[entity]
    return Finding(entity=entity, category=category, start=0, end=1, score=score, recogniser="test")


def test_the_defaults_are_just_under_a_half_and_less_for_special_facts_and_secrets() -> None:
    defaults = Thresholds()
    assert defaults.counts(finding("PERSON", 0.5))
    assert not defaults.counts(finding("PERSON", 0.46))
    assert defaults.counts(finding("HEALTH", 0.4))
    assert not defaults.counts(finding("HEALTH", 0.39))
    assert defaults.counts(finding("API_KEY", 0.38))
    assert defaults.uncertain == LEAST


def test_an_entity_of_its_own_wins_over_its_category() -> None:
    chosen = Thresholds(entities={"UK_POSTCODE": 0.35})
    assert chosen.counts(finding("UK_POSTCODE", 0.35))
    assert not chosen.counts(finding("UK_NHS", 0.35))


def test_nothing_can_count_below_what_is_uncertain() -> None:
    with pytest.raises(ValidationError, match="above what secret already counts from"):
        Thresholds(uncertain=0.39)


@pytest.mark.parametrize("score", [-0.1, 0.14, 1.1])
def test_a_threshold_is_a_score_that_the_scanner_reports(score: float) -> None:
    with pytest.raises(ValidationError):
        CategoryThresholds(personal=score)


@given(st.sampled_from(sorted(CATEGORY)), st.floats(0, 1), st.floats(LEAST, 1))
def test_what_counts_is_always_told(entity: str, score: float, own: float) -> None:
    chosen = Thresholds(entities={entity: own})
    assert chosen.told(finding(entity, score)) or not chosen.counts(finding(entity, score))

"""The kind of evidence is told from the words a finding says it went by."""

from dataclasses import replace

import pytest

from detectors.evidence import Evidence, evidence_of, is_read
from tests.unit.detectors.scanning import finding


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (("model 0.93",), Evidence.READ),
        (("model 0.45", "beside a person"), Evidence.READ),
        (("pattern", "check digit (mod 11)", "cue word: nhs"), Evidence.CHECK),
        (("pattern", "check letter (mod 23)"), Evidence.CHECK),
        (("pattern", "cue word: postcode"), Evidence.CONTEXT),
        (("number plan", "a number of a person"), Evidence.CONTEXT),
        (("telling term", "tied in one sentence", "person: name"), Evidence.CONTEXT),
        (("pattern", "postcode alone"), Evidence.FORM),
        ((), Evidence.FORM),
    ],
)
def test_the_strongest_kind_that_is_named_wins(said: tuple[str, ...], kind: Evidence) -> None:
    assert evidence_of(replace(finding("UK_NHS", 0, 3), evidence=said)) is kind


@pytest.mark.parametrize("recogniser", ["OwnReferenceRule", "ListedClient"])
def test_what_an_organisation_added_is_of_its_own_kind_whatever_it_says(recogniser: str) -> None:
    own = replace(finding("UK_CASE_REFERENCE", 0, 3), recogniser=recogniser)
    assert evidence_of(replace(own, evidence=("check digit (luhn)",))) is Evidence.OWN


def test_a_model_configured_by_others_says_nothing_about_its_sureness() -> None:
    other = replace(finding("PERSON", 0, 3), evidence=("the configured pipeline",))
    assert not is_read(other)
    assert is_read(replace(other, evidence=("model 0.40",)))

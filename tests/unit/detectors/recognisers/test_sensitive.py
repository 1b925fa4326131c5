"""Sensitive terms count when they hang on a person; the surer the tie, the higher the score."""

import pytest

from detectors.language import ENGLISH, SpacyPipeline
from detectors.recognisers.sensitive import SensitiveTerm
from detectors.terms import TermList
from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "entity", "term"),
    [
        ("Mrs Adaeze Bell has epilepsy.", "HEALTH", "epilepsy"),
        ("I was diagnosed with MS last month.", "HEALTH", "MS"),
        ("My son is autistic.", "HEALTH", "autistic"),
        ("The tenant is on probation.", "CRIMINAL_OFFENCE", "on probation"),
        ("He is a UNISON rep.", "TRADE_UNION", "UNISON rep"),
        ("She told me she voted Green.", "POLITICAL_OPINION", "voted Green"),
    ],
)
def test_a_term_tied_to_a_person_is_sure(found: Found, text: str, entity: str, term: str) -> None:
    assert found(text, entity)[term] == 0.85


def test_a_person_in_the_next_sentence_makes_a_term_uncertain(found: Found) -> None:
    text = "Epilepsy again. Mrs Adaeze Bell rang."
    assert found(text, "HEALTH") == {"Epilepsy": 0.6}


def test_negation_does_not_clear_a_term(found: Found) -> None:
    assert found("Mrs Adaeze Bell does not have diabetes.", "HEALTH")


def test_what_a_person_runs_is_not_what_they_have(found: Found) -> None:
    assert not found("Ask Dr Adaeze Bell to run the epilepsy training.", "HEALTH")
    assert found("Adaeze Bell missed her epilepsy clinic.", "HEALTH")


def test_an_acronym_counts_in_capitals_only(found: Found) -> None:
    assert found("He has MS.", "HEALTH")
    assert not found("He has ms. of the poem", "HEALTH")


def test_a_weak_term_counts_only_when_tied_to_a_person(found: Found) -> None:
    assert found("He was discharged on Friday.", "HEALTH") == {"discharged": 0.6}
    assert not found("The water was discharged. Mrs Adaeze Bell rang.", "HEALTH", 0.0)


def test_a_term_counts_because_a_list_has_it(reader: SpacyPipeline) -> None:
    text = "He has wibbles."
    artifacts = reader.process_text(text, ENGLISH)
    wibble = TermList(entity="HEALTH", source="s", licence="l", strong=("wibble",))
    assert SensitiveTerm().analyze(text, [], artifacts) == []
    (result,) = SensitiveTerm((wibble,)).analyze(text, [], artifacts)
    assert (result.entity_type, result.start, result.end) == ("HEALTH", 7, 14)


def test_a_term_inside_a_name_is_part_of_the_name(found: Found) -> None:
    assert not found("He met Gay Priestwick.", "SEXUAL_ORIENTATION", 0.0)
    assert found("He told us he is gay.", "SEXUAL_ORIENTATION")


def test_the_entities_are_those_of_clause_10_3_that_need_most_care() -> None:
    known = SensitiveTerm.entities()
    assert {"HEALTH", "CRIMINAL_OFFENCE", "SAFEGUARDING"} <= set(known)
    assert not {"PERSON", "CREDENTIAL", "PROTECTIVE_MARKING"} & set(known)

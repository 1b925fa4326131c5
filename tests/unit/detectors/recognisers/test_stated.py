"""Facts the model reads in a text: each is a finding of clause 10.3, wherever it is stated."""

import pytest
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Doc

from detectors.entities import CATEGORY
from detectors.language import ENGLISH, SpacyPipeline
from detectors.model.component import STATED
from detectors.model.labels import SENSITIVE
from detectors.model.tagged import Tagged
from detectors.recognisers.sensitive import SensitiveTerm
from detectors.recognisers.stated import ENTITY, StatedFact
from detectors.rule import EVIDENCE
from detectors.types import Category

TEXT = "Ada Bell has wibbles."


def stating(reader: SpacyPipeline, *facts: Tagged) -> NlpArtifacts:
    artifacts = reader.process_text(TEXT, ENGLISH)
    assert isinstance(artifacts.tokens, Doc)
    artifacts.tokens.user_data[STATED] = facts
    return artifacts


def test_every_subject_is_an_entity_of_its_own_that_policy_knows() -> None:
    assert set(ENTITY) == set(SENSITIVE)
    assert len(set(ENTITY.values())) == len(ENTITY)
    kinds = {CATEGORY[entity] for entity in ENTITY.values()}
    assert kinds == {Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE}


def test_it_says_which_entities_it_finds_and_lists_find_the_same() -> None:
    assert StatedFact().supported_entities == sorted(ENTITY.values())
    assert set(ENTITY.values()) <= set(SensitiveTerm.entities())


@pytest.mark.parametrize("subject", SENSITIVE)
def test_a_fact_is_reported_with_its_place_score_and_evidence(
    reader: SpacyPipeline, subject: str
) -> None:
    artifacts = stating(reader, Tagged(9, 20, subject, 0.876))
    (found,) = StatedFact().analyze(TEXT, [], artifacts)
    assert (found.entity_type, found.start, found.end) == (ENTITY[subject], 9, 20)
    assert found.score == 0.876
    assert found.recognition_metadata[EVIDENCE] == ("model 0.88", "stated about one person")


def test_several_facts_are_several_findings(reader: SpacyPipeline) -> None:
    facts = Tagged(0, 8, "politics", 0.9), Tagged(9, 20, "child_safeguarding", 0.01)
    artifacts = stating(reader, *facts)
    found = StatedFact().analyze(TEXT, [], artifacts)
    assert [one.entity_type for one in found] == ["POLITICAL_OPINION", "SAFEGUARDING"]
    assert [hit.score for hit in StatedFact().find(TEXT, artifacts)] == [0.9, 0.01]


def test_another_pipeline_states_nothing(reader: SpacyPipeline) -> None:
    artifacts = reader.process_text(TEXT, ENGLISH)
    assert StatedFact().analyze(TEXT, [], artifacts) == []
    artifacts.tokens = []
    assert StatedFact().analyze(TEXT, [], artifacts) == []

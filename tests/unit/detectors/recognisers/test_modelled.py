"""What the model finds besides names comes out with its label, its score and what it went by."""

import pytest
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Doc

from detectors.entities import CATEGORY
from detectors.language import ENGLISH, SpacyPipeline
from detectors.model.component import CouncilNames
from detectors.model.labels import LABELS
from detectors.model.tagged import Reading, Tagged
from detectors.recognisers.modelled import (
    ModelAddress,
    ModelAge,
    ModelBirthDate,
    ModelCredential,
    ModelPhone,
    ModelReference,
    ModelUsername,
    in_uuid,
)
from detectors.rule import EVIDENCE, Hit
from tests.unit.detectors.scanning import Found

RULES = [
    ModelAddress,
    ModelAge,
    ModelBirthDate,
    ModelCredential,
    ModelPhone,
    ModelReference,
    ModelUsername,
]
Made = type[
    ModelAddress
    | ModelAge
    | ModelBirthDate
    | ModelCredential
    | ModelPhone
    | ModelReference
    | ModelUsername
]
TEXT = "Ask for plot 7 today"
PLACE = 8, 14


def tagged(reader: SpacyPipeline, text: str, *spans: Tagged) -> NlpArtifacts:
    artifacts = reader.process_text(text, ENGLISH)
    assert isinstance(artifacts.tokens, Doc)
    CouncilNames._mark(artifacts.tokens, Reading(spans=spans, stated=()))
    artifacts.entities = list(artifacts.tokens.ents)
    return artifacts


@pytest.mark.parametrize("rule", RULES)
def test_a_span_of_the_model_is_reported_with_its_score_and_evidence(
    reader: SpacyPipeline, rule: Made
) -> None:
    about = f"{TEXT}, she said"  # in a text about nobody a reference counts for less
    artifacts = tagged(reader, about, Tagged(*PLACE, rule.label, 0.734))
    (found,) = rule().analyze(about, [], artifacts)
    assert (found.entity_type, found.start, found.end) == (rule.entity, *PLACE)
    assert found.score == 0.734
    assert found.recognition_metadata[EVIDENCE] == ("model 0.73",)


@pytest.mark.parametrize("rule", RULES)
def test_spans_of_other_labels_are_for_other_rules(reader: SpacyPipeline, rule: Made) -> None:
    for label in set(LABELS) - {rule.label}:
        artifacts = tagged(reader, TEXT, Tagged(*PLACE, label, 0.9))
        assert rule().analyze(TEXT, [], artifacts) == []


@pytest.mark.parametrize("rule", RULES)
def test_only_phones_and_references_need_a_digit(reader: SpacyPipeline, rule: Made) -> None:
    artifacts = tagged(reader, "Ask for plot A today", Tagged(*PLACE, rule.label, 0.9))
    found = rule().analyze("Ask for plot A today", [], artifacts)
    assert bool(found) is (rule not in {ModelPhone, ModelReference})


@pytest.mark.parametrize("rule", RULES)
def test_the_entity_is_known_and_the_label_is_one_of_the_models(rule: Made) -> None:
    assert rule.entity in CATEGORY
    assert rule.label in LABELS


def test_every_label_but_names_and_context_has_a_rule() -> None:
    context = {"PERSON", "FIGURE", "LOCATION", "ORGANIZATION"}
    assert sorted(rule.label for rule in RULES) == sorted(set(LABELS) - context)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("name TEST DONOTUSE, dob 01/01/1900, phone 01632 000000", "DATE_OF_BIRTH"),
        ("name TEST DONOTUSE, dob 01/01/1900, phone 01632 000000", "PHONE_NUMBER"),
        ("Write a scenario: Maureen Sample, 82, pretend resident, is confused", "AGE"),
        ("Elgar Library (2 Nimrod Close, ST98 6TT) opens at ten", "ADDRESS"),
    ],
)
def test_what_nobody_has_is_not_read(found: Found, text: str, entity: str) -> None:
    assert found(text, entity) == {}


@pytest.mark.parametrize(("start", "end", "inside"), [(3, 20, True), (3, 39, False), (0, 9, False)])
def test_a_piece_of_a_uuid_is_nothing_by_itself(start: int, end: int, inside: bool) -> None:
    text = "id 5f0d0c1e-77aa-4b7e-9b11-0a6c1de2f900"
    assert in_uuid(text, Hit(start, end, 0.6)) is inside


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Sandra Coyle, dob 01/01/1950", "DATE_OF_BIRTH"),
        ("Sandra Coyle, 82, is confused about her bill", "AGE"),
        ("Sandra Coyle (2 Nimrod Close, ST98 6TT) rang", "ADDRESS"),
    ],
)
def test_the_same_of_a_person_is(found: Found, text: str, entity: str) -> None:
    assert found(text, entity)

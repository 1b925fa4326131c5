"""The model inside a spaCy pipeline: its spans become entities, its scores stay beside them."""

from collections.abc import Sequence

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from detectors.model import component
from detectors.model.component import CouncilNames, found_by_model, stated_by_model
from detectors.model.tagged import Reading, Tagged
from detectors.model.tagger import Tagger

NAME = Tagged(4, 8, "PERSON", 0.75)


class Fixed(Tagger):
    """A tagger that has read every text already."""

    def __init__(self, *spans: Tagged) -> None:
        self.spans = spans

    def tag(self, texts: Sequence[str]) -> list[Reading]:
        return [
            Reading(
                spans=tuple(span for span in self.spans if span.end <= len(text)),
                stated=(Tagged(0, len(text), "health", 0.9),),
            )
            for text in texts
        ]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def test_spans_become_entities_with_the_score_of_the_model(nlp: Language) -> None:
    doc = CouncilNames(Fixed(NAME))(nlp("Ask Bell today"))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Bell", "PERSON")]
    assert found_by_model(doc.ents[0]) == NAME


def test_a_part_of_a_token_becomes_the_token_and_keeps_its_exact_place(nlp: Language) -> None:
    doc = CouncilNames(Fixed(NAME))(nlp("Ask Bellweather"))
    assert [ent.text for ent in doc.ents] == ["Bellweather"]
    assert found_by_model(doc.ents[0]) == NAME


def test_of_two_spans_that_overlap_the_longer_is_the_entity(nlp: Language) -> None:
    longer = Tagged(0, 8, "ADDRESS", 0.6)
    doc = CouncilNames(Fixed(NAME, longer))(nlp("Ask Bell today"))
    assert [found_by_model(ent) for ent in doc.ents] == [longer]


def test_an_entity_of_another_component_has_no_score_of_ours(nlp: Language) -> None:
    doc = CouncilNames(Fixed(NAME))(nlp("Ask Bell today"))
    assert found_by_model(Span(doc, 2, 3, "DATE")) is None
    assert found_by_model(Span(nlp("Ask Bell"), 1, 2, "PERSON")) is None


@pytest.mark.parametrize("batch_size", [1, 2, 64])
def test_a_stream_of_texts_is_marked_one_by_one_in_order(nlp: Language, batch_size: int) -> None:
    texts = ["Ask Bell", "Hi", "Ask Moss today"]
    marked = list(CouncilNames(Fixed(NAME)).pipe(map(nlp, texts), batch_size))
    assert [[ent.text for ent in doc.ents] for doc in marked] == [["Bell"], [], ["Moss"]]


def test_what_a_text_states_stays_beside_it(nlp: Language) -> None:
    assert stated_by_model(CouncilNames(Fixed())(nlp("Ask Bell"))) == (Tagged(0, 8, "health", 0.9),)
    assert stated_by_model(nlp("Ask Bell")) == ()


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_a_pipeline_can_name_it_and_say_which_model_it_runs(model: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(component.NAME, config={"model": model})
    assert [ent.text for ent in nlp("Ring Siobhan Tully today.").ents] == ["Siobhan Tully"]

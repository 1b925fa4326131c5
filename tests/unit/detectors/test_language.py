"""Pipelines: the shipped one and any other, and how Presidio sees them."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from detectors.language import ENGLISH, SpacyPipeline, load_pipeline
from detectors.model import component
from detectors.tokens import GuardedTokens, PlainTokens

SHOUTED = "shouted_lemmas_for_tests"


@Language.component(SHOUTED, assigns=["token.lemma"])
def shout(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = f"{token.text.upper()}!"
    return doc


@pytest.fixture
def shouting(tmp_path: Path) -> str:
    nlp = spacy.blank(ENGLISH)
    nlp.add_pipe(SHOUTED)
    nlp.to_disk(tmp_path / "shouting")
    return str(tmp_path / "shouting")


def test_no_name_means_the_shipped_model_with_our_tokens() -> None:
    nlp = load_pipeline("", "accurate")
    assert nlp.pipe_names == [component.NAME]
    assert isinstance(nlp.tokenizer, PlainTokens)
    assert [ent.label_ for ent in nlp("Ring Siobhan Tully today.").ents] == ["PERSON"]


def test_a_pipeline_without_lemmas_gets_ours_and_a_guard_on_its_tokens(light: str) -> None:
    nlp = load_pipeline(light, "accurate")
    assert isinstance(nlp.tokenizer, GuardedTokens)
    assert SpacyPipeline(nlp).process_text("Her Accounts, and NINOs", ENGLISH).lemmas == [
        "her", "account", ",", "and", "nino",
    ]  # fmt: skip


def test_the_shipped_model_has_plain_lemmas_too() -> None:
    seen = SpacyPipeline(load_pipeline("", "accurate")).process_text("Her Accounts", ENGLISH)
    assert seen.lemmas == ["her", "account"]


def test_tokens_of_a_text_that_nothing_reads_are_made_when_asked_for(light: str) -> None:
    nlp = load_pipeline(light, "accurate")
    made: list[str] = []
    tokens = nlp.tokenizer

    def watched(text: str) -> Doc:
        made.append(text)
        return tokens(text)

    nlp.tokenizer = watched
    seen = SpacyPipeline(nlp).process_text("Two boxes", ENGLISH)
    assert (list(seen.entities), made) == ([], [])
    assert [token.text for token in seen.tokens] == ["Two", "boxes"]
    assert (seen.tokens_indices, seen.lemmas, made) == ([0, 4], ["two", "box"], ["Two boxes"])


def test_a_pipeline_with_lemmas_keeps_its_own(shouting: str) -> None:
    nlp = load_pipeline(shouting, "accurate")
    assert nlp.pipe_names == [SHOUTED]
    assert nlp("boxes")[0].lemma_ == "BOXES!"


def test_a_pipeline_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="no_such_pipeline"):
        load_pipeline("no_such_pipeline", "accurate")


def test_presidio_gets_places_and_lower_case_lemmas_of_the_tokens(shouting: str) -> None:
    seen = SpacyPipeline(load_pipeline(shouting, "accurate")).process_text("Two  boxes", ENGLISH)
    text = "Two  boxes"
    assert [text[at] for at in seen.tokens_indices] == ["T", " ", "b"]
    assert seen.lemmas[0] == "two!"
    assert seen.lemmas[-1] == "boxes!"


def test_a_batch_gives_each_text_what_it_gets_alone(reader: SpacyPipeline) -> None:
    texts = ["Two boxes.", "", "A third one"]
    batch = list(reader.process_batch(texts, ENGLISH, batch_size=2))
    assert [text for text, _ in batch] == texts
    for text, seen in batch:
        alone = reader.process_text(text, ENGLISH)
        assert (seen.lemmas, seen.tokens_indices) == (alone.lemmas, alone.tokens_indices)


def test_presidio_is_told_what_there_is(reader: SpacyPipeline) -> None:
    assert reader.is_loaded()
    assert reader.get_supported_languages() == ["en"]
    assert reader.get_supported_entities() == ["ADDRESS", "PERSON"]
    assert reader.is_stopword("the", ENGLISH)
    assert not reader.is_stopword("boxes", ENGLISH)
    assert reader.is_punct(",", ENGLISH)
    assert not reader.is_punct("boxes", ENGLISH)

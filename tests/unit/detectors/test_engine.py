"""Text to findings, through the shipped model and through any other spaCy pipeline."""

from pathlib import Path

import pytest
import spacy

from detectors.engine import TEXTS_PER_RUN, Engine
from detectors.settings import ScanSettings
from detectors.terms import TermsError
from detectors.types import FLOOR, Category
from gateway.portal.banner import banner
from tests.unit.detectors.scanning import NINO, entities


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over a pipeline that knows two people's things by heart and has no lemmas."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Zebedee Quill"},
            {"label": "GPE", "pattern": "Tilbrook"},
            {"label": "ADDRESS", "pattern": "Rose Cottage"},
        ]
    )
    folder = tmp_path_factory.mktemp("pipelines") / "ruler"
    nlp.to_disk(folder)
    return Engine(ScanSettings(pipeline=str(folder)))


def test_people_and_addresses_of_a_pipeline_are_found_and_its_places_are_not(
    other: Engine,
) -> None:
    text = "Zebedee Quill of Rose Cottage, Tilbrook"
    found = {(f.entity, text[f.start : f.end], f.score) for f in other.scan([text])[0]}
    assert found == {("PERSON", "Zebedee Quill", 0.85), ("ADDRESS", "Rose Cottage", 0.85)}


def test_a_pipeline_without_lemmas_gets_them_so_that_cue_words_work(other: Engine) -> None:
    alone, cued = other.scan(["502135326", "Passports: 502135326"])
    assert not alone
    assert [f.entity for f in cued] == ["UK_PASSPORT"]


def test_offsets_are_of_the_text_as_given_not_of_the_text_that_was_read(other: Engine) -> None:
    text = "\u200b\ufb01t: \uff21B12\u00ad3456C."
    (found,) = other.scan([text])[0]
    assert text[found.start : found.end] == "\uff21B12\u00ad3456C"


def test_more_texts_than_are_read_at_once_stay_in_order(other: Engine) -> None:
    texts = [NINO if n % 3 else "" for n in range(2 * TEXTS_PER_RUN + 1)]
    found = other.scan(texts)
    assert [entities(one) for one in found] == [{"UK_NINO"} if text else set() for text in texts]


def test_findings_come_in_the_order_of_the_text_with_category_score_and_finder(
    engine: Engine,
) -> None:
    text = "OFFICIAL-SENSITIVE\nMrs Adaeze Bell has epilepsy; PIN: 9021, LS1 4AB"
    found = engine.scan([text])[0]
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert all(FLOOR <= f.score <= 1.0 for f in found)
    assert {(f.entity, f.category, f.recogniser) for f in found} >= {
        ("PROTECTIVE_MARKING", Category.CONFIDENTIAL, "ProtectiveMarking"),
        ("PERSON", Category.PERSONAL, "Person"),
        ("HEALTH", Category.SPECIAL_CATEGORY, "StatedFact"),
        ("CREDENTIAL", Category.SECRET, "AccessCode"),
    }


def test_a_number_two_rules_claim_is_one_finding(engine: Engine) -> None:
    found = engine.scan(["NHS number 943 476 5919"])[0]
    assert entities(found) == {"UK_NHS"}


def test_an_engine_without_its_term_lists_is_not_made(light: str, tmp_path: Path) -> None:
    with pytest.raises(TermsError):
        Engine(ScanSettings(pipeline=light, terms=tmp_path))


def test_a_second_reading_takes_the_model_only_for_words(engine: Engine) -> None:
    spelled, set_apart = (
        "NHS nine four three, four seven six, five nine one nine",
        "A d a e z e rang",
    )
    (number,) = engine.scan([spelled])[0]
    assert (number.entity, spelled[number.start : number.end]) == ("UK_NHS", spelled[4:])
    assert "spelled-out digits" in number.evidence
    (name,) = engine.scan([set_apart])[0]
    assert (name.entity, set_apart[name.start : name.end]) == ("PERSON", "A d a e z e")


def test_a_finding_says_that_its_letters_were_disguised(engine: Engine) -> None:
    (number,) = engine.scan(["NINO \u0410B123456C"])[0]
    assert "hidden or look-alike characters" in number.evidence


def test_the_prompt_that_run_says_to_paste_shows_what_is_masked(engine: Engine) -> None:
    """A first try in which nothing counts as personal would look as if nothing worked."""
    said = banner(
        proxy="127.0.0.1:1", metrics="127.0.0.1:2", ca_certificate=Path("ca"), practice=True
    )
    prompt = said.partition('"content": "')[2].partition('"')[0]
    found = {f.entity: f.score for f in engine.scan([prompt])[0]}
    assert found["PERSON"] > 0.9
    assert found["EMAIL_ADDRESS"] > 0.9

"""Any spaCy pipeline works through the same code path."""

from pathlib import Path

import pytest
import spacy

from detectors.engine import Engine
from detectors.settings import ScanSettings


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
    return folder


def test_its_people_and_addresses_are_found_and_its_places_are_not(saved: Path) -> None:
    engine = Engine(ScanSettings(pipeline=str(saved)))
    text = "Zebedee Quill of Rose Cottage, Tilbrook"
    found = {(f.entity, text[f.start : f.end], f.score) for f in engine.scan([text])[0]}
    assert found == {("PERSON", "Zebedee Quill", 0.85), ("ADDRESS", "Rose Cottage", 0.85)}


def test_a_pipeline_without_lemmas_gets_them_so_that_cue_words_work(saved: Path) -> None:
    engine = Engine(ScanSettings(pipeline=str(saved)))
    alone, cued = engine.scan(["502135326", "Passports: 502135326"])
    assert not alone
    assert [f.entity for f in cued] == ["UK_PASSPORT"]

"""One engine for all tests here, and one pipeline without a model: making either costs time."""

import pytest
import spacy

from detectors.engine import Engine
from detectors.language import SpacyPipeline, load_pipeline
from detectors.settings import ScanSettings
from tests.unit.detectors.scanning import TERMS, Found, raw_scores


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(ScanSettings(workers=0, terms=TERMS))


@pytest.fixture
def found(engine: Engine) -> Found:
    """With raw scores: what a rule says. What that is worth is measured anew from time to time."""
    return raw_scores(engine)


@pytest.fixture(scope="session")
def rules_alone(light: str) -> Engine:
    return Engine(ScanSettings(workers=0, terms=TERMS, pipeline=light))


@pytest.fixture
def ruled(rules_alone: Engine) -> Found:
    """What the rules find by themselves, without a model."""
    return raw_scores(rules_alone)


@pytest.fixture(scope="session")
def light(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a pipeline without a model, for tests of processes, patterns and windows."""
    folder = tmp_path_factory.mktemp("pipeline") / "blank"
    spacy.blank("en").to_disk(folder)
    return str(folder)


@pytest.fixture(scope="session")
def reader(light: str) -> SpacyPipeline:
    """That pipeline as Presidio sees it."""
    return SpacyPipeline(load_pipeline(light, None))

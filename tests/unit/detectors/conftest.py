"""One engine for all tests here: making it costs seconds."""

import pytest

from detectors.engine import Engine
from detectors.settings import ScanSettings
from tests.unit.detectors.scanning import TERMS, Found


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(ScanSettings(workers=0, terms=TERMS))


@pytest.fixture
def found(engine: Engine) -> Found:
    def scan(text: str, entity: str, at_least: float = 0.5) -> dict[str, float]:
        return {
            text[f.start : f.end]: f.score
            for f in engine.scan([text])[0]
            if f.entity == entity and f.score >= at_least
        }

    return scan

"""A worker that has read thousands of different texts is no larger than after the first ones."""

import pytest

from detectors.settings import ScanSettings
from tests.bench.soak import drift, soak
from tests.unit.detectors.scanning import TERMS


@pytest.mark.slow
async def test_memory_stays_flat(light: str) -> None:
    settings = ScanSettings(pipeline=light, terms=TERMS)
    assert drift(await soak(settings, texts=6_000, every=300)) < 0.05


def test_the_warm_up_does_not_count() -> None:
    assert drift([50.0] + [100.0] * 9) == 0

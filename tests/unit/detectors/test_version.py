"""The version of a scan changes with what decides the findings, and with nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from detectors.settings import ScanSettings
from detectors.version import scan_version


@pytest.fixture
def settings(tmp_path: Path) -> ScanSettings:
    (tmp_path / "health.yaml").write_text("strong: [epilepsy]")
    (tmp_path / "README.md").write_text("what these are")
    return ScanSettings(terms=tmp_path)


def test_it_is_twelve_hex_digits_and_the_same_every_time(settings: ScanSettings) -> None:
    version = scan_version(settings)
    assert len(bytes.fromhex(version)) == 6
    assert scan_version(replace(settings)) == version


def test_it_changes_with_the_pipeline_the_threshold_and_the_lists(settings: ScanSettings) -> None:
    others = [
        settings,
        replace(settings, pipeline="en_core_web_sm"),
        replace(settings, model="fast"),
        replace(settings, terms=None),
        replace(settings, code_names=settings.terms / "health.yaml" if settings.terms else None),
    ]
    assert len({scan_version(one) for one in others}) == len(others)


def test_it_changes_with_a_word_or_the_name_of_a_list(settings: ScanSettings) -> None:
    assert settings.terms is not None
    before = scan_version(settings)
    (settings.terms / "health.yaml").write_text("strong: [lupus]")
    changed = scan_version(settings)
    (settings.terms / "health.yaml").rename(settings.terms / "illness.yaml")
    assert len({before, changed, scan_version(settings)}) == 3


def test_it_changes_with_what_scores_mean(
    settings: ScanSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scan_version(settings)
    monkeypatch.setattr("detectors.version.MEANING", "calibration.json")
    assert scan_version(settings) != before


def test_it_does_not_change_with_what_finds_nothing(settings: ScanSettings) -> None:
    assert settings.terms is not None
    before = scan_version(settings)
    (settings.terms / "README.md").write_text("other words")
    assert scan_version(replace(settings, workers=4, queue_limit=1, cache_entries=1)) == before

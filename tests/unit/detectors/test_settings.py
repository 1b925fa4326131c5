"""Settings of a scan: given by name, never changed afterwards, safe when nothing is given."""

import pytest

from detectors.settings import ScanSettings, cores


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError):
        ScanSettings(worker=2)  # type: ignore[call-arg]


def test_settings_are_given_by_name_only() -> None:
    with pytest.raises(TypeError):
        ScanSettings(2)  # type: ignore[call-arg]


def test_settings_do_not_change_under_a_running_scanner() -> None:
    with pytest.raises(AttributeError):
        ScanSettings().max_characters = 10**9  # type: ignore[misc]


def test_left_alone_they_scan_in_a_process_and_every_limit_is_finite() -> None:
    settings = ScanSettings()
    assert settings.workers >= 1
    limits = (settings.queue_limit, settings.deadline_seconds, settings.max_characters)
    assert all(0 < limit < float("inf") for limit in limits)


def test_the_cores_are_shared_among_the_workers_and_each_has_one_at_least() -> None:
    assert ScanSettings(workers=1).threads_each() == cores()
    assert ScanSettings(workers=1000).threads_each() == 1
    assert ScanSettings(workers=1, threads=3).threads_each() == 3

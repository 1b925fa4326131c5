"""Time is counted by stage, and counted once."""

import pytest

from detectors.engine import Engine
from detectors.stages import STAGES, Stages


def test_a_scan_tells_where_its_time_went_and_only_once(rules_alone: Engine) -> None:
    rules_alone.stages.take()
    rules_alone.scan(["Ada Bell, born 3 May 1980"])
    first, second = rules_alone.stages.take(), rules_alone.stages.take()
    assert set(first) == set(STAGES)
    assert min(first.values()) > 0
    assert second == dict.fromkeys(STAGES, 0.0)


def test_time_that_ends_in_an_error_counts_too() -> None:
    stages = Stages()
    with pytest.raises(ValueError, match="no"), stages.timed("rules"):
        raise ValueError("no")
    assert stages.take()["rules"] > 0

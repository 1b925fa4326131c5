"""The stopwatch keeps every lap under its name."""

from gateway.stages import Stages


def test_each_stage_has_its_own_time() -> None:
    stages = Stages()
    stages.mark("read")
    stages.mark("scan")
    assert list(stages.milliseconds) == ["read", "scan"]
    assert all(value >= 0 for value in stages.milliseconds.values())

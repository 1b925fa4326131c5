"""Health says no more than it was told."""

from gateway.health import Health


def test_health_is_ready_without_warnings_unless_told() -> None:
    assert Health(ready=True).warnings == ()
    assert not Health(ready=False, warnings=("look",)).ready

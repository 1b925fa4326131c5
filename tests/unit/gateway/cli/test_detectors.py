"""`detectors` gathers what keeps detection good."""

from gateway.cli.detectors import detectors


def test_the_group_holds_measuring_reporting_and_labelling() -> None:
    assert sorted(detectors.commands) == ["clients", "evaluate", "label", "labels", "report"]

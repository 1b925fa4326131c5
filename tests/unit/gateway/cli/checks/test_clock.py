"""The clock."""

from gateway.cli.checks.clock import check_clock, drift
from gateway.cli.checks.line import State


def test_a_clock_that_nobody_sets_while_looking_does_not_drift() -> None:
    assert abs(drift(0.01)) < 0.5


def test_a_machine_with_a_possible_date_does_not_fail() -> None:
    line = check_clock()
    assert line.state is not State.FAIL
    assert "UTC" in line.said

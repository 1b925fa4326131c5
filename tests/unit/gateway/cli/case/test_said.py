"""How a deadline is told."""

from datetime import date

import pytest

from gateway.audit.cases.clock import Deadline
from gateway.cli.case.said import said_due


@pytest.mark.parametrize(
    ("today", "distance"),
    [
        (date(2026, 4, 15), "today"),
        (date(2026, 4, 14), "in 1 working day"),
        (date(2026, 4, 2), "in 7 working days"),  # over Easter
        (date(2026, 4, 16), "OVERDUE by 1 working day"),
        (date(2026, 4, 20), "OVERDUE by 3 working days"),
    ],
)
def test_a_deadline_says_how_far_it_is_in_working_days(today: date, distance: str) -> None:
    found = Deadline(due=date(2026, 4, 15), basis="FOIA")
    assert said_due(found, today) == f"Wednesday 15 April 2026, {distance} (FOIA)"


def test_where_there_is_no_day_the_reason_is_said() -> None:
    assert said_due(Deadline(due=None, basis="no law"), date(2026, 4, 15)) == "no law"

"""What answers say the time is: by several, whatever the wall clock does, and never by one alone."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from gateway.audit.clock_witnesses import Witnesses

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def heard(*said: tuple[str, datetime]) -> Witnesses:
    made = Witnesses(lambda: 5_000.0)
    for host, moment in said:
        made.hear(host, format_datetime(moment, usegmt=True))
    return made


def test_three_answers_are_enough_and_two_are_not() -> None:
    answers = [("one.example", NOON)] * 3
    assert heard(*answers[:2]).now() is None
    assert heard(*answers).now() == NOON


def test_each_host_has_one_vote_however_often_it_answers() -> None:
    wrong = [("wrong.example", NOON - DAY)] * 9
    assert heard(*wrong, ("one.example", NOON), ("two.example", NOON)).now() == NOON


def test_a_host_that_was_set_right_is_believed_after_a_few_answers() -> None:
    answers = [("one.example", NOON - DAY)] * 50 + [("one.example", NOON)] * 3
    assert heard(*answers).now() == NOON


def test_the_time_goes_on_with_the_clock_that_nobody_sets() -> None:
    steady = [5_000.0]
    made = Witnesses(lambda: steady[-1])
    for _ in range(3):
        made.hear("one.example", format_datetime(NOON, usegmt=True))
    steady.append(8_600.0)
    assert made.now() == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Wed, 99 Nov 2026 12:00:00 GMT", "1", "Fri, 31 Dec 9999 23:59:59 GMT"]
)
def test_what_is_no_date_is_nothing(date: str) -> None:
    made = Witnesses(lambda: 0.0)
    for _ in range(5):
        made.hear("one.example", date)
    assert made.now() is None


def test_a_date_without_a_zone_is_in_utc() -> None:
    made = Witnesses(lambda: 0.0)
    for _ in range(3):
        made.hear("one.example", "Wed, 25 Nov 2026 12:00:00")
    assert made.now() == NOON


def test_hosts_are_bounded() -> None:
    made = heard(*((f"h{number}.example", NOON) for number in range(500)))
    assert len(made._begins) == 100

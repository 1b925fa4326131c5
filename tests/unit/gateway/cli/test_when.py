"""Points in time as people type them."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.cli.when import parse_when

NOW = datetime(2031, 5, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("30m", timedelta(minutes=30)),
        ("24h", timedelta(hours=24)),
        ("7d", timedelta(days=7)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_a_span_counts_back_from_now(text: str, back: timedelta) -> None:
    assert parse_when(text, NOW) == NOW - back


def test_a_time_with_a_zone_is_taken_as_it_is() -> None:
    assert parse_when("2031-05-01T09:30+01:00", NOW) == datetime(2031, 5, 1, 8, 30, tzinfo=UTC)


def test_a_day_begins_at_midnight_of_this_machine() -> None:
    local = datetime(2031, 5, 1).astimezone()
    found = parse_when("2031-05-01", NOW)
    assert found == local
    assert found.tzinfo is UTC


@pytest.mark.parametrize("text", ["yesterday", "7", "d7", "2031-13-01", "", "7y"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_when(text, NOW)

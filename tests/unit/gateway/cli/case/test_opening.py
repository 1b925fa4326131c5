"""`case open`, `assign`, `clock`, `due`: the time of a request."""

import pytest

from tests.unit.gateway.cli.case.conftest import Case


def test_a_new_case_says_when_its_answer_is_due(case: Case) -> None:
    done = case("open", "FOI-1", "--kind", "foi", "--received", "2026-03-13")
    assert "due: Wednesday 15 April 2026, OVERDUE by" in done.stdout
    assert "FOIA s.10: 20 working days" in done.stdout


@pytest.mark.parametrize(
    ("kind", "received", "more", "due"),
    [
        ("foi", "2026-03-13", (), "Wednesday 15 April 2026"),
        ("dsar", "2026-01-31", (), "Monday 02 March 2026"),
        ("dsar", "2026-01-31", ("--extended",), "Thursday 30 April 2026"),
        ("audit", "2026-01-31", (), "no law sets a day"),
    ],
)
def test_the_time_of_a_request_is_counted_without_a_case(
    case: Case, kind: str, received: str, more: tuple[str, ...], due: str
) -> None:
    assert due in case("due", kind, received, *more).stdout


def test_a_day_beyond_the_calendar_is_refused(case: Case) -> None:
    assert "bank holidays of" in case("due", "foi", "2040-01-05", code=1).stderr
    assert "should be a day" in case("due", "foi", "tomorrow", code=2).stderr


def test_the_clock_is_stopped_started_and_extended(case: Case, sar: str) -> None:
    stop = ("--stop", "identity", "--on", "2026-11-03")
    assert "waiting for identity" in case("clock", sar, *stop, "--why", "No proof").stdout
    assert "09 December 2026" in case("clock", sar, "--start", "--on", "2026-11-09").stdout
    assert "reason" in case("clock", sar, "--extend", "--on", "2026-11-20", code=1).stderr
    longer = case("clock", sar, "--extend", "--on", "2026-11-20", "--why", "Many records")
    assert "09 February 2027" in longer.stdout
    assert "at a time" in case("clock", sar, "--start", "--extend", code=2).stderr
    assert "stopped for identity from 2026-11-03 to 2026-11-09" in case("show", sar).stdout
    case("open", "COM-1", "--kind", "complaint", "--received", "2026-11-02")
    assert "without undue delay" in case("clock", "COM-1", "--acknowledge").stdout


def test_a_case_changes_hands(case: Case, sar: str) -> None:
    case("assign", sar, "kit.ng", "--why", "Leave")
    assert "owner: kit.ng\n" in case("show", sar).stdout

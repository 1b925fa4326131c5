"""retention.yaml: periods by the calendar, and lines that cannot be followed are refused."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.settings.load import gather
from gateway.settings.retention_file import Period, RetentionFile
from tests.unit.gateway.settings.test_schemas import CONFIG

LINE = {"class": "routine", "period": "90 days", "basis": "policy 10.2", "owner": "IG"}


@pytest.mark.parametrize(
    ("period", "begins", "ends"),
    [
        ("90 days", date(2026, 1, 1), date(2026, 4, 1)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("1 month", date(2026, 12, 15), date(2027, 1, 15)),
        ("18 months", date(2024, 11, 30), date(2026, 5, 30)),
        ("2 years", date(2024, 2, 29), date(2026, 2, 28)),
        ("1 year", date(2025, 5, 1), date(2026, 5, 1)),
    ],
)
def test_a_period_ends_by_the_calendar(period: str, begins: date, ends: date) -> None:
    assert Period.parse(period).after(begins) == ends


PERIODS = st.one_of(
    st.integers(1, 9_999).map(lambda n: Period(days=n)),
    st.integers(1, 1_200).map(lambda n: Period(months=n)),
)


@given(period=PERIODS, today=st.dates(date(2026, 1, 1), date(2140, 12, 31)))
def test_the_last_beginning_that_is_over_is_over_and_the_next_is_not(
    period: Period, today: date
) -> None:
    day = period.over_on(today)
    assert period.after(day) <= today < period.after(day + timedelta(days=1))


@pytest.mark.parametrize("period", ["90", "0 days", "a year", "90 weeks", "101 years", "-1 days"])
def test_other_words_for_a_period_are_refused(period: str) -> None:
    with pytest.raises(ValidationError):
        RetentionFile.model_validate({"schedule": [LINE | {"period": period}]})


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ([LINE, LINE | {"class": "later"}], "never reached"),
        (
            [LINE | {"records": {"tools": ["a"]}}, LINE | {"class": "b"}, LINE | {"class": "c"}],
            "never reached",
        ),
        ([LINE | {"records": {"tools": ["a"]}}, LINE], "stands twice"),
    ],
)
def test_lines_that_cannot_be_followed_are_refused(
    schedule: list[dict[str, object]], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        RetentionFile.model_validate({"schedule": schedule})


@pytest.mark.parametrize("missing", ["class", "period", "basis", "owner"])
def test_a_line_says_everything(missing: str) -> None:
    line = {name: value for name, value in LINE.items() if name != missing}
    with pytest.raises(ValidationError):
        RetentionFile.model_validate({"schedule": [line]})


def test_a_disposal_will_name_the_class_the_period_and_the_basis() -> None:
    line = RetentionFile.model_validate({"schedule": [LINE]}).schedule[0]
    said = "retention.yaml, routine: 90 days after recorded; policy 10.2"
    assert line.authority == said


def test_mistakes_are_told_with_their_line(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    file = tmp_path / "config" / "retention.yaml"
    file.write_text(file.read_text().replace("period: 18 months", "period: forever"))
    problem = gather(tmp_path / "config", tmp_path, {}).problems[0]
    assert problem.file == "retention.yaml"
    assert problem.line > 20
    assert "'18 months'" in problem.message


def test_what_an_action_may_be_is_told_as_it_is_written(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    file = tmp_path / "config" / "retention.yaml"
    file.write_text(file.read_text().replace("action: destroy", "action: anonymise"))
    said = [one.message for one in gather(tmp_path / "config", tmp_path, {}).problems]
    assert said == [
        "should be 'destroy' or 'keep'",
        *["should be 'destroy', 'review' or 'keep'"] * 3,
    ]


def test_without_a_schedule_nothing_is_read(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    (tmp_path / "config" / "retention.yaml").unlink()
    file = tmp_path / "config" / "gateway.yaml"
    file.write_text(file.read_text().replace("schedule: retention.yaml", 'schedule: ""'))
    found = gather(tmp_path / "config", tmp_path, {}).configuration
    assert found is not None
    assert found.retention.empty


CASES = {"class": "requests", "kinds": ["foi"], "period": "3 years", "basis": "s.46", "owner": "IG"}


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ([CASES | {"period": "11 months"}], "a year or more"),
        ([CASES | {"trigger": "recorded"}], "closed"),
        ([CASES | {"kinds": ["petition"]}], "foi"),
        ([CASES | {"kinds": []}, CASES | {"class": "later"}], "never reached"),
        ([CASES, CASES], "stands twice"),
    ],
)
def test_lines_about_cases_that_cannot_be_followed_are_refused(
    cases: list[dict[str, object]], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        RetentionFile.model_validate({"cases": cases})
    assert not RetentionFile.model_validate({"cases": [CASES]}).empty

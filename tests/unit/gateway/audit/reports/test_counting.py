"""What is counted: prompts of the period, not under a restriction, by the database."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from detectors.types import Category
from gateway.audit.cases.tables import RESTRICTIONS
from gateway.audit.reports import counting
from gateway.audit.reports.counting import (
    MODEL,
    OTHERS,
    Cube,
    categories,
    cube,
    total,
    uses,
    values,
)
from gateway.audit.reports.report import Period
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from tests.unit.gateway.audit.cases.desks import ask as ask_about
from tests.unit.gateway.audit.reports import filled
from tests.unit.gateway.audit.reports.filled import FEBRUARY, JANUARY, YEAR, ask, ask_all, fill


def test_prompts_are_counted_by_what_they_are(store: Store) -> None:
    fill(store)
    counted = cube(store, YEAR)
    assert counted.total == 29
    assert counted.by("tool") == {"not in the register": 14, "drafting": 12, "search": 3}
    assert counted.by("decision") == {"allow": 24, "pseudonymise": 4, "block": 1}
    assert counted.by("month") == {"2031-02": 21, "2031-01": 8}
    assert counted.by("tool", "service")["search\x1fPractice: Practice chat"] == 3


def test_people_and_tokens_add_up(store: Store) -> None:
    fill(store)
    assert (total(store, YEAR).prompts, total(store, YEAR).people) == (29, 7)
    used = uses(store, YEAR)["drafting"]
    assert (used.people, used.input_tokens, used.output_tokens) == (7, 110, 440)


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(store: Store) -> None:
    fill(store)
    assert total(store, Period(since=JANUARY, until=FEBRUARY)).prompts == 8
    assert total(store, Period(since=FEBRUARY)).prompts == 21
    assert total(store, Period(until=JANUARY)).prompts == 0


def test_the_month_is_that_of_utc(store: Store) -> None:
    ask(store, 1, time=datetime(2031, 1, 31, 23, 59, 59, 999999, tzinfo=UTC))
    ask(store, 2, time=datetime(2031, 2, 1, tzinfo=UTC))
    assert cube(store, YEAR).by("month") == {"2031-01": 1, "2031-02": 1}


def test_categories_count_prompts_and_not_findings(store: Store) -> None:
    text = "Ottoline Fairweather, asthma, asthma"
    marks = (("Ottoline Fairweather", "PERSON"), ("asthma", "HEALTH", Category.SPECIAL_CATEGORY))
    ask_about(store, "one", text, marks=marks, time=JANUARY)
    ask(store, 2, time=JANUARY)
    found = categories(store, YEAR)
    assert (found["personal"], found["special_category"], found["secret"]) == (2, 1, 0)
    assert list(found) == [category.value for category in Category]


def test_what_is_restricted_or_no_prompt_is_not_counted(store: Store) -> None:
    ask_all(store, {key: {"time": JANUARY} for key in range(3)})
    with store.write() as connection:
        connection.execute(
            insert(RESTRICTIONS),
            {
                column.name: {"record": "prompt-001", "time": JANUARY}.get(column.name, "x")
                for column in RESTRICTIONS.columns
                if not column.nullable
            },
        )
    assert total(store, YEAR).prompts == 2
    with store.read() as connection:
        assert connection.execute(INTERACTIONS.select()).all()


def test_a_long_breakdown_ends_with_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {("a", "s", "allow", f"2031-{n:02}"): number for n, number in enumerate((1, 5, 2, 1))}
    monkeypatch.setattr(counting, "LINES", 2)
    assert Cube(lines=lines).by("month") == {"2031-01": 5, "2031-02": 2, OTHERS: 2}
    assert Cube(lines=lines).by("tool") == {"a": 9}


def test_values_are_those_of_each_tool(store: Store) -> None:
    fill(store)
    found = values(store, YEAR, MODEL)
    assert found["drafting"] == ("practice-1",)
    assert found["not in the register"] == (filled.HOSTILE,)

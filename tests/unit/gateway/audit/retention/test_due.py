"""What is due, counted on each engine; holds, open cases and restrictions keep it back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.audit.cases.deciding import close
from gateway.audit.cases.kinds import CaseKind, Outcome
from gateway.audit.cases.rights import restrict
from gateway.audit.events import append
from gateway.audit.kept import kept_of
from gateway.audit.retention.due import due, plan
from gateway.audit.rows import request_event
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import INTERACTIONS
from gateway.settings.retention_file import Action
from gateway.types import Capture, Effect
from tests.unit.gateway.audit.cases.desks import ORIGIN, opened, search
from tests.unit.gateway.audit.retention.kept import (
    CANARY,
    ROUTINE,
    SPECIAL,
    TODAY,
    aged,
    lines,
    special,
)
from tests.unit.gateway.audit.samples import screened, tool


def dues(store: Store, *rows: dict[str, Any], number: int = 0) -> list[str]:
    statement = select(INTERACTIONS.c.id).select_from(JOINED).order_by(INTERACTIONS.c.id)
    with store.read() as connection:
        where = due(lines(*rows), number, TODAY)
        return list(connection.execute(statement.where(*where)).scalars())


def only(**records: Any) -> dict[str, Any]:
    return ROUTINE | {"records": records}


def test_a_record_belongs_to_the_first_line_that_fits(store: Store) -> None:
    special(store, "ill", 40)
    aged(store, "old", 100)
    aged(store, "new", 40)
    special(store, "ill-new", 29)
    assert dues(store) == ["ill"]
    assert dues(store, number=1) == ["old"]


def test_the_day_on_which_a_period_ends_is_the_day_it_is_due(store: Store) -> None:
    aged(store, "today", 90)
    aged(store, "tomorrow", 89)
    assert dues(store, ROUTINE) == ["today"]
    counted = {one.day: one.records for one in plan(store, lines(ROUTINE), today=TODAY).planned}
    assert counted == {TODAY: 1, TODAY + timedelta(days=1): 1}


def test_lines_choose_by_tool_decision_capture_group(store: Store) -> None:
    aged(store, "listed", 100)
    aged(store, "masked", 100, listed=tool(Capture.MASKED, "other"))
    aged(store, "unlisted", 100, listed=None)
    aged(store, "blocked", 100, effect=Effect.BLOCK)
    assert dues(store, only(tools=["other"])) == ["masked"]
    assert dues(store, only(unlisted=True)) == ["unlisted"]
    assert dues(store, only(unlisted=False, decisions=["block"])) == ["blocked"]
    assert dues(store, only(groups=["housing"])) == ["blocked", "listed", "masked", "unlisted"]
    assert dues(store, only(groups=["hous"])) == []
    earlier = only(tools=["other"]) | {"class": "first"}
    assert dues(store, earlier, ROUTINE, number=1) == ["blocked", "listed", "unlisted"]


def test_a_period_may_count_from_the_answer(store: Store) -> None:
    aged(store, "late", 100)  # answered now
    assert dues(store, ROUTINE | {"trigger": "ended"}) == []
    assert dues(store, ROUTINE) == ["late"]


def test_a_record_without_an_ending_waits_for_it(store: Store) -> None:
    made = screened("Hello", id="open", time=datetime(2026, 1, 1, tzinfo=UTC))
    event = request_event(store, ORIGIN, made, kept_of(made, Capture.FULL))
    with store.write() as connection:
        append(connection, [event])
    assert dues(store, ROUTINE) == []
    assert plan(store, lines(ROUTINE), today=TODAY).still_open == 1


@pytest.fixture
def held(store: Store) -> Store:
    for identity in ("held", "cased", "hidden", "free"):
        aged(store, identity, 100)
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO holds (hold, record, time, who) "
            "VALUES ('claim 7', 'held', '2026-03-02 09:30:00+00', 'x')"
        )
    search(opened(store), f"{CANARY}-cased")
    at = opened(store, CaseKind.RESTRICTION, "RES-1")
    search(at, f"{CANARY}-hidden")
    restrict(at, why="disputed")
    close(at, Outcome.DONE)
    with store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE holds SET released = '2026-11-24 09:30:00+00' WHERE hold = 'RES-1'"
        )
    return store


def test_holds_open_cases_and_restrictions_win(held: Store) -> None:
    assert dues(held, ROUTINE) == ["free"]
    found = plan(held, lines(ROUTINE), today=TODAY)
    assert found.kept_back == {"routine": 3}
    assert found.due(Action.DESTROY) == 1


def test_a_plan_counts_everything_once(store: Store) -> None:
    for number in range(3):
        special(store, f"s{number}", 25)
    aged(store, "old", 100)
    aged(store, "other", 100, listed=None)
    rows = (SPECIAL, ROUTINE | {"records": {"unlisted": False}, "action": "review"})
    found = plan(store, lines(*rows), today=TODAY)
    assert [(one.line.name, one.day, one.records) for one in found.planned] == [
        ("routine", date(2026, 11, 15), 1),
        ("special", date(2026, 11, 30), 3),
    ]
    assert (found.unclassed, found.due(Action.DESTROY), found.due(Action.REVIEW)) == (1, 0, 1)


def test_without_a_schedule_every_record_is_in_no_class(store: Store) -> None:
    aged(store, "old", 100)
    found = plan(store, (), today=TODAY)
    assert (found.planned, found.unclassed) == ((), 1)

"""The daily run: once a day, whichever gateway comes first; an overdue one is told."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from sqlalchemy import update

from gateway.audit.activities import Activity, activities, record_activity
from gateway.audit.clock_store import confirm
from gateway.audit.clock_watch import ClockWatch
from gateway.audit.house_tables import META
from gateway.audit.lingering import bytes_linger
from gateway.audit.retention.daily import Retaining
from gateway.audit.retention.turns import last_done
from gateway.audit.store import Store
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.keeping import Connections
from gateway.settings.retention_file import Activities, RetentionFile
from tests.unit.gateway.audit.retention.kept import ROUTINE, aged, schedule
from tests.unit.gateway.audit.retention.test_run import left

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])  # what it asks is asked elsewhere


def retaining(store: Store, **settings: object) -> Retaining:
    made = Retaining(store)
    made.follow(schedule(ROUTINE), GatewayFile.model_validate({"retention": settings}))
    return made


def hours_ago(store: Store, hours: float) -> None:
    """The latest run was then."""
    when = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    with store.write() as connection:
        connection.execute(update(META).where(META.c.name == "retention_done").values(value=when))


def test_the_first_run_is_a_day_after_the_first_look(store: Store) -> None:
    aged(store, "old", 400)
    first, second = retaining(store), retaining(store)
    assert not first.run_if_due()
    hours_ago(store, 23)
    assert not first.run_if_due()
    hours_ago(store, 25)
    assert first.run_if_due()
    assert left(store) == []
    assert not second.run_if_due(), "another gateway has done it"
    assert (first.statistics.disposed, second.statistics.disposed) == (1, 0)
    assert first.statistics.warnings == ()


def test_without_a_schedule_nothing_happens_and_nothing_is_overdue(store: Store) -> None:
    made = Retaining(store)
    assert not made.run_if_due()
    assert last_done(store) is None
    assert not made.statistics.overdue


def test_where_somebody_else_runs_it_only_being_overdue_is_told(store: Store) -> None:
    aged(store, "old", 400)
    made = retaining(store, daily=False, overdue_hours=10)
    made.run_if_due()
    hours_ago(store, 30)
    assert not made.run_if_due()
    assert left(store) == ["old"]
    assert made.statistics.overdue
    assert "no whole retention run since" in made.statistics.warnings[0]


def test_who_looked_goes_in_the_daily_run_too(store: Store) -> None:
    record_activity(store, Activity(actor="jo", action="records.person", subject="x", why="x"))
    line = Activities(period="1 year", basis="x", owner="IG")
    made = Retaining(store)
    made.follow(RetentionFile(activities=line), GatewayFile())
    made.run_if_due()
    assert made._orders().activities == line
    hours_ago(store, 25)
    assert made.run_if_due()
    assert next(activities(store)).action == "retention.run"


def test_a_run_that_fails_is_counted_and_tried_again(store: Store) -> None:
    aged(store, "old", 400)

    made = Retaining(store, Connections(retention="postgresql://nobody@/none?host=/nowhere"))
    made.follow(schedule(ROUTINE), GatewayFile())
    made.run_if_due()
    hours_ago(store, 50)
    made.start()
    assert until(lambda: made._failures == 1)
    made.stop()
    said = made.statistics
    assert (said.failures, said.overdue) == (1, True)
    assert "cannot be reached" in said.warnings[0]
    assert retaining(store).run_if_due()
    assert last_done(store)
    made._read_at = 0.0
    assert not made.statistics.overdue


def test_after_a_pause_nothing_goes_until_answers_told_the_time(store: Store) -> None:
    """A clock may have jumped meanwhile; by a few days, which nothing else can tell."""
    aged(store, "old", 400)
    retaining(store).run_if_due()
    ClockWatch(store).look()
    hours_ago(store, 50)
    with store.write() as connection:
        believed = update(META).where(META.c.name == "clock_believed")
        value = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
        assert connection.execute(believed.values(value=value)).rowcount
    waiting = retaining(store, overdue_hours=10)
    assert not waiting.run_if_due()
    assert "no answer has told the time yet" in waiting.statistics.warnings[0]
    for _ in range(3):
        waiting._clock.witnesses.hear("api.example", format_datetime(datetime.now(UTC)))
    assert waiting.run_if_due()
    assert left(store) == []


def test_bytes_that_a_dead_process_left_are_told_and_let_go(store: Store) -> None:
    """It died between its disposal and the forgetting; nothing is due any more."""
    bytes_linger(store)
    made = retaining(store)
    made.run_if_due()
    assert made.statistics.clean, "it may be at work still"
    with store.write() as connection:
        of_late = update(META).where(META.c.name == "bytes_linger")
        connection.execute(of_late.values(value="2026-01-01T00:00:00+00:00"))
    made._read_at = 0.0
    assert not made.statistics.clean
    assert "bytes of disposed records" in made.statistics.warnings[-1]
    hours_ago(store, 25)
    assert made.run_if_due()
    assert made.statistics.clean


def until(holds: object) -> bool:
    for _ in range(500):
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_nothing_goes_while_the_clock_is_in_doubt(store: Store) -> None:
    """A clock that jumps ahead makes everything old, until it is set right."""
    aged(store, "new", 1)
    made = retaining(store, overdue_hours=10)
    made.run_if_due()
    ahead = datetime.now(UTC) + timedelta(days=400)
    with time_machine.travel(ahead):
        assert not made.run_if_due()
        assert made.statistics.overdue
        assert "the clock is in doubt" in made.statistics.warnings[0]
    assert left(store) == ["new"]
    hours_ago(store, 25)
    assert made.run_if_due()
    assert left(store) == ["new"]


def test_a_gateway_that_starts_in_the_future_lets_nothing_go_either(store: Store) -> None:
    aged(store, "new", 1)
    retaining(store).run_if_due()
    hours_ago(store, 25)
    assert retaining(store).run_if_due(), "it believes its clock, and says when that was"
    ahead = datetime.now(UTC) + timedelta(days=400)
    with time_machine.travel(ahead):
        assert not retaining(store).run_if_due()
        assert left(store) == ["new"]
        store.load_keys(datetime.now(UTC))  # as a gateway does that starts then
        confirm(store, datetime.now(UTC))
        assert retaining(store).run_if_due(), "somebody says that it is right"
        assert left(store) == []

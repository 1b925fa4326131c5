"""Orphans: what a dead gateway left open is closed by the next, and nothing that lives is."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.house_tables import RUNS
from gateway.audit.kept import kept_of
from gateway.audit.queries import search, show
from gateway.audit.recorder import Recorder
from gateway.audit.rows import Origin, request_event
from gateway.audit.runs import beat, begin_run, end_run, sweep, this_process
from gateway.audit.store import Store
from gateway.types import Capture, End
from tests.unit.gateway.audit.samples import answer, screened

HALF_AN_HOUR = timedelta(minutes=30)


def write_request(store: Store, origin: Origin) -> str:
    made = screened("Hello")
    event = request_event(store, origin, made, kept_of(made, Capture.FULL))
    with store.write() as connection:
        append(connection, [event])
    return made.interaction.id


def end_of(store: Store, interaction_id: str) -> End | None:
    record = show(store, interaction_id)
    assert record is not None
    return End(record.ending["outcome"]) if record.ending else None


def change(store: Store, origin: Origin, **values: object) -> None:
    with store.write() as connection:
        connection.execute(update(RUNS).where(RUNS.c.run == origin.run).values(**values))


def dead_process() -> int:
    """The id of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_a_gateway_that_lives_keeps_its_open_records(store: Store) -> None:
    living, sweeper = begin_run(store, "first"), begin_run(store, "second")
    open_one = write_request(store, living)
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 0
    assert end_of(store, open_one) is None


def test_a_gateway_whose_process_is_gone_is_swept_at_once(store: Store) -> None:
    dead, sweeper = begin_run(store, "first"), begin_run(store, "second")
    open_one = write_request(store, dead)
    change(store, dead, pid=dead_process())
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 1
    assert end_of(store, open_one) is End.ORPHANED
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 0


def test_another_process_with_the_same_id_is_not_mistaken_for_it(store: Store) -> None:
    if not this_process().started:
        pytest.skip("this system does not tell when a process started")
    dead, sweeper = begin_run(store, "first"), begin_run(store, "second")
    open_one = write_request(store, dead)
    change(store, dead, pid=os.getpid(), started="1")
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 1
    assert end_of(store, open_one) is End.ORPHANED


def test_a_process_elsewhere_is_judged_by_its_heartbeat_alone(store: Store) -> None:
    away, sweeper = begin_run(store, "first"), begin_run(store, "second")
    open_one = write_request(store, away)
    change(store, away, place="another machine", pid=dead_process())
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 0
    change(store, away, seen=datetime.now(UTC) - timedelta(minutes=31))
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 1
    assert end_of(store, open_one) is End.ORPHANED


def test_a_heartbeat_keeps_a_gateway_alive(store: Store) -> None:
    away, sweeper = begin_run(store, "first"), begin_run(store, "second")
    change(store, away, place="elsewhere", seen=datetime.now(UTC) - timedelta(minutes=31))
    beat(store, away)
    assert sweep(store, sweeper, older_than=HALF_AN_HOUR) == 0


def test_only_what_has_no_ending_is_closed(store: Store) -> None:
    dead = begin_run(store, "first")
    ids = [write_request(store, dead) for _ in range(3)]
    assert end_run(store, dead) == 3
    assert end_run(store, dead) == 0
    assert [end_of(store, one) for one in ids] == [End.ORPHANED] * 3


async def test_a_new_gateway_closes_what_a_killed_one_left_open(store: Store) -> None:
    dead = begin_run(store, "first")
    open_ones = [write_request(store, dead) for _ in range(5)]
    change(store, dead, pid=dead_process())
    recorder = Recorder(store, instance="first")
    await recorder.start()
    assert {end_of(store, one) for one in open_ones} == {End.ORPHANED}
    await recorder.close()


async def test_an_answer_that_comes_after_the_sweep_is_refused(store: Store) -> None:
    recorder = Recorder(store, instance="first")
    await recorder.start()
    made = screened("Hello")
    await recorder.request(made)
    (run,) = _runs(store)
    end_run(store, Origin(instance="first", run=run))
    await recorder.answer(answer(made.interaction.id))
    assert end_of(store, made.interaction.id) is End.ORPHANED
    assert recorder.statistics.second_endings == 1
    await recorder.close()


async def test_a_closed_gateway_leaves_nothing_open(store: Store) -> None:
    recorder = Recorder(store, instance="first")
    await recorder.start()
    made = [screened("Hello") for _ in range(3)]
    for one in made:
        await recorder.request(one)
    await recorder.answer(answer(made[0].interaction.id))
    await recorder.close()
    ends = sorted(str(found.end) for found in search(store, Filters()))
    assert ends == ["complete", "orphaned", "orphaned"]


def _runs(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(RUNS.c.run)).scalars())

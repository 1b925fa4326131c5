"""The watch on the clock: told when it is set, cleared when it is right, unmoved by sleep and drift."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine

from gateway.audit.clock import utc_now
from gateway.audit.clock_store import confirm
from gateway.audit.clock_watch import ClockWatch
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.unit.gateway.audit.samples import screened

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Clocks:
    """Both clocks of a machine."""

    wall: datetime = NOON
    steady: float = 5_000.0

    def watch(self, store: Store) -> ClockWatch:
        return ClockWatch(store, now=lambda: self.wall, steady=lambda: self.steady)

    def run(self, time: timedelta) -> None:
        self.wall += time
        self.steady += time.total_seconds()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.mark.parametrize("step", [-HOUR, HOUR, 400 * DAY])
def test_a_clock_that_is_set_is_in_doubt_until_it_is_set_back(
    store: Store, clocks: Clocks, step: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    watch = clocks.watch(store)
    assert not watch.look().in_doubt
    clocks.run(DAY / 2)
    assert not watch.look().in_doubt
    clocks.wall += step
    for _ in range(2):
        state = watch.look()
        assert (state.in_doubt, state.jumped) == (True, True)
        assert state.step_seconds == step.total_seconds()
        clocks.run(HOUR)
    assert ("forward" if step > HOUR * 0 else "back") in state.warnings[0]
    clocks.wall -= step
    assert watch.look().warnings == ()
    assert caplog.text.count("was set by") == 1
    assert "again where it was" in caplog.text


def test_what_time_services_do_is_no_step(store: Store, clocks: Clocks) -> None:
    watch = clocks.watch(store)
    clocks.wall += timedelta(seconds=59)
    assert not watch.look().in_doubt


def test_a_small_step_is_taken_for_right_after_a_day_and_a_large_one_is_not(
    store: Store, clocks: Clocks
) -> None:
    watch = clocks.watch(store)
    clocks.wall += 2 * HOUR
    assert watch.look().jumped
    clocks.run(DAY)
    assert not watch.look().jumped
    assert watch.look().warnings == ()
    clocks.wall += 2 * DAY
    watch.look()
    clocks.run(3 * DAY)
    assert watch.look().jumped


def test_between_two_runs_the_store_knows_what_time_it_was(store: Store, clocks: Clocks) -> None:
    clocks.watch(store).look()
    clocks.run(6 * DAY)
    watch = clocks.watch(store)
    assert not watch.look().in_doubt, "a gateway that was off for a week"
    hear(watch, clocks.wall)
    watch.look()
    clocks.wall += 8 * DAY
    (said,) = clocks.watch(store).look().warnings
    assert "last at work on 2026-12-01" in said
    clocks.wall -= 9 * DAY
    (said,) = clocks.watch(store).look().warnings
    assert "already at work on 2026-12-01" in said


def hear(watch: ClockWatch, time: datetime, *hosts: str) -> None:
    """Answers that are dated so."""
    for host in hosts or ("api.example",) * 3:
        watch.witnesses.hear(host, format_datetime(time, usegmt=True))


@pytest.mark.parametrize("jump", [-3 * DAY, 6 * DAY, timedelta(minutes=6)])
def test_a_jump_between_two_runs_is_told_by_the_dates_of_answers(
    store: Store, clocks: Clocks, jump: timedelta
) -> None:
    watch = clocks.watch(store)
    clocks.wall = NOON + jump
    watch = clocks.watch(store)
    assert not watch.look().in_doubt
    hear(watch, NOON)
    (said,) = watch.look().warnings
    assert said == "the clock is in doubt: answers of providers are dated 2026-11-25 12:00 UTC"
    clocks.wall, clocks.steady = NOON + HOUR, clocks.steady + 3_600
    assert not any("answers" in said for said in watch.look().warnings), "set right"


def test_providers_that_agree_with_the_clock_say_nothing(store: Store, clocks: Clocks) -> None:
    watch = clocks.watch(store)
    hear(watch, clocks.wall - timedelta(minutes=4))
    clocks.run(30 * DAY)
    watch.look()
    assert watch.look().warnings == ()


def test_who_says_that_the_clock_is_right_outweighs_providers_for_a_week(
    store: Store, clocks: Clocks
) -> None:
    watch = clocks.watch(store)
    hear(watch, NOON - DAY)
    assert watch.look().in_doubt
    confirm(store, clocks.wall)
    assert not watch.look().in_doubt
    clocks.run(8 * DAY)
    assert any("answers" in said for said in watch.look().warnings)


def test_after_a_pause_it_is_unheard_until_answers_came_or_a_day_passed(
    store: Store, clocks: Clocks
) -> None:
    clocks.watch(store).look()
    clocks.wall += 2 * DAY
    first, second = clocks.watch(store), clocks.watch(store)
    for _ in range(2):
        assert (first.look().in_doubt, first.look().unheard) == (False, True)
        clocks.run(HOUR)
    hear(first, clocks.wall)
    assert not first.look().unheard
    assert not clocks.watch(store).look().unheard, "it is believed again, and was just now"
    clocks.run(DAY)
    assert not second.look().unheard


def test_a_watch_that_saw_a_jump_does_not_write_it_down(store: Store, clocks: Clocks) -> None:
    first = clocks.watch(store)
    first.look()
    clocks.wall += 5 * DAY
    first.look()
    clocks.wall -= 5 * DAY
    assert not clocks.watch(store).look().in_doubt


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_running_gateway_tells_of_records_from_the_future(store: Store) -> None:
    recorder = Recorder(store, instance="first")
    await recorder.start()
    await recorder.request(screened("Hello", time=utc_now() + 400 * DAY))
    await recorder.close()
    recorder = Recorder(store, instance="next")
    await recorder.start()
    (said,) = recorder.clock.state.warnings
    assert "dated in the future" in said
    await recorder.close()


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_running_gateway_notices_in_its_own_tick(store: Store) -> None:
    recorder = Recorder(store, instance="first")
    await recorder.start()
    recorder._tick()
    assert not recorder.clock.state.in_doubt
    with time_machine.travel(utc_now() - HOUR):
        recorder._tick()
    assert recorder.clock.state.jumped
    recorder._tick()
    assert not recorder.clock.state.in_doubt
    await recorder.close()

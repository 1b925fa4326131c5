"""A clock that steps: records keep the times they were given, and the log has no gap and no double."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from gateway.audit.clock import utc_now
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.sequencing import Sequencing
from gateway.audit.log.tables import CHECKPOINTS, LEAVES, LOG_QUEUE
from gateway.audit.log.verify import verify
from gateway.audit.queries import show
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.unit.gateway.audit.samples import KEYS, answer, screened

EVE = datetime(2026, 12, 31, 23, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)
STEPS = [EVE, EVE - HOUR, EVE + HOUR, EVE, EVE - HOUR, EVE + 2 * HOUR]
"""Back an hour; over the year's end; back over it, twice; and on."""
NEW_YEAR = 2
"""The step that begins the log of 2027."""


@asynccontextmanager
async def gateway(url: str) -> AsyncIterator[tuple[Recorder, Sequencing]]:
    """The recording and sequencing of one run."""
    store = Store.open(url, KEYS)
    recorder = Recorder(store, instance="stepping")
    keeper = Sequencer(store, KEYS.checkpoint, checkpoint_events=3)
    log = Sequencing(store, keeper, notify=lambda _: None, idle_seconds=0.02)
    await recorder.start()
    log.start()
    yield recorder, log
    await recorder.close()
    log.stop()
    store.close()


async def ask(recorder: Recorder, log: Sequencing) -> dict[str, datetime]:
    """Two requests by the clock as it is, one with an answer, and their places; when each was."""
    recorder._tick()  # what a gateway does every 20 seconds
    made = [screened("Dear Jane Doe", time=utc_now()) for _ in range(2)]
    for one in made:
        await recorder.request(one)
    await recorder.answer(answer(made[0].interaction.id, received="Hi"))
    for _ in range(500):
        if not log.state().waiting:
            break
        await asyncio.sleep(0.02)
    assert (log.state().waiting, log.state().failures) == (0, 0)
    return {one.interaction.id: one.interaction.time for one in made}


async def in_one_run(url: str) -> Sequence[dict[str, datetime]]:
    with time_machine.travel(STEPS[0]) as clock:
        async with gateway(url) as (recorder, log):
            given = []
            for moment in STEPS:
                clock.move_to(moment)
                given.append(await ask(recorder, log))
                assert recorder.clock.state.jumped == (moment != STEPS[0])
        return given


async def a_run_each(url: str) -> Sequence[dict[str, datetime]]:
    given = []
    for moment in STEPS:
        with time_machine.travel(moment):
            async with gateway(url) as (recorder, log):
                behind = moment < max(STEPS[: len(given) + 1])
                assert recorder.clock.state.in_doubt == behind
                given.append(await ask(recorder, log))
    return given


@pytest.mark.parametrize("lived", [in_one_run, a_run_each])
async def test_a_clock_that_steps_leaves_no_gap_and_no_double(url: str, lived: object) -> None:
    given = await lived(url)  # type: ignore[operator]
    store = Store.open(url, KEYS)
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(LOG_QUEUE)).scalar() == 0
        leaves = connection.execute(select(LEAVES.c.log, LEAVES.c.position, LEAVES.c.entry)).all()
        signed = connection.execute(select(CHECKPOINTS.c.log, CHECKPOINTS.c.size)).all()
        found = verify(connection, [Sequencer(store, KEYS.checkpoint).signer.verifier])
    sizes = {year: sum(leaf.log == year for leaf in leaves) for year in (2026, 2027)}
    for year, size in sizes.items():
        assert sorted(leaf.position for leaf in leaves if leaf.log == year) == [*range(size)]
        assert max(row.size for row in signed if row.log == year) == size, "all of it is signed"
    assert sum(sizes.values()) == len(leaves) == len({leaf.entry for leaf in leaves})
    assert found.sound
    years = {leaf.entry: leaf.log for leaf in leaves}
    for step, asked in enumerate(given):
        for identity, moment in asked.items():
            record = show(store, identity)
            assert record is not None
            assert record.facts["time"] == moment, "as it was given"
            assert years[identity] == (2026 if step < NEW_YEAR else 2027)
    store.close()

"""Workers that die, hang or are closed, and the callers who wait for them.

The workers are real. A process takes seconds to start, so one pool serves all tests that leave
it whole.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import psutil
import pytest
import pytest_asyncio

from detectors.pool import BATCH_CHARACTERS, BATCH_TEXTS, Job, WorkerPool
from detectors.settings import ScanSettings
from detectors.stages import STAGES
from detectors.types import Finding, ScanFailed, ScanOverload
from tests.unit.detectors.scanning import NINO, entities, until

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUEUE_LIMIT = 100


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(light: str) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(ScanSettings(pipeline=light, queue_limit=QUEUE_LIMIT, deadline_seconds=60))
    await pool.start()
    yield pool
    await pool.close()


@pytest.fixture
def pool(shared: WorkerPool) -> WorkerPool:
    """The shared pool, as every test must find it and leave it."""
    assert (shared.alive, shared.depth) == (1, 0)
    return shared


def worker_of(pool: WorkerPool) -> psutil.Process:
    (worker,) = pool._workers
    return psutil.Process(worker.pid)


async def taken(pool: WorkerPool, text: str) -> asyncio.Task[list[tuple[Finding, ...]]]:
    """Ask for a scan and return once a worker has it."""
    task = asyncio.create_task(pool.scan([text]))
    await asyncio.sleep(0)
    await until(lambda: pool.depth == 0)
    return task


async def test_many_callers_at_once_each_get_their_own_findings(pool: WorkerPool) -> None:
    texts = [f"{NINO} {n}" if n % 2 else f"number {n}" for n in range(QUEUE_LIMIT)]
    answers = await asyncio.gather(*(pool.scan([text]) for text in texts))
    for n, (found,) in enumerate(answers):
        assert entities(found) == ({"UK_NINO"} if n % 2 else set())


async def test_texts_and_the_time_they_took_are_counted(pool: WorkerPool) -> None:
    scanned, seconds = pool.scanned, pool.seconds.total()
    await pool.scan(["one", "two"])
    assert pool.scanned == scanned + 2
    assert pool.seconds.total() > seconds
    assert set(pool.seconds) == set(STAGES)


async def test_a_call_without_texts_is_answered_at_once(pool: WorkerPool) -> None:
    assert await pool.scan([]) == []


async def test_more_texts_than_the_queue_holds_are_refused(pool: WorkerPool) -> None:
    worker = worker_of(pool)
    worker.suspend()
    first = await taken(pool, "one")
    second = asyncio.create_task(pool.scan([f"two {n}" for n in range(QUEUE_LIMIT)]))
    await until(lambda: pool.depth == QUEUE_LIMIT)
    with pytest.raises(ScanOverload):
        await pool.scan(["one too many"])
    worker.resume()
    assert await first == [()]
    assert await second == [()] * QUEUE_LIMIT


async def test_whoever_asks_is_told_when_no_text_waits(pool: WorkerPool) -> None:
    await asyncio.wait_for(pool.free(), 5)  # at once
    worker = worker_of(pool)
    worker.suspend()
    try:
        first = await taken(pool, "one")
        second = asyncio.create_task(pool.scan(["two"]))
        free = asyncio.create_task(pool.free())
        await until(lambda: pool.depth == 1)
        await asyncio.sleep(0)
        assert not free.done()
    finally:
        worker.resume()
    await asyncio.gather(first, second)
    await asyncio.wait_for(free, 5)


async def test_a_text_nobody_waits_for_any_more_is_not_scanned(pool: WorkerPool) -> None:
    worker = worker_of(pool)
    worker.suspend()
    first = await taken(pool, "one")
    given_up = asyncio.create_task(pool.scan(["two"]))
    await until(lambda: pool.depth == 1)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    (job,) = pool._waiting
    assert job.future.cancelled()
    worker.resume()
    assert await first == [()]
    assert entities((await pool.scan([NINO]))[0]) == {"UK_NINO"}
    assert not job.tries


async def test_a_worker_that_dies_loses_no_request(pool: WorkerPool) -> None:
    before, worker = pool.restarts, worker_of(pool)
    worker.suspend()
    scans = [await taken(pool, NINO)]
    scans += [asyncio.create_task(pool.scan([f"{NINO} {n}"])) for n in range(4)]
    await until(lambda: pool.depth == 4)
    worker.kill()
    for (found,) in await asyncio.gather(*scans):
        assert entities(found) == {"UK_NINO"}
    assert pool.restarts == before + 1


async def test_workers_killed_again_and_again_under_load_lose_no_request(light: str) -> None:
    """A worker is only killed once it has answered: a text that breaks two is given up."""
    pool = WorkerPool(ScanSettings(pipeline=light, workers=2, deadline_seconds=60))
    await pool.start()
    texts = [f"{NINO} {n}" for n in range(50)]
    scans = [asyncio.create_task(pool.scan([text])) for text in texts]
    for deaths in range(1, 5):
        before = pool.scanned
        await until(lambda: pool.scanned > before or pool.depth == 0)  # noqa: B023 - awaited at once
        psutil.Process(next(iter(pool._workers)).pid).kill()
        await until(lambda: pool.restarts >= deaths or pool.depth == 0)  # noqa: B023
        await until(lambda: pool.alive > 0)
    answers = await asyncio.gather(*scans)
    await pool.close()
    assert [entities(found) for (found,) in answers] == [{"UK_NINO"}] * len(texts)


async def test_a_worker_that_hangs_is_killed_and_replaced(pool: WorkerPool) -> None:
    before, worker, settings = pool.restarts, worker_of(pool), pool._settings
    worker.suspend()
    pool._settings = replace(settings, deadline_seconds=0.2)
    scan = asyncio.create_task(pool.scan([NINO]))
    await until(lambda: pool.restarts == before + 1)
    pool._settings = settings  # long before the next worker is warm and takes the text again
    assert entities((await scan)[0]) == {"UK_NINO"}
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
    assert pool.alive == 1


async def test_a_text_that_takes_two_workers_with_it_is_given_up(pool: WorkerPool) -> None:
    before = pool.restarts
    # Long, so that no worker gets as far as an answer before it is killed.
    fatal = asyncio.create_task(pool.scan([f"{NINO} and more words. " * 3000]))
    for deaths in (1, 2):
        await until(lambda: pool.alive == 1)
        worker_of(pool).kill()
        await until(lambda: pool.restarts == before + deaths)  # noqa: B023 - awaited at once
    with pytest.raises(ScanFailed, match="worker ended"):
        await fatal
    assert entities((await pool.scan([NINO]))[0]) == {"UK_NINO"}


async def test_an_error_of_the_scan_fails_its_texts_and_costs_no_worker(pool: WorkerPool) -> None:
    before, worker = pool.restarts, worker_of(pool)
    with pytest.raises(ScanFailed, match=r"a scan raised [A-Za-z]+$"):
        await pool.scan([7])  # type: ignore[list-item]
    assert entities((await pool.scan([NINO]))[0]) == {"UK_NINO"}
    assert (pool.restarts, worker_of(pool).pid) == (before, worker.pid)


async def test_a_pool_that_is_closed_ends_its_workers_and_tells_those_who_wait(light: str) -> None:
    pool = WorkerPool(ScanSettings(pipeline=light))
    await pool.start()
    worker = worker_of(pool)
    worker.suspend()
    scans = [await taken(pool, "one"), asyncio.create_task(pool.scan(["two"]))]
    await until(lambda: pool.depth == 1)
    await pool.close()
    for scan in scans:
        with pytest.raises(ScanFailed, match="closed"):
            await scan
    assert not worker.is_running()
    with pytest.raises(ScanFailed, match="not running"):
        await pool.scan(["three"])


async def test_a_pool_whose_workers_cannot_start_has_none_and_scans_nothing() -> None:
    pool = WorkerPool(ScanSettings(pipeline="no_such_pipeline"))
    with pytest.raises(ScanFailed, match="no_such_pipeline"):
        await pool.start()
    assert pool.alive == 0
    with pytest.raises(ScanFailed, match="not running"):
        await pool.scan(["text"])


async def batch_of(*jobs: tuple[str, int]) -> list[str]:
    """The texts a free worker takes first, of texts with the tries they have behind them."""
    pool = WorkerPool(ScanSettings())
    for text, tries in jobs:
        pool._waiting.append(Job(text, asyncio.get_running_loop().create_future(), tries))
    return [job.text for job in await pool._take()]


async def test_a_batch_is_small_so_that_nobody_waits_for_it_long() -> None:
    assert len(await batch_of(*[("a", 0)] * (BATCH_TEXTS + 3))) == BATCH_TEXTS
    half = "x" * (BATCH_CHARACTERS // 2)
    assert await batch_of((half, 0), (half, 0), ("x", 0)) == [half, half]
    assert await batch_of((half * 3, 0), ("x", 0)) == [half * 3]


async def test_a_text_that_lost_a_worker_is_tried_alone() -> None:
    assert await batch_of(("broke one", 1), ("innocent", 0)) == ["broke one"]
    assert await batch_of(("innocent", 0), ("broke one", 1)) == ["innocent"]


async def test_a_waiting_text_is_in_no_representation() -> None:
    job = Job("Ada Canary", asyncio.get_running_loop().create_future())
    assert "Canary" not in repr(job)

"""Worker processes that die, hang, or lose their parent."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
import spacy

from detectors.pool import Job, WorkerPool
from detectors.settings import ScanSettings
from detectors.types import Finding, ScanFailed, ScanOverload

NINO = "Her NINO is AB123456C."


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline without a model: these tests are about processes."""
    folder = tmp_path_factory.mktemp("pipeline") / "blank"
    spacy.blank("en").to_disk(folder)
    return str(folder)


@asynccontextmanager
async def running(pipeline: str, **settings: float) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(ScanSettings(pipeline=pipeline, **settings))  # type: ignore[arg-type]
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


def worker_of(pool: WorkerPool) -> psutil.Process:
    (worker,) = pool._workers
    return psutil.Process(worker.pid)


async def taken(pool: WorkerPool, text: str) -> asyncio.Task[list[tuple[Finding, ...]]]:
    """Ask for a scan and return once a worker has it."""
    task = asyncio.create_task(pool.scan([text]))
    await asyncio.sleep(0)
    await until(lambda: pool.depth == 0)
    return task


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


def entities(found: tuple[Finding, ...]) -> set[str]:
    return {finding.entity for finding in found}


async def test_many_callers_at_once_each_get_their_own_findings(light: str) -> None:
    async with running(light) as pool:
        texts = [f"{NINO} {n}" if n % 2 else f"number {n}" for n in range(100)]
        answers = await asyncio.gather(*(pool.scan([text]) for text in texts))
    for n, (found,) in enumerate(answers):
        assert entities(found) == ({"UK_NINO"} if n % 2 else set())


async def test_a_worker_that_dies_loses_no_request(light: str) -> None:
    async with running(light) as pool:
        worker = worker_of(pool)
        worker.suspend()
        scans = [await taken(pool, NINO)]
        scans += [asyncio.create_task(pool.scan([f"{NINO} {n}"])) for n in range(4)]
        await until(lambda: pool.depth == 4)
        worker.kill()
        for (found,) in await asyncio.gather(*scans):
            assert entities(found) == {"UK_NINO"}
        assert pool.restarts == 1


async def test_a_text_that_takes_two_workers_with_it_is_given_up(light: str) -> None:
    async with running(light) as pool:
        long = asyncio.create_task(pool.scan([f"{NINO} and more words. " * 3000]))
        for deaths in (1, 2):
            await until(lambda: pool.alive == 1)
            worker_of(pool).kill()
            await until(lambda: pool.restarts == deaths)  # noqa: B023 - awaited at once
        with pytest.raises(ScanFailed, match="worker ended"):
            await long
        (found,) = await pool.scan([NINO])
        assert entities(found) == {"UK_NINO"}


async def test_a_worker_that_hangs_is_killed_and_replaced(light: str) -> None:
    async with running(light, deadline_seconds=3.0) as pool:
        worker = worker_of(pool)
        worker.suspend()
        scan = asyncio.create_task(pool.scan([NINO]))
        await until(lambda: pool.restarts == 1)
        assert entities((await scan)[0]) == {"UK_NINO"}
        assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
        assert pool.alive == 1


async def test_more_texts_than_the_queue_holds_are_refused(light: str) -> None:
    async with running(light, queue_limit=2) as pool:
        worker = worker_of(pool)
        worker.suspend()
        first = await taken(pool, "one")
        second = asyncio.create_task(pool.scan(["two", "three"]))
        await until(lambda: pool.depth == 2)
        with pytest.raises(ScanOverload):
            await pool.scan(["four"])
        worker.resume()
        assert await first == [()]
        assert await second == [(), ()]


async def test_a_ctrl_c_meant_for_the_parent_does_not_end_a_worker(light: str) -> None:
    async with running(light) as pool:
        worker = worker_of(pool)
        for number in (signal.SIGINT, signal.SIGTERM):
            worker.send_signal(number)
        (found,) = await pool.scan([NINO])
        assert entities(found) == {"UK_NINO"}
        assert pool.restarts == 0


async def test_workers_end_when_the_pool_closes(light: str) -> None:
    async with running(light) as pool:
        worker = worker_of(pool)
    assert not worker.is_running()


async def test_a_scan_that_runs_when_the_pool_closes_ends_with_an_error(light: str) -> None:
    async with running(light) as pool:
        worker_of(pool).suspend()
        scans = [await taken(pool, "one"), asyncio.create_task(pool.scan(["two"]))]
        await until(lambda: pool.depth == 1)
    for scan in scans:
        with pytest.raises(ScanFailed, match="closed"):
            await scan


async def test_a_worker_gets_nothing_of_the_environment_it_does_not_need(
    light: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_TEST_SECRET", "canary")
    async with running(light) as pool:
        assert "GATEWAY_TEST_SECRET" not in worker_of(pool).environ()


PARENT = """
import asyncio, sys
from detectors.pool import WorkerPool
from detectors.settings import ScanSettings

async def main():
    pool = WorkerPool(ScanSettings(pipeline=sys.argv[1]))
    await pool.start()
    print(next(iter(pool._workers)).pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


def test_a_worker_ends_when_its_parent_is_killed(light: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script), light], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        worker.wait(timeout=30)
    assert not worker.is_running()


async def test_a_waiting_text_is_in_no_representation() -> None:
    job = Job("Ada Canary", asyncio.get_running_loop().create_future())
    assert "Canary" not in repr(job)

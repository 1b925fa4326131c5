"""The parent's end of a worker: how one starts, answers, breaks and ends."""

import asyncio
import signal
from collections.abc import AsyncIterator

import psutil
import pytest
import pytest_asyncio

from detectors import process
from detectors.process import ScanRaisedError, WorkerLostError, WorkerProcess
from detectors.settings import ScanSettings
from detectors.types import ScanFailed
from tests.unit.detectors.scanning import NINO, entities, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker(light: str) -> AsyncIterator[WorkerProcess]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GATEWAY_TEST_SECRET", "canary")
        worker = await WorkerProcess.start(ScanSettings(pipeline=light))
    yield worker
    await worker.kill()


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


async def test_a_worker_answers_each_text_in_order(worker: WorkerProcess) -> None:
    found = await worker.scan(["nothing", NINO, "\ud83d"])
    assert [entities(one) for one in found] == [set(), {"UK_NINO"}, set()]
    assert await worker.scan([]) == []


async def test_a_worker_gets_nothing_of_the_environment_it_does_not_need(
    worker: WorkerProcess,
) -> None:
    environment = psutil.Process(worker.pid).environ()
    assert "GATEWAY_TEST_SECRET" not in environment
    assert environment["OMP_NUM_THREADS"] == "1"


async def test_a_ctrl_c_meant_for_the_parent_does_not_end_a_worker(worker: WorkerProcess) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        psutil.Process(worker.pid).send_signal(number)
    assert entities((await worker.scan([NINO]))[0]) == {"UK_NINO"}


async def test_a_scan_that_raises_names_the_kind_of_error_and_the_worker_goes_on(
    worker: WorkerProcess,
) -> None:
    with pytest.raises(ScanRaisedError, match=r"^[A-Za-z]+Error$"):
        await worker.scan(["Ada Canary", 7])  # type: ignore[list-item]
    assert entities((await worker.scan([NINO]))[0]) == {"UK_NINO"}


async def test_a_start_that_takes_too_long_ends_and_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch, light: str
) -> None:
    before = children()
    monkeypatch.setattr(process, "START_SECONDS", 0.01)
    with pytest.raises(ScanFailed, match="did not start"):
        await WorkerProcess.start(ScanSettings(pipeline=light))
    assert children() <= before


async def test_a_start_given_up_leaves_no_process(light: str) -> None:
    before = children()
    start = asyncio.create_task(WorkerProcess.start(ScanSettings(pipeline=light)))
    await until(lambda: not children() <= before)
    await asyncio.sleep(0.05)
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start
    await until(lambda: children() <= before)


async def test_a_worker_that_ended_is_lost_not_silent(worker: WorkerProcess) -> None:
    """Last, because it ends the worker of this file."""
    await worker.kill()
    with pytest.raises(WorkerLostError):
        await worker.scan([NINO])
    await worker.kill()  # twice does no harm

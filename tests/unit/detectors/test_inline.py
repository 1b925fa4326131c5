"""Scanning in a thread: the same answers, one scan at a time, errors without the text."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from detectors.inline import InlineScan
from detectors.settings import ScanSettings
from detectors.types import ScanFailed
from tests.unit.detectors.scanning import NINO, entities


@pytest_asyncio.fixture
async def inline(light: str) -> AsyncIterator[InlineScan]:
    inline = InlineScan(ScanSettings(workers=0, pipeline=light))
    await inline.start()
    yield inline
    await inline.close()


async def test_callers_at_once_each_get_their_own_findings(inline: InlineScan) -> None:
    texts = [f"{NINO} {n}" if n % 2 else f"number {n}" for n in range(20)]
    answers = await asyncio.gather(*(inline.scan([text]) for text in texts))
    assert [entities(found) for (found,) in answers] == [set(), {"UK_NINO"}] * 10


async def test_those_who_wait_are_counted_and_not_the_one_served(inline: InlineScan) -> None:
    assert (inline.depth, inline.alive, inline.restarts) == (0, 1, 0)
    scans = [asyncio.create_task(inline.scan([NINO])) for _ in range(3)]
    await asyncio.sleep(0)
    assert inline.depth == 2
    await asyncio.gather(*scans)
    assert inline.depth == 0


async def test_an_error_is_a_failed_scan_and_the_next_scan_works(inline: InlineScan) -> None:
    with pytest.raises(ScanFailed, match=r"a scan raised [A-Za-z]+$") as caught:
        await inline.scan(["Ada Canary", 7])  # type: ignore[list-item]
    assert caught.value.__cause__ is None
    assert inline.depth == 0
    assert entities((await inline.scan([NINO]))[0]) == {"UK_NINO"}


async def test_before_the_start_and_after_the_end_nothing_passes(light: str) -> None:
    inline = InlineScan(ScanSettings(workers=0, pipeline=light))
    with pytest.raises(ScanFailed, match="not running"):
        await inline.scan([NINO])
    await inline.start()
    await inline.close()
    with pytest.raises(ScanFailed, match="not running"):
        await inline.scan([NINO])
    assert inline.alive == 0


async def test_an_engine_that_cannot_be_made_says_why() -> None:
    inline = InlineScan(ScanSettings(workers=0, pipeline="no_such_pipeline"))
    with pytest.raises(ScanFailed, match="no_such_pipeline"):
        await inline.start()
    assert inline.alive == 0
    await inline.close()

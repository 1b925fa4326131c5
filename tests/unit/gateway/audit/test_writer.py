"""The writing thread: housekeeping never ends it, and its queue has an end."""

import asyncio
from uuid import uuid4

import pytest

from gateway.audit.events import Event
from gateway.audit.log.entering import Kind
from gateway.audit.store import Store
from gateway.audit.writer import QUEUE, Writer
from gateway.errors import RecordError


def nothing() -> Event:
    """An event without rows: all that is written is its place in the log."""
    return Event(entry=str(uuid4()), kind=Kind.ACTIVITY, rows={})


class Housekeeping:
    """A tick that fails the first time it is asked."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.twice = asyncio.Event()
        self.calls = 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == 1:
            raise RecordError("the store was away")
        self.loop.call_soon_threadsafe(self.twice.set)


async def test_housekeeping_that_fails_is_tried_again_and_ends_nothing(store: Store) -> None:
    tick = Housekeeping()
    writer = Writer(store, tick=tick, tick_seconds=0.01, trace=lambda _: None)
    writer.start()
    async with asyncio.timeout(10):
        await tick.twice.wait()
        await writer.submit(nothing())
    assert writer.statistics.last_error_class == "RecordError"
    assert writer.statistics.written == 1
    await asyncio.to_thread(writer.stop)


async def test_a_full_queue_refuses_at_once(store: Store) -> None:
    writer = Writer(store, tick=lambda: None, tick_seconds=60, trace=lambda _: None)
    for _ in range(QUEUE):
        writer.submit(nothing())
    assert writer.statistics.queue_depth == QUEUE
    with pytest.raises(RecordError, match="queue is full"):
        writer.submit(nothing())
    assert writer.statistics.failures == 1


async def test_what_waits_is_committed_together(store: Store) -> None:
    writer = Writer(store, tick=lambda: None, tick_seconds=60, trace=lambda _: None)
    waiting = [writer.submit(nothing()) for _ in range(100)]
    writer.start()
    await asyncio.gather(*waiting)
    assert writer.statistics.written == 100
    assert writer.statistics.commits == 1
    await asyncio.to_thread(writer.stop)


async def test_a_caller_whose_loop_is_gone_does_not_stop_the_others(store: Store) -> None:
    writer = Writer(store, tick=lambda: None, tick_seconds=60, trace=lambda _: None)

    async def submit_and_leave() -> None:
        writer.submit(nothing())

    await asyncio.to_thread(lambda: asyncio.run(submit_and_leave()))
    mine = writer.submit(nothing())
    writer.start()
    await mine
    assert writer.statistics.written == 2
    await asyncio.to_thread(writer.stop)


async def test_endings_gather_and_do_not_ride_with_every_request(store: Store) -> None:
    writer = Writer(store, tick=lambda: None, tick_seconds=60, trace=lambda _: None)
    endings = [writer.submit(nothing(), lazy=True) for _ in range(3)]
    request = writer.submit(nothing())
    writer.start()
    await request
    assert not any(ending.done() for ending in endings)
    await asyncio.gather(*endings)
    assert writer.statistics.commits == 2
    await asyncio.to_thread(writer.stop)


async def test_endings_that_gather_are_written_when_it_stops(store: Store) -> None:
    writer = Writer(store, tick=lambda: None, tick_seconds=60, trace=lambda _: None)
    ending = writer.submit(nothing(), lazy=True)
    writer.start()
    await asyncio.to_thread(writer.stop)
    await ending
    assert writer.statistics.written == 1
    assert writer.statistics.queue_depth == 0

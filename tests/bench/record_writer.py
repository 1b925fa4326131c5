"""A gateway's writer for `tests.bench.records`, in a process of its own; says what it measured.

Usage: python -m tests.bench.record_writer URL SECONDS AT_ONCE CHARACTERS PAUSE
"""

import asyncio
import json
import random
import sys
from time import perf_counter, process_time

from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.bench.record_samples import KEYS, answered, asked


async def write(url: str, seconds: float, at_once: int, characters: int, pause: float) -> None:
    """Requests and their answers, one after another in each task, until the time is over."""
    recorder = Recorder(Store.open(url, KEYS), instance="bench")
    await recorder.start()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    until, waits, worked = perf_counter() + seconds, list[float](), process_time()
    await asyncio.gather(
        *(_task(recorder, until, characters, pause, waits) for _ in range(at_once))
    )
    failures = recorder.statistics.failures
    await recorder.close()
    said = {"waits": [round(wait * 1000, 3) for wait in waits], "failures": failures}
    print(json.dumps(said | {"worked": process_time() - worked}))


async def _task(
    recorder: Recorder, until: float, characters: int, pause: float, waits: list[float]
) -> None:
    while perf_counter() < until:
        made = asked(characters)
        began = perf_counter()
        await recorder.request(made)
        waits.append(perf_counter() - began)
        await recorder.answer(answered(made.interaction.id, characters))
        if pause:
            await asyncio.sleep(random.expovariate(1 / pause))  # people do not keep time


if __name__ == "__main__":
    url, *numbers = sys.argv[1:]
    seconds, at_once, characters, pause = numbers
    asyncio.run(write(url, float(seconds), int(at_once), int(characters), float(pause)))

"""A gateway's writer in a process of its own: writes records and names each one that is durable.

Usage: python -m tests.integration.audit.writer_process URL HOW_MANY (0: until killed)
"""

import asyncio
import sys
from collections.abc import Iterator
from itertools import count

from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.unit.gateway.audit.samples import KEYS, answer, screened

_AT_ONCE = 8


async def write(url: str, how_many: int) -> None:
    """Every third is answered; each acknowledged request is a line on standard output."""
    recorder = Recorder(Store.open(url, KEYS), instance="child")
    await recorder.start()
    numbers: Iterator[int] = iter(range(how_many)) if how_many else count()
    await asyncio.gather(*(_one_after_another(recorder, numbers) for _ in range(_AT_ONCE)))
    await recorder.close()


async def _one_after_another(recorder: Recorder, numbers: Iterator[int]) -> None:
    for number in numbers:
        made = screened(f"Dear Jane Doe, this is number {number}", marks=[("Jane Doe", "PERSON")])
        await recorder.request(made)
        print(made.interaction.id, flush=True)
        if number % 3 == 0:
            await recorder.answer(answer(made.interaction.id, received="Hi"))


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], int(sys.argv[2])))

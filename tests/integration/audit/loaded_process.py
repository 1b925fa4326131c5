"""A gateway under load, in a process of its own: records, their log, and a file anchor.

Usage: python -m tests.integration.audit.loaded_process URL ANCHORS. Names each prompt that may leave
in a line; once its input ends it stops in good order, and says in a line of JSON how it fared.
"""

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path

from gateway.audit.log.anchors import FileAnchor
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.standing import Log
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.errors import RecordError
from tests.unit.gateway.audit.samples import KEYS, answer, screened

_AT_ONCE = 4
_PAUSE = 0.02  # seconds between two prompts of a person


async def live(url: str, anchors: Path) -> None:
    """Until standard input ends."""
    store = Store.open(url, KEYS)
    recorder = Recorder(store, instance="loaded")
    await recorder.start()
    sequencer = Sequencer(store, KEYS.checkpoint, checkpoint_events=50)
    log = Log(store, sequencer, [FileAnchor(path=anchors)])
    log.start()
    ended = asyncio.Event()
    people = asyncio.gather(*(_ask_on(recorder, ended) for _ in range(_AT_ONCE)))
    await asyncio.to_thread(sys.stdin.read)
    ended.set()
    refused = sum(await people)
    down = recorder.statistics.down
    await recorder.close()
    await asyncio.to_thread(log.stop)
    state = log.statistics
    store.close()
    told = {"refused": refused, "down": down, "signing": state.signing, "warnings": state.warnings}
    print(json.dumps(told), flush=True)


async def _ask_on(recorder: Recorder, ended: asyncio.Event) -> int:
    """One person after the other; returns how many prompts were refused for want of a record."""
    refused = 0
    while not ended.is_set():
        made = screened("Dear Jane Doe", marks=[("Jane Doe", "PERSON")])
        try:
            await recorder.request(made)
        except RecordError:
            refused += 1
        else:
            print(made.interaction.id, flush=True)
            with suppress(RecordError):  # it is kept, and written when the store is back
                await recorder.answer(answer(made.interaction.id, received="Hi"))
        await asyncio.sleep(_PAUSE)
    return refused


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], Path(sys.argv[2])))

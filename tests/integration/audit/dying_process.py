"""Gateways and commands that die: each a process that kills itself at a chosen point.

Usage: python -m tests.integration.audit.dying_process. Reads lines of JSON on standard input
({"url": ..., "anchors": ..., "point": ..., "command": ...}), answers each with one line of JSON on
standard output: `passed`, the points that were passed; `died`, whether it was killed; `told`, what
it told before: of a gateway the ids of the prompts that may leave, of a command what is done.
Point 0: it lives, and ends in good order, or dies once the first statement that begins with
`after` is committed. Without a command it is a gateway at work.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, TextIO

from gateway.audit.log.anchoring import Anchoring
from gateway.audit.log.anchors import FileAnchor
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.types import End
from tests.integration.audit.dying_commands import COMMANDS
from tests.integration.audit.dying_points import Points
from tests.unit.gateway.audit.samples import KEYS, answer, screened


async def write_everything(url: str, anchors: Path, points: Points) -> None:
    """Every kind of thing that a gateway writes while prompts pass, one after the other.

    The log and the anchors are asked by hand, so that the points come in the same order each time.
    """
    store = Store.open(url, KEYS, create=False)
    points.watch()
    recorder = Recorder(store, instance="dying")
    await recorder.start()
    log = Sequencer(store, KEYS.checkpoint, checkpoint_events=3)
    anchoring = Anchoring(store, [FileAnchor(path=anchors)])
    asked = [await _ask(recorder, points, f"Dear Jane Doe, question {n}") for n in range(2)]
    await asyncio.to_thread(log.step)
    await asyncio.to_thread(anchoring.keep)
    await recorder.answer(answer(asked[0], received="Dear Person7", restored="Dear Jane Doe"))
    together = (_ask(recorder, points, f"Together {n}") for n in range(3))
    asked += await asyncio.gather(*together)
    await recorder.activity(actor="jo", action="search", subject="Jane Doe", why="FOI 1")
    await asyncio.gather(*(recorder.answer(answer(one, received="Yes")) for one in asked[1:3]))
    await recorder.answer(answer(asked[3], End.GATEWAY_ERROR))
    await asyncio.to_thread(log.step)
    await asyncio.to_thread(log.step, closing=True)
    await asyncio.to_thread(anchoring.keep)
    await recorder.close()
    store.close()


async def _ask(recorder: Recorder, points: Points, text: str) -> str:
    made = screened(text, marks=[("Jane Doe", "PERSON")])
    await recorder.request(made)
    points.tell(made.interaction.id)
    return made.interaction.id


def one_life(order: dict[str, Any]) -> dict[str, Any]:
    """Fork a process, let it write until it dies or is done, and say how it went."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        with os.fdopen(writing, "w") as told:
            _live(order, told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as heard:
        lines = heard.read().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    passed = json.loads(lines.pop()) if lines and lines[-1].startswith("[") else []
    return {"died": status == -signal.SIGKILL, "status": status, "passed": passed} | {"told": lines}


def _live(order: dict[str, Any], told: TextIO) -> None:
    points = Points(last=order["point"], told=told, after=order.get("after", ""))
    anchors = Path(order["anchors"])
    if command := order.get("command"):
        COMMANDS[command](order["url"], anchors.parent, points)
    else:
        asyncio.run(write_everything(order["url"], anchors, points))
    print(json.dumps(points.passed), file=told, flush=True)


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(one_life(json.loads(line))), flush=True)

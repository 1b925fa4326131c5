"""Time per stage: the real runtime in this process, without the proxy around it."""

import asyncio
import base64
import io
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gateway.bootstrap import Runtime, start
from gateway.ports import Verdict
from gateway.types import End, Person, WireRequest
from tests.bench import bodies

STAGES = ("read", "files", "scan", "decide", "replace", "record")
EVENTS = 300
WRITER = Person(id="bench", groups=frozenset(("staff",)), source="address")
_NAMES = "Please write to Margaret Okonkwo (margaret.okonkwo@example.org) about it. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One kind of request; `number` makes each body new."""

    name: str
    body: Callable[[int], bytes] = field(repr=False)


def chat(number: int) -> bytes:
    """1 kB with a name and an address in it."""
    said = ("user", f"Use the word {bodies.MARK} once. {_NAMES}" + bodies.prose(860, 7))
    return bodies.fresh(bodies.chat(said, stream=True), number)


def conversation(number: int) -> bytes:
    """20 turns, 30 kB; the last one is new."""
    return bodies.fresh(bodies.conversation(stream=True), number)


def paper(number: int, pages: int = 40) -> bytes:
    """A PDF of about 5 MB: pages of clean sentences, and pictures that nothing compresses."""
    chance = random.Random(number)
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    for _ in range(pages):
        for row, line in enumerate(chance.choices(bodies.SENTENCES, k=36)):
            canvas.drawString(72, 770 - 14 * row, line)
        pixels = Image.frombytes("RGB", (200, 165), chance.randbytes(200 * 165 * 3))
        canvas.drawImage(ImageReader(pixels), 400, 20, 100, 100)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_paper(number: int) -> bytes:
    """The same as a part of a chat, in base64."""
    packed = base64.b64encode(paper(number)).decode()
    file = {"filename": "plan.pdf", "file_data": f"data:application/pdf;base64,{packed}"}
    parts = [{"type": "text", "text": "Sum this up."}, {"type": "file", "file": file}]
    turns = [{"role": "user", "content": parts}]
    return json.dumps({"model": "bench", "messages": turns, "stream": True}).encode()


KINDS = (
    Stage(name="1 kB chat, a name in it", body=chat),
    Stage(name="20 turns, 30 kB, last turn new", body=conversation),
    Stage(name="PDF of 5 MB, 40 pages", body=with_paper),
)


def request(body: bytes) -> WireRequest:
    """As the proxy hands it over."""
    return WireRequest(
        method="POST",
        host=bodies.HOST,
        port=443,
        target="/v1/chat/completions",
        headers=(("content-type", "application/json"),),
        body=body,
        person=WRITER,
    )


def events(verdict: Verdict) -> Iterator[bytes]:
    """A stream of 300 events that says the tokens again and again, cut as providers cut."""
    said = " ".join(verdict.screened.issued) or "Nothing private"
    text = f"About {said}: {bodies.prose(EVENTS * 4, 3)}"
    pieces = [text[at : at + 4] for at in range(0, EVENTS * 4, 4)][: EVENTS - 2]
    for piece in pieces:
        delta = {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}
        yield b"data: " + json.dumps(delta).encode() + b"\n\n"
    yield b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
    yield b"data: [DONE]\n\n"


type Took = defaultdict[str, list[Mapping[str, float]]]


async def measured(config: Path, state: Path, rounds: int) -> Took:
    """Milliseconds per stage, every kind once a round; the first round only warms."""
    runtime = await start(config, state, {})
    took: Took = defaultdict(list)
    try:
        for number in range(rounds + 1):
            for kind in KINDS:
                verdict = await runtime.gateway.screen(request(kind.body(number)))
                if verdict.refusal is not None:
                    reasons = {reason.rule for reason in verdict.screened.decision.reasons}
                    raise SystemExit(f"{kind.name} was refused: {reasons}")
                if number:
                    took[kind.name].append(dict(verdict.screened.timings_ms))
                answered = await _answer(runtime, verdict)
                if number and kind is KINDS[0]:
                    took["stream"].append(answered)
    finally:
        await runtime.close()
    return took


async def _answer(runtime: Runtime, verdict: Verdict) -> Mapping[str, float]:
    """Restore and record an answer: all of it, and the slowest of its events."""
    exchange = runtime.exchange(verdict)
    exchange.open(200, "text/event-stream")
    each: list[float] = []
    for event in (*events(verdict), b""):
        began = perf_counter()
        exchange.feed(event)
        each.append((perf_counter() - began) * 1000)
    began = perf_counter()
    await exchange.close(End.COMPLETE)
    return {
        "all events": sum(each),
        "one event": median(each),
        "slowest event": max(each),
        "closing the record": (perf_counter() - began) * 1000,
    }


def measure(config: Path, state: Path, rounds: int) -> Took:
    """The same from a program that runs no loop."""
    return asyncio.run(measured(config, state, rounds))


def table(took: Took) -> str:
    """The part of the page, medians over the rounds."""
    rows = [
        f"| request | {' | '.join(STAGES)} | together |",
        "|---" * (len(STAGES) + 2) + "|",
    ]
    for kind in KINDS:
        middle = [_middle(took[kind.name], stage) for stage in STAGES]
        cells = " | ".join(f"{one:.2f}" for one in middle)
        rows.append(f"| {kind.name} | {cells} | {sum(middle):.2f} |")
    stream = took["stream"]
    named = tuple(stream[0]) if stream else ()
    rows += ["", f"| stream of {EVENTS} events | ms |", "|---|---|"]
    rows += [f"| {name} | {_middle(stream, name):.3f} |" for name in named]
    return "\n".join(rows) + "\n"


def _middle(took: list[Mapping[str, float]], stage: str) -> float:
    return median([one.get(stage, 0.0) for one in took]) if took else float("nan")

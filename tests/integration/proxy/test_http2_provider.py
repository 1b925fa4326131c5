"""HTTP/2 on both sides: a client's stream is judged, forwarded and its answer restored as it comes."""

import asyncio
import json
from pathlib import Path

from gateway.types import End
from tests.h2_provider import Asked, HttpTwoProvider
from tests.proxy import OPENAI, prompt, proxying
from tests.served import HOSTS

URL = f"https://{OPENAI}/v1/chat/completions"


def event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


PIECES = (event("Bins are "), event("late.", "stop") + b"data: [DONE]\n\n")


def repeat(asked: Asked) -> tuple[bytes, ...]:
    """Answer with what was asked, cut in the middle of its last word."""
    said = json.loads(asked.body)["messages"][0]["content"]
    return event(said[:-4]), event(said[-4:], "stop") + b"data: [DONE]\n\n"


async def test_an_answer_streams_through_while_it_comes(tmp_path: Path) -> None:
    provider = HttpTwoProvider(lambda _: PIECES)
    await provider.start(*HOSTS)
    async with (
        proxying(tmp_path, provider=provider) as proxy,
        proxy.client(http2=True) as client,
        client.stream("POST", URL, json=prompt("Are bins late?", stream=True)) as answer,
    ):
        assert answer.http_version == "HTTP/2"
        pieces = answer.aiter_bytes()
        assert await anext(pieces) == PIECES[0]  # the second has not been sent yet
        provider.more.set()
        assert b"".join([piece async for piece in pieces]) == PIECES[1]
        assert await proxy.one_ending() is End.COMPLETE
    await provider.stop()
    (asked,) = provider.received
    assert asked.headers[":authority"] == OPENAI
    assert json.loads(asked.body) == prompt("Are bins late?", stream=True)


def said(stream: str) -> str:
    """The text of a streamed answer."""
    events = (json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: {"))
    return "".join(one["choices"][0]["delta"]["content"] for one in events)


async def test_the_provider_sees_pseudonyms_and_the_client_the_names(tmp_path: Path) -> None:
    provider = HttpTwoProvider(repeat)
    await provider.start(*HOSTS)
    provider.more.set()
    async with proxying(tmp_path, provider=provider) as proxy, proxy.client(http2=True) as client:
        answer = await client.post(URL, json=prompt("Write to Ann Lowe", stream=True))
        assert said(answer.text) == "Write to Ann Lowe"
        assert (await client.post(URL, json=prompt("Ann Lowe has epilepsy"))).status_code == 403
    await provider.stop()
    (asked,) = provider.received
    assert b"Ann Lowe" not in asked.body


async def test_streams_of_one_connection_do_not_meet(tmp_path: Path) -> None:
    provider = HttpTwoProvider(repeat)
    await provider.start(*HOSTS)
    provider.more.set()
    async with proxying(tmp_path, provider=provider) as proxy, proxy.client(http2=True) as client:
        names = ("Ann Lowe", "Joe Bright")
        asked = [client.post(URL, json=prompt(f"Write to {n}", stream=True)) for n in names]
        for answer in await asyncio.gather(*asked):
            assert said(answer.text) in {f"Write to {name}" for name in names}
    await provider.stop()
    assert len(provider.received) == len(names)
    assert not any(name.encode() in one.body for one in provider.received for name in names)

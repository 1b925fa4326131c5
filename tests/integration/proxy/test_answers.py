"""Answers through the real proxy: restored, streamed, and recorded once however they end.

addons.intercept against the real engine.
"""

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.types import End
from tests.proxy import OPENAI, Proxy, prompt, proxying, raw_chat, read_head
from tests.upstream import Conversation, chunked, reset, whole

URL = f"https://{OPENAI}/v1/chat/completions"


def chunk(text: str | None, finish: str | None = None) -> bytes:
    delta = {} if text is None else {"content": text}
    data = {"id": "c", "object": "chat.completion.chunk", "model": "m", "created": 1}
    data["choices"] = [{"index": 0, "delta": delta, "finish_reason": finish}]  # type: ignore[assignment]
    return b"data: " + json.dumps(data).encode() + b"\n\n"


DONE = (chunk(None, "stop"), b"data: [DONE]\n\n")


async def repeat(conversation: Conversation) -> None:
    """Streams back the last message, three characters at a time."""
    text = json.loads(conversation.request.body)["messages"][-1]["content"]
    pieces = [chunk(text[i : i + 3]) for i in range(0, len(text), 3)]
    await chunked([*pieces, *DONE])(conversation)


def said(body: str) -> str:
    events = [line[6:] for line in body.split("\n") if line.startswith("data: {")]
    deltas = [json.loads(event)["choices"][0]["delta"] for event in events]
    return "".join(delta.get("content", "") for delta in deltas)


@pytest.mark.parametrize("http2", [False, True])
async def test_a_name_leaves_as_a_pseudonym_and_streams_back_whole(
    tmp_path: Path, http2: bool
) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = repeat
        answer = await proxy.chat("Write to Ann Lowe today", http2=http2, stream=True)
        assert answer.status_code == 200
        assert said(answer.text) == "Write to Ann Lowe today"
        assert answer.text.endswith("data: [DONE]\n\n")
        assert b"Ann Lowe" not in proxy.upstream.raw
        assert await proxy.one_ending() is End.COMPLETE
        assert proxy.answers[0].restored == "Write to Ann Lowe today"


async def test_the_date_of_an_answer_is_told_unless_a_cache_gave_it(tmp_path: Path) -> None:
    date = "Wed, 25 Nov 2026 12:00:00 GMT"
    async with proxying(tmp_path) as proxy:
        for more in ({"date": date, "age": "7"}, {}, {"date": date}):
            proxy.upstream.reply = whole(b"{}", **more)
            await proxy.chat("Hello")
        assert proxy.runtime.dates == [(OPENAI, date)]


async def test_a_chunked_http_1_answer_with_text_held_back_is_not_cut(tmp_path: Path) -> None:
    """The engine would write the end of the answer for an empty chunk."""
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = repeat
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        for _ in range(2):  # nothing may be left over on the connection
            body = json.dumps(prompt("Ann Lowe and Joe Bright", stream=True)).encode()
            head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {OPENAI}\r\n"
            writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
            assert b"transfer-encoding: chunked" in await read_head(reader)
            text = await asyncio.wait_for(read_chunks(reader), 5)
            assert said(text) == "Ann Lowe and Joe Bright"
        writer.close()


async def read_chunks(reader: asyncio.StreamReader) -> str:
    text = b""
    while size := int(await reader.readline(), 16):
        text += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return text.decode()


async def test_an_untouched_request_leaves_byte_for_byte_in_its_own_encoding(
    tmp_path: Path,
) -> None:
    body = gzip.compress(json.dumps(prompt("Nothing private — only “quotes”")).encode())
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        answer = await client.post(URL, content=body, headers=headers)
        assert answer.status_code == 200
        (received,) = proxy.upstream.received
        assert received.body == body
        assert received.header("content-encoding") == "gzip"
        assert received.header("accept-encoding") == "identity"
        assert proxy.runtime.scanner.asked == ["Nothing private — only “quotes”"]


async def test_a_changed_request_leaves_plain_and_with_its_own_length(tmp_path: Path) -> None:
    body = gzip.compress(json.dumps(prompt("Write to Ann Lowe")).encode())
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        headers = {"content-type": "application/json", "content-encoding": "gzip", "digest": "x"}
        await client.post(URL, content=body, headers=headers)
        (received,) = proxy.upstream.received
        assert received.header("content-encoding") is None
        assert received.header("digest") is None
        assert received.header("content-length") == str(len(received.body))
        assert "Ann Lowe" not in received.body.decode()


async def test_a_later_request_of_the_client_uses_the_same_upstream_connection(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        for _ in range(3):
            assert (await client.post(URL, json=prompt("Hello"))).status_code == 200
        assert proxy.upstream.connections == 1
        assert proxy.upstream.received[0].header("host") == OPENAI


async def test_a_compressed_answer_is_read_in_spite_of_what_was_asked(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        packed = gzip.compress(b"".join([chunk("Hello"), *DONE]))
        pieces = [packed[i : i + 9] for i in range(0, len(packed), 9)]
        proxy.upstream.reply = chunked(pieces, content_encoding="gzip")
        answer = await proxy.chat(stream=True)
        assert "content-encoding" not in answer.headers
        assert said(answer.text) == "Hello"
        assert await proxy.one_ending() is End.COMPLETE


async def test_an_answer_in_an_unknown_encoding_becomes_a_clear_error(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = whole(b"\x01\x02", content_encoding="exotic")
        answer = await proxy.chat()
        assert answer.status_code == 502
        assert answer.json()["error"]["code"] == "unreadable_answer"
        assert await proxy.one_ending() is End.GATEWAY_ERROR


@pytest.mark.parametrize("http2", [False, True])
async def test_a_client_that_leaves_in_mid_stream_is_recorded_and_the_provider_let_go(
    tmp_path: Path, http2: bool
) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = chunked([chunk("Hel"), chunk("lo")], end="hang")
        async with (
            proxy.client(http2=http2) as client,
            client.stream("POST", URL, json=prompt("Hi", stream=True)) as answer,
        ):
            await anext(answer.aiter_bytes())
        assert await proxy.one_ending() is End.CLIENT_ABORTED
        assert proxy.answers[0].restored.startswith("Hel")
        await asyncio.wait_for(proxy.upstream.gone.wait(), 5)


@pytest.mark.parametrize("http2", [False, True])
async def test_a_reset_in_mid_stream_is_the_providers_and_the_client_notices(
    tmp_path: Path, http2: bool
) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = chunked([chunk("Hel")], end="reset", pause=0.05)
        with pytest.raises(httpx.RemoteProtocolError):
            await proxy.chat(http2=http2, stream=True)
        assert await proxy.one_ending() is End.PROVIDER_ERROR


async def test_a_stream_without_its_end_is_the_providers_error(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = chunked([chunk("Hel")])
        assert (await proxy.chat(stream=True)).status_code == 200
        assert await proxy.one_ending() is End.PROVIDER_ERROR


@pytest.mark.parametrize("http2", [False, True])
async def test_a_provider_that_goes_before_its_head_leaves_one_closed_record(
    tmp_path: Path, http2: bool
) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = reset
        answer = await proxy.chat(http2=http2)
        assert answer.status_code == 502
        assert answer.json()["error"]["code"] == "provider_unreachable"
        assert await proxy.one_ending() is End.PROVIDER_ERROR


async def test_a_provider_that_refuses_the_connection_leaves_one_closed_record(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path) as proxy:
        await proxy.upstream.stop()
        assert (await proxy.chat()).status_code == 502
        assert await proxy.one_ending() is End.PROVIDER_ERROR


async def test_a_certificate_of_somebody_else_gets_nothing(tmp_path: Path) -> None:
    async with proxying(tmp_path, egress=[]) as proxy:
        address = f"127.0.0.1:{proxy.upstream.port}"
        row: dict[str, Any] = {"host": OPENAI, "address": address}  # trusted: the system's
        changed = proxy.runtime.configuration.gateway.model_validate(
            proxy.runtime.configuration.gateway.model_dump() | {"egress": [row]}
        )
        configuration = proxy.runtime.configuration
        from dataclasses import replace

        proxy.runtime.take(replace(configuration, gateway=changed))
        assert (await proxy.chat()).status_code == 502
        assert not proxy.upstream.raw
        assert await proxy.one_ending() is End.PROVIDER_ERROR


async def test_a_bug_in_restoring_ends_the_stream_with_an_error_and_the_record_says_so(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = chunked([chunk("one"), chunk("two"), chunk("three"), *DONE])
        broken(proxy, after=1)
        answer = await proxy.chat(stream=True)
        assert "error" in answer.text
        assert "three" not in answer.text
        assert "secret detail" not in answer.text
        assert await proxy.one_ending() is End.GATEWAY_ERROR


def broken(proxy: Proxy, *, after: int) -> None:
    """From then on, the exchange's feed fails."""
    made = proxy.runtime.exchange

    class Failing(type(made.__self__)):  # type: ignore[misc]
        def exchange(self, verdict: Any) -> Any:
            exchange, seen = made(verdict), 0
            inner = exchange.feed

            def feed(data: bytes) -> bytes:
                nonlocal seen
                seen += 1
                if seen > after:
                    raise LookupError("secret detail")
                return inner(data)

            return Wrapped(exchange, feed)

    proxy.runtime.__class__ = Failing


class Wrapped:
    """An exchange with another feed."""

    def __init__(self, exchange: Any, feed: Any) -> None:
        self._exchange, self.feed = exchange, feed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._exchange, name)


async def test_two_streams_of_one_http_2_connection_do_not_wait_for_each_other(
    tmp_path: Path,
) -> None:
    async def slow_or_not(conversation: Conversation) -> None:
        if b"slow" in conversation.request.body:
            await asyncio.sleep(0.5)
        await repeat(conversation)

    async with proxying(tmp_path) as proxy, proxy.client(http2=True) as client:
        proxy.upstream.reply = slow_or_not
        order: list[str] = []

        async def ask(word: str) -> None:
            await client.post(URL, json=prompt(word, stream=True))
            order.append(word)

        await asyncio.gather(ask("slow"), ask("quick"))
        assert order == ["quick", "slow"]


async def test_a_request_by_hand_is_answered(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(raw_chat())
        assert b" 200 " in await read_head(reader)
        writer.close()

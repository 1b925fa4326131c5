"""Streams that go on in both directions are refused at once, not when they end."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.providers.aws_stream import MEDIA_TYPE, encode, headers
from gateway.types import End
from tests.proxy import proxying, read_head
from tests.served import BEDROCK

URL = f"https://{BEDROCK}/model/amazon.nova-sonic-v1%3A0/invoke-with-bidirectional-stream"


async def endless() -> AsyncIterator[bytes]:
    """The first frame, and then nothing more until an answer comes."""
    yield encode(headers({":event-type": "chunk", ":message-type": "event"}), b'{"bytes": "SGk="}')
    await asyncio.sleep(60)


@pytest.mark.parametrize("http2", [False, True])
async def test_a_stream_in_both_directions_is_refused_before_it_ends(
    tmp_path: Path, http2: bool
) -> None:
    async with proxying(tmp_path) as proxy, proxy.client(http2=http2) as client:
        request = client.build_request(
            "POST", URL, content=endless(), headers={"content-type": MEDIA_TYPE}
        )
        sending = asyncio.create_task(client.send(request))
        assert await proxy.one_ending() is End.REFUSED
        (screened,) = proxy.runtime.recorder.requests
        assert screened.decision.blocked
        assert screened.interaction.prompt.dialect == "bedrock.invoke"
        await proxy.nothing_left()
        sending.cancel()


async def test_the_refusal_arrives_while_the_caller_still_sends(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{BEDROCK}:443", sni=BEDROCK)
        path = URL.removeprefix(f"https://{BEDROCK}")
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: {BEDROCK}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            "transfer-encoding: chunked\r\n\r\n4\r\n0000\r\n".encode()
        )
        head = await read_head(reader)
        assert b" 403 " in head
        assert b"x-amzn-errortype: AccessDeniedException" in head
        await proxy.nothing_left()

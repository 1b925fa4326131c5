"""A stream on which somebody only listens: it flows at once, and nobody waits for its end."""

import asyncio
from pathlib import Path

from gateway.types import End
from tests.proxy import OPENAI, proxying
from tests.upstream import chunked

FIRST = b"event: endpoint\ndata: /messages/?session_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9\n\n"
LISTENS = {"accept": "text/event-stream"}


async def test_a_listener_hears_at_once_and_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = chunked([FIRST], end="hang")
        async with (
            proxy.client() as client,
            client.stream("GET", f"https://{OPENAI}/sse", headers=LISTENS) as response,
        ):
            stream = response.aiter_raw()  # closed with its last reference
            assert await anext(stream) == FIRST
            await asyncio.wait_for(proxy.engine.intercept.idle(), 2)
        assert await proxy.one_ending() is End.CLIENT_ABORTED


async def test_any_other_stream_is_waited_for(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.upstream.reply = chunked([b"data: {}\n\n"], end="hang")
        async with (
            proxy.client() as client,
            client.stream("GET", f"https://{OPENAI}/other", headers=LISTENS) as response,
        ):
            stream = response.aiter_raw()
            await anext(stream)
            idle = asyncio.ensure_future(proxy.engine.intercept.idle())
            done, _ = await asyncio.wait({idle}, timeout=0.3)
            assert not done
            idle.cancel()

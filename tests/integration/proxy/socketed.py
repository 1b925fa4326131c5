"""A real WebSocket client through the real proxy to a provider on a WebSocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from gateway.types import Answer, Screened
from tests.proxy import PASSING, Proxy, proxying
from tests.served import HOSTS
from tests.socket_provider import Data, SocketProvider

WAIT = 5.0


@dataclass(slots=True, kw_only=True)
class Sockets:
    """A proxy and the provider behind it."""

    proxy: Proxy
    provider: SocketProvider

    @asynccontextmanager
    async def open(self, url: str, **options: Any) -> AsyncIterator[ClientConnection]:
        """A socket through the proxy, as a person's program opens one."""
        address = f"http://127.0.0.1:{self.proxy.port}"
        options = {"ssl": self.proxy.context(), "proxy": address, "max_size": None, **options}
        async with connect(url, **options) as link:
            yield link

    @property
    def requests(self) -> list[Screened]:
        """The records of prompts, without those of the opening requests."""
        return [s for s in self.all if s.interaction.method == "WEBSOCKET"]

    @property
    def all(self) -> list[Screened]:
        return self.proxy.runtime.recorder.requests

    def answer(self, screened: Screened) -> Answer | None:
        return self.proxy.runtime.recorder.answers.get(screened.interaction.id)

    async def everything_ended(self) -> list[Answer]:
        """The endings of all records, in the records' order, once all have one."""
        await until(lambda: all(self.answer(one) for one in self.all))
        return [answer for one in self.all if (answer := self.answer(one))]


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so, and fail when it takes too long."""
    async with asyncio.timeout(WAIT):
        while not true():
            await asyncio.sleep(0.01)


async def heard(link: ClientConnection) -> Any:
    """The next message, parsed."""
    return json.loads(await asyncio.wait_for(link.recv(), WAIT))


@asynccontextmanager
async def socketed(
    folder: Path,
    provider: SocketProvider | None = None,
    *,
    hosts: tuple[str, ...] = (),
    **more: Any,
) -> AsyncIterator[Sockets]:
    """Both, started; `more` are options of the server, and keys of gateway.yaml as `changes`."""
    made = provider or SocketProvider()
    changes = more.pop("changes", {})
    async with made.serving(*HOSTS, PASSING, *hosts, **more):
        row = {"address": f"127.0.0.1:{made.port}", "ca_file": "../provider-ca.pem"}
        egress = [{"host": host, **row} for host in (*HOSTS, PASSING, *hosts)]
        async with proxying(folder, provider=made, egress=egress, **changes) as proxy:
            yield Sockets(proxy=proxy, provider=made)


def said(message: Data) -> Any:
    return json.loads(message)

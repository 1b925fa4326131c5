"""A provider on a WebSocket for tests: TLS on loopback, keeps every message, answers by script."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

type Data = str | bytes
Script = Callable[["SocketProvider", ServerConnection, Data], Awaitable[None]]
"""What to do about one message."""


async def silent(provider: "SocketProvider", link: ServerConnection, said: Data) -> None:
    """Listens and says nothing."""


@dataclass(slots=True)
class SocketProvider:
    """The server. `received` are the messages in order; `opened` the requests that began sockets."""

    reply: Script = silent
    greeting: Sequence[Data] = ()
    authority: trustme.CA = field(default_factory=trustme.CA)
    port: int = 0
    received: list[Data] = field(default_factory=list)
    opened: list[Any] = field(default_factory=list)
    closed: list[tuple[int, str]] = field(default_factory=list)
    links: list[ServerConnection] = field(default_factory=list)

    @property
    def sent(self) -> str:
        """All that ever left the gateway in messages."""
        texts = (m if isinstance(m, str) else m.decode("latin-1") for m in self.received)
        return "\n".join(texts)

    def write_ca(self, folder: Path) -> Path:
        path = folder / "provider-ca.pem"
        self.authority.cert_pem.write_to_path(path)
        return path

    async def _one(self, link: ServerConnection) -> None:
        self.links.append(link)
        self.opened.append(link.request)
        try:
            for message in self.greeting:
                await link.send(message)
            async for said in link:
                self.received.append(said)
                await self.reply(self, link, said)
        except ConnectionClosed:
            pass
        finally:
            self.closed.append((link.close_code or 0, link.close_reason or ""))

    @asynccontextmanager
    async def serving(self, *hosts: str, **options: Any) -> AsyncIterator["SocketProvider"]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*hosts).configure_cert(context)
        async with serve(self._one, "127.0.0.1", 0, ssl=context, **options) as server:
            self.port = next(iter(server.sockets)).getsockname()[1]
            yield self

"""A provider made of bytes: TLS or plain on loopback, keeps all it received, answers by script."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import trustme


@dataclass(slots=True)
class Received:
    """One HTTP/1.1 request as it came in."""

    head: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return None


Script = Callable[["Conversation"], Awaitable[None]]


@dataclass(slots=True)
class Conversation:
    """One request and the way to answer it."""

    request: Received
    writer: asyncio.StreamWriter

    async def send(self, *pieces: bytes, pause: float = 0.0) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(pause)

    def reset(self) -> None:
        """Go away at once, with a TCP reset."""
        self.writer.transport.abort()


def whole(body: bytes, *, status: str = "200 OK", **headers: str) -> Script:
    """An answer with a length."""
    fields = {"content-type": "application/json", "content-length": str(len(body)), **headers}

    async def script(conversation: Conversation) -> None:
        await conversation.send(_head(status, fields) + body)

    return script


def chunked(
    pieces: Sequence[bytes], *, pause: float = 0.0, end: str = "done", **headers: str
) -> Script:
    """A chunked stream; `end` is done, reset (in the middle), or hang."""
    fields = {"content-type": "text/event-stream", "transfer-encoding": "chunked", **headers}

    async def script(conversation: Conversation) -> None:
        await conversation.send(_head("200 OK", fields))
        for piece in pieces:
            await conversation.send(b"%x\r\n%s\r\n" % (len(piece), piece), pause=pause)
        if end == "reset":
            conversation.reset()
        elif end == "hang":
            await asyncio.sleep(60)
        else:
            await conversation.send(b"0\r\n\r\n")

    return script


async def reset(conversation: Conversation) -> None:
    """Gone before the head of an answer."""
    conversation.reset()


def _head(status: str, fields: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass(slots=True)
class Upstream:
    """The server. `raw` is every byte any client ever sent it (after TLS)."""

    authority: trustme.CA = field(default_factory=trustme.CA)
    port: int = 0
    connections: int = 0
    raw: bytearray = field(default_factory=bytearray)
    received: list[Received] = field(default_factory=list)
    reply: Script = field(default_factory=lambda: whole(b'{"ok": true}'))
    gone: asyncio.Event = field(default_factory=asyncio.Event)  # a client closed its connection
    _server: asyncio.Server | None = None

    async def start(self, *hosts: str, tls: bool = True) -> None:
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.authority.issue_cert(*hosts).configure_cert(context)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server
        self._server.close()

    def write_ca(self, folder: Path) -> Path:
        path = folder / "provider-ca.pem"
        self.authority.cert_pem.write_to_path(path)
        return path

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            while True:
                await self._one(reader, writer)
        self.gone.set()
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await self._take(reader.readuntil(b"\r\n\r\n"))
        request = Received(head, b"")
        length = request.header("content-length")
        if request.header("transfer-encoding"):
            request.body = await self._chunks(reader)
        elif length:
            request.body = await self._take(reader.readexactly(int(length)))
        self.received.append(request)
        answering = asyncio.ensure_future(self.reply(Conversation(request, writer)))
        leaving = asyncio.ensure_future(_closed(reader))
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not answering.done():
            answering.cancel()
            raise ConnectionError("the client went away")
        answering.result()

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int(await self._take(reader.readline()), 16):
            body += (await self._take(reader.readexactly(size + 2)))[:-2]
        await self._take(reader.readline())
        return body

    async def _take(self, reading: Awaitable[bytes]) -> bytes:
        data = await reading
        self.raw += data
        return data


async def _closed(reader: asyncio.StreamReader) -> None:
    while not reader.at_eof():
        await asyncio.sleep(0.02)

"""A provider that speaks HTTP/2 and nothing else: keeps what it received, streams what it is told."""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import trustme


@dataclass(slots=True)
class Asked:
    """One request: its pseudo-headers and headers, and its body."""

    headers: dict[str, str]
    body: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class HttpTwoProvider:
    """The server. What `reply` gives is sent piece by piece, all but the first once `more` is set."""

    reply: Callable[[Asked], Sequence[bytes]]
    authority: trustme.CA = field(default_factory=trustme.CA)
    port: int = 0
    connections: int = 0
    received: list[Asked] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None
    _answers: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, *hosts: str) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["h2"])
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
        link = _Link(writer)
        asked: dict[int, Asked] = {}
        while data := await reader.read(65536):
            for event in link.http.receive_data(data):
                self._take(link, asked, event)
            link.flush()
        writer.close()

    def _take(self, link: "_Link", asked: dict[int, Asked], event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            fields = ((_text(name), _text(value)) for name, value in event.headers)
            asked[event.stream_id] = Asked(dict(fields))
        elif isinstance(event, h2.events.DataReceived):
            asked[event.stream_id].body += event.data
            link.http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self.received.append(asked.pop(event.stream_id))
            pieces = self.reply(self.received[-1])
            work = self._answer(link, event.stream_id, pieces)
            answer = asyncio.get_running_loop().create_task(work)
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)

    async def _answer(self, link: "_Link", stream: int, pieces: Sequence[bytes]) -> None:
        link.http.send_headers(stream, [(":status", "200"), ("content-type", "text/event-stream")])
        for number, piece in enumerate(pieces):
            if number:
                await self.more.wait()
            link.http.send_data(stream, piece)
            link.flush()
        link.http.end_stream(stream)
        link.flush()


class _Link:
    """A connection and its HTTP/2 state."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self._writer = writer
        self.http.initiate_connection()
        self.flush()

    def flush(self) -> None:
        self._writer.write(self.http.data_to_send())


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value

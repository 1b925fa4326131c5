"""A provider that costs almost nothing: TLS, keep-alive, fixed answers. Runs in its own process."""

import asyncio
import ssl
import sys

from tests.bench.bodies import ANSWER, EVENTS, GAP_SECONDS


class Provider(asyncio.Protocol):
    """Answers each request as soon as its body is complete; streams where the body asks for it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            if len(self.buffer) < end + 4 + size:
                return
            body = self.buffer[end + 4 : end + 4 + size]
            self.buffer = self.buffer[end + 4 + size :]
            self._answer(b'"stream": true' in body[:200])

    def _answer(self, stream: bool) -> None:
        if stream:
            asyncio.get_running_loop().create_task(self._events())
            return
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        self.transport.write(head % len(ANSWER) + ANSWER)  # type: ignore[attr-defined]

    async def _events(self) -> None:
        write = self.transport.write  # type: ignore[attr-defined]
        write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            b"transfer-encoding: chunked\r\n\r\n"
        )
        for event in EVENTS:
            write(b"%x\r\n%s\r\n" % (len(event), event))
            await asyncio.sleep(GAP_SECONDS)
        write(b"0\r\n\r\n")


async def serve(certificate: str) -> None:
    """Serve until killed; the port is the only thing printed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Provider, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))

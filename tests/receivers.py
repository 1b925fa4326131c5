"""Receivers of events: real sockets on this machine that keep what they are sent."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, override

import trustme

_FRAME = re.compile(rb"(\d+) ")


def frames(data: bytes) -> list[bytes]:
    """The messages of a stream framed by octet counting; raises when it is framed wrongly."""
    found, at = [], 0
    while at < len(data):
        head = _FRAME.match(data, at)
        assert head, data[at : at + 40]
        end = head.end() + int(head[1])
        assert end <= len(data)
        found.append(data[head.end() : end])
        at = end
    return found


@dataclass(slots=True, kw_only=True)
class Collector:
    """A syslog receiver. `drop()` closes every connection there is."""

    port: int
    received: bytearray = field(default_factory=bytearray)
    open: list[socket.socket] = field(default_factory=list)
    got: threading.Condition = field(default_factory=threading.Condition)

    def messages(self, number: int, *, seconds: float = 20.0) -> list[str]:
        """Wait for that many messages, and give them all."""
        with self.got:
            assert self.got.wait_for(lambda: len(self._whole()) >= number, seconds), self._whole()
            return [one.decode() for one in self._whole()]

    def _whole(self) -> list[bytes]:
        try:
            return frames(bytes(self.received))
        except AssertionError:
            return []  # the last one is still on its way

    def drop(self) -> None:
        while self.open:
            with self.got:
                connection = self.open.pop()
            with suppress(OSError):  # a thread that reads keeps it open otherwise
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


@contextmanager
def collector(context: ssl.SSLContext | None = None, *, port: int = 0) -> Iterator[Collector]:
    """A stream receiver; with a context it speaks TLS."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        made = Collector(port=listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, context, made), daemon=True).start()
        try:
            yield made
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            made.drop()


def _accept(listener: socket.socket, context: ssl.SSLContext | None, made: Collector) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_keep, args=(connection, context, made), daemon=True).start()


def _keep(connection: socket.socket, context: ssl.SSLContext | None, made: Collector) -> None:
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        with made.got:
            made.open.append(connection)
        while data := connection.recv(65_536):
            with made.got:
                made.received += data
                made.got.notify_all()
    except OSError:
        return
    finally:
        connection.close()


@contextmanager
def tls_collector(folder: Path) -> Iterator[Collector]:
    """A receiver of syslog over TLS on localhost; its authority's certificate is <folder>/ca.pem."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with collector(context) as made:
        yield made


class WebReceiver(ThreadingHTTPServer):
    """Keeps bodies and headers; answers with the statuses in `answers`, then 200."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[int] = []
        self.refuse = b""  # a body that holds this gets 400

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/events"

    def lines(self) -> list[str]:
        return [line for body in self.bodies for line in body.decode().splitlines()]


class _Handler(BaseHTTPRequestHandler):
    server: WebReceiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        status = self.server.answers.pop(0) if self.server.answers else 200
        if self.server.refuse and self.server.refuse in body:
            status = 400
        if status == 200:
            self.server.bodies.append(body)
            self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def web_receiver() -> Iterator[WebReceiver]:
    with WebReceiver() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()

"""A proxy that answers for the practice tool itself: what a broken gateway would do."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import trustme

from gateway.portal.certificate import HOST

Reply = Callable[[str], tuple[int, str]]
"""From the prompt to a status and the answer's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeGateway:
    """Where it listens, and the certificate to trust."""

    address: str
    certificate: Path


@contextmanager
def fake_gateway(folder: Path, reply: Reply, *, connect: int = 200) -> Iterator[FakeGateway]:
    """Serves until the block ends. `connect` is the status of its CONNECT answers."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = (server, context, reply, connect)
        threading.Thread(target=_serve, args=arguments, daemon=True).start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        yield FakeGateway(address=address, certificate=folder / "ca.pem")


def _serve(server: socket.socket, context: ssl.SSLContext, reply: Reply, connect: int) -> None:
    with suppress(OSError):
        while True:
            client, _ = server.accept()
            with suppress(OSError), client:
                _answer(client, context, reply, connect)


def _answer(client: socket.socket, context: ssl.SSLContext, reply: Reply, connect: int) -> None:
    _head(client)
    client.sendall(f"HTTP/1.1 {connect} Said\r\nContent-Length: 0\r\n\r\n".encode())
    if connect != 200:
        return
    with context.wrap_socket(client, server_side=True) as tls:
        while head := _head(tls):
            (length,) = (
                int(line[15:])
                for line in head.lower().splitlines()
                if line[:15] == "content-length:"
            )
            body = b""
            while len(body) < length:
                body += tls.recv(length - len(body))
            status, text = reply(json.loads(body)["messages"][0]["content"])
            said = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
            answer = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(said)}\r\n\r\n"
            tls.sendall(answer.encode() + said)


def _head(stream: socket.socket) -> str:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        piece = stream.recv(1)
        if not piece:
            return ""
        head += piece
    return head.decode("latin-1")

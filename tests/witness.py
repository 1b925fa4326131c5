"""A witness for tests (C2SP tlog-witness): checks that one log only grows, and cosigns."""

import base64
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.audit.log.merkle import is_consistent
from gateway.audit.log.notes import Checkpoint, VerifierKey, signature_line, verified

_NAME = "witness.example"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status, answer = cast("_Server", self.server).add(body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer.encode())))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name upstream
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def __init__(self, log: VerifierKey) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.log, self.size, self.root = log, 0, b""
        self.key = Ed25519PrivateKey.generate()

    def add(self, body: str) -> tuple[int, str]:
        """Status and body for one add-checkpoint request."""
        head, _, note = body.partition("\n\n")
        old, *steps = head.split("\n")
        text, _ = verified(note, [self.log])
        checkpoint = Checkpoint.parse(text)
        if int(old.removeprefix("old ")) != self.size:
            return 409, str(self.size)
        proof = [base64.b64decode(step) for step in steps]
        if self.size and not is_consistent(
            self.size, checkpoint.size, proof, self.root, checkpoint.root
        ):
            return 422, "no"
        self.size, self.root = checkpoint.size, checkpoint.root
        return 200, signature_line(text, _NAME, self.key)


class Witness:
    """Listens on a port of its own while it is entered."""

    def __init__(self, log: VerifierKey) -> None:
        self._server = _Server(log)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def key(self) -> VerifierKey:
        """What its cosignatures are checked with."""
        return VerifierKey(name=_NAME, public=self._server.key.public_key().public_bytes_raw())

    @property
    def size(self) -> int:
        """How much of the log it has seen."""
        return self._server.size

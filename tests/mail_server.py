"""A mail server for tests: takes one conversation at a time and keeps what it is sent."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self, cast


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                self._take()
                self._say("250 kept")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        cast("_Server", self.server).received.append(cast("EmailMessage", message))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[EmailMessage] = []


class MailServer:
    """Listens on a port of its own while it is entered."""

    def __enter__(self) -> Self:
        self._server = _Server()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def received(self) -> list[EmailMessage]:
        """What it was sent."""
        return self._server.received

"""A line to a real PostgreSQL that is cut at a chosen moment of a transaction."""

import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

_NAME = ".s.PGSQL.5432"
_READY = b"Z\x00\x00\x00\x05I"  # ReadyForQuery, idle: what the client sent before is done


class CutLine:
    """Listens on a socket like the server's own and passes everything on, until it is to cut.

    The line is cut once, at the first statement that holds `at`: before the server has it, or
    (`answered`) when the server has done it and its answer is on the way.
    """

    def __init__(self, server: Path, folder: Path) -> None:
        self._server, self.folder = server / _NAME, folder
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / _NAME))
        self._listener.listen()
        self._at, self._answered = b"", False
        self.cuts = 0

    def cut(self, at: bytes, *, answered: bool) -> None:
        """Cut at the next such statement."""
        self._at, self._answered = at, answered

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
                line = _Line(client, server)
                threading.Thread(target=self._up, args=(line,), daemon=True).start()
                threading.Thread(target=line.down, daemon=True).start()

    def _up(self, line: "_Line") -> None:
        with suppress(OSError):
            while data := line.client.recv(1 << 20):
                if self._at and self._at in data:
                    self._at, self.cuts = b"", self.cuts + 1
                    if not self._answered:
                        break
                    line.mute.set()
                line.server.sendall(data)
        if not line.mute.is_set():
            line.close()


class _Line:
    """A connection, both ways. Once `mute`, the server's next answer is awaited and lost."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.client, self.server = client, server
        self.mute = threading.Event()

    def down(self) -> None:
        with suppress(OSError):
            while data := self.server.recv(1 << 20):
                if not self.mute.is_set():
                    self.client.sendall(data)
                elif _READY in data:
                    break
        self.close()

    def close(self) -> None:
        for end in (self.client, self.server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

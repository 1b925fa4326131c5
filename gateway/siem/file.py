"""Sends to a file: a line for each message, on disk when `send` returns."""

import os
from collections.abc import Sequence
from pathlib import Path

from gateway.siem.message import Message
from gateway.siem.sending import SendError


class FileSender:
    """Adds to one file, which only its owner may read. A file that was rotated away is let go."""

    confirms = True

    def __init__(self, path: Path, *, facility: int) -> None:
        self._path, self._facility = path, facility
        self._file = -1

    def send(self, messages: Sequence[Message]) -> None:
        """Write them all and flush them to disk. Raises SendError."""
        lines = "".join(f"{one.plain(facility=self._facility)}\n" for one in messages)
        try:
            self._open()
            self._write(lines.encode())
            os.fsync(self._file)
        except OSError as error:
            self.close()  # what is half written is closed off by the next opening
            raise SendError(f"{self._path.name}: {error.strerror}") from None

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _open(self) -> None:
        if self._file >= 0 and not self._is_still_there():
            self.close()
        if self._file >= 0:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        size = os.fstat(self._file).st_size
        if size and os.pread(self._file, 1, size - 1) != b"\n":
            self._write(b"\n")

    def _is_still_there(self) -> bool:
        try:
            there, ours = self._path.stat(), os.fstat(self._file)
        except FileNotFoundError:
            return False
        return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._file, left) :]

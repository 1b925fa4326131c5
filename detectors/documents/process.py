"""The parent's end of one process that reads files."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Self

from detectors import frames
from detectors.documents.limits import Limits
from detectors.documents.piece import Reading, from_message
from detectors.process import START_SECONDS, spawn

_CHUNK = 262_144
_LONGEST_ANSWER = 64_000_000  # bytes: a reader that says more is not one of ours any more


class ReaderLostError(Exception):
    """The process ended, or says what no reader says."""


class DocumentProcess:
    """Started by `start`; `read` one file at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.held: Sequence[str] = ()  # the confinements in force
        self.languages: Sequence[str] = ()  # of Tesseract

    @classmethod
    async def start(cls, limits: Limits) -> Self:
        """A process that is ready. Raises ReaderLostError."""
        try:
            reader = cls(await spawn("detectors.documents.worker"))
        except OSError as error:
            raise ReaderLostError from error
        try:
            async with asyncio.timeout(START_SECONDS):
                answer = await reader._ask(asdict(limits))
            reader.held, reader.languages = answer["held"], answer["languages"]
        except (ReaderLostError, TimeoutError, KeyError) as error:
            await reader.kill()
            raise ReaderLostError from error
        except asyncio.CancelledError:
            await reader.kill()
            raise
        return reader

    @property
    def pid(self) -> int:
        return self._process.pid

    async def read(self, data: bytes | memoryview) -> Reading:
        """What the file says. Raises ReaderLostError; then kill it."""
        answer = await self._ask({"size": len(data)}, data)
        try:
            return from_message(answer)
        except (KeyError, ValueError, TypeError):
            raise ReaderLostError(str(answer.get("failed", ""))) from None

    async def kill(self) -> None:
        """End it, and the OCR it may have started: they are a group of their own."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        pipe_in, pipe_out = self._pipes()
        pipe_in.close()
        with suppress(OSError):
            await pipe_out.read()  # to its end, or the pipe would outlive the loop

    async def _ask(self, message: object, data: bytes | memoryview = b"") -> dict[str, Any]:
        pipe_in, pipe_out = self._pipes()
        try:
            pipe_in.write(frames.pack(message))
            view = memoryview(data)
            for at in range(0, len(view), _CHUNK):
                pipe_in.write(view[at : at + _CHUNK])
                await pipe_in.drain()
            await pipe_in.drain()
            (size,) = frames.LENGTH.unpack(await pipe_out.readexactly(frames.LENGTH.size))
            if size > _LONGEST_ANSWER:
                raise ReaderLostError
            answer: dict[str, Any] = frames.unpack(await pipe_out.readexactly(size))
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            raise ReaderLostError from error
        return answer

    def _pipes(self) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

"""The parent's end of one worker process."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from detectors import frames
from detectors.settings import ScanSettings
from detectors.types import Finding, ScanFailed

START_SECONDS = 60.0  # a loaded machine reads the model slowly; a stuck start must still end
_ROOT = Path(__file__).parent.parent
# The worker reads what strangers wrote: it gets no more of our environment than it needs.
_ENVIRONMENT = frozenset(
    "PATH LD_LIBRARY_PATH PYTHONHOME LANG LC_ALL LC_CTYPE TZ HOME TMPDIR SYSTEMROOT".split()  # noqa: SIM905
)
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class WorkerLostError(Exception):
    """The process ended, or answers what nobody asked."""


class ScanRaisedError(Exception):
    """The scan raised; the message is the name of the exception's type."""


class WorkerProcess:
    """Started by `start`; `scan` one batch at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.seconds: Mapping[str, float] = {}  # of the last scan, by stage

    @classmethod
    async def start(cls, settings: ScanSettings) -> Self:
        """A worker that is warm. Raises ScanFailed, with the worker's own reason."""
        worker = cls(await spawn("detectors.worker"))
        sent = {name: _plain(value) for name, value in asdict(settings).items()}
        try:
            async with asyncio.timeout(START_SECONDS):
                answer = await worker._ask(sent | {"suppress": None})
        except (WorkerLostError, TimeoutError) as error:
            await worker.kill()
            raise ScanFailed("a scan worker did not start") from error
        except asyncio.CancelledError:
            await worker.kill()
            raise
        if "ready" not in answer:
            await worker.kill()
            raise ScanFailed(f"a scan worker could not start: {answer.get('error')}")
        return worker

    @property
    def pid(self) -> int:
        return self._process.pid

    async def scan(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Findings of each text. Raises WorkerLostError or ScanRaisedError."""
        answer = await self._ask(list(texts))
        if "failed" in answer:
            raise ScanRaisedError(answer["failed"])
        self.seconds = answer["seconds"]
        return [frames.rows_to_findings(rows) for rows in answer["findings"]]

    async def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        pipe_in, pipe_out = self._pipes()
        pipe_in.close()
        with suppress(OSError):
            await pipe_out.read()  # to its end, or the pipe would outlive the loop

    async def _ask(self, message: object) -> dict[str, Any]:
        pipe_in, pipe_out = self._pipes()
        try:
            pipe_in.write(frames.pack(message))
            await pipe_in.drain()
            (size,) = frames.LENGTH.unpack(await pipe_out.readexactly(frames.LENGTH.size))
            answer: dict[str, Any] = frames.unpack(await pipe_out.readexactly(size))
        except (OSError, asyncio.IncompleteReadError) as error:
            raise WorkerLostError from error
        return answer

    def _pipes(self) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


async def spawn(module: str) -> asyncio.subprocess.Process:
    """That module in a new interpreter (never a fork of this one), in a session of its own."""
    environment = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # the folder we happen to stand in must not shadow any module
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
        env=environment | _ONE_THREAD | {"PYTHONPATH": str(_ROOT)},
    )

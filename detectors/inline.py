"""Scan in a thread of this process: for command lines and tests, where a worker costs more."""

import asyncio
import importlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from detectors.settings import ScanSettings
from detectors.types import Finding, ScanFailed

if TYPE_CHECKING:
    from detectors.engine import Engine


class InlineScan:
    """The same interface as WorkerPool. One thread: the engine is not safe for two."""

    restarts = 0

    def __init__(self, settings: ScanSettings) -> None:
        self._settings = settings
        self._engine: Engine | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="scan")
        self._calls = 0
        self._free = asyncio.Event()
        self.scanned = 0
        self.seconds: Counter[str] = Counter()

    @property
    def depth(self) -> int:
        return max(0, self._calls - 1)

    @property
    def alive(self) -> int:
        return int(self._engine is not None)

    async def free(self) -> None:
        """Returns when no call waits for the thread."""
        while self.depth:  # others may come before this task goes on
            await self._free.wait()

    async def start(self) -> None:
        """Raises ScanFailed when the engine cannot be made (unknown pipeline, bad term list)."""
        loop = asyncio.get_running_loop()
        try:
            self._engine = await loop.run_in_executor(self._thread, _make, self._settings)
        except (OSError, ValueError, ImportError) as error:
            raise ScanFailed(f"the scanner could not start: {error}") from error

    async def close(self) -> None:
        self._engine = None
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def scan(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        engine = self._engine
        if engine is None:
            raise ScanFailed("the scanner is not running")
        self._count(1)
        try:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._thread, engine.scan, list(texts))
        except Exception as error:  # noqa: BLE001 - the border of the thread; texts stay out of the message
            raise ScanFailed(f"a scan raised {type(error).__name__}") from None
        finally:
            self._count(-1)
        self.scanned += len(texts)
        self.seconds.update(engine.stages.take())
        return found

    def _count(self, change: int) -> None:
        self._calls += change
        if self.depth:
            self._free.clear()
        else:
            self._free.set()


def _make(settings: ScanSettings) -> "Engine":
    """Imported here, so that a gateway with worker processes never loads spaCy itself."""
    engine: Engine = importlib.import_module("detectors.engine").Engine(settings)
    engine.warm()
    return engine

"""Files to readings: what the rest of the gateway calls. Start here."""

import asyncio
import logging
from dataclasses import dataclass, field

from detectors.documents import reasons
from detectors.documents.limits import Limits
from detectors.documents.memory import ReadingMemory
from detectors.documents.piece import Gap, Kind, Reading
from detectors.documents.process import DocumentProcess, ReaderLostError

_GRACE = 1.5  # the reader stops by itself at its deadline; after so much more it is stopped

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSettings:
    """`workers` processes read files, each one at a time; 0: no file is read. `waiting` files may
    wait for one; more are not read. `at_start`: the processes start with the gateway, not with the
    first file.
    """

    workers: int = 1
    waiting: int = 32
    at_start: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatistics:
    """A snapshot for metrics and health. `restarts` are readers ended for what they did."""

    alive: int
    waiting: int
    restarts: int
    remembered: int
    held: tuple[str, ...]
    languages: tuple[str, ...]


class Documents:
    """Reads files in confined processes. Remembers, for a while, what it read."""

    def __init__(self, settings: DocumentSettings) -> None:
        self._settings = settings
        self._idle: asyncio.Queue[DocumentProcess | None] = asyncio.Queue()
        self._alive: set[DocumentProcess] = set()
        for _ in range(settings.workers):
            self._idle.put_nowait(None)
        self._memory = ReadingMemory()
        self._waiting = 0
        self._closed = False
        self._restarts = 0
        self._last: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    async def start(self) -> None:
        """Start the processes, when they are to start with the gateway."""
        if self._settings.at_start:
            await asyncio.gather(*(self._warm() for _ in range(self._settings.workers)))

    async def close(self) -> None:
        """End the processes. What is read later is not read."""
        self._closed = True
        await asyncio.gather(*(reader.kill() for reader in list(self._alive)))
        self._alive.clear()

    @property
    def statistics(self) -> DocumentStatistics:
        held, languages = self._last
        return DocumentStatistics(
            alive=len(self._alive),
            waiting=self._waiting,
            restarts=self._restarts,
            remembered=self._memory.hits,
            held=held,
            languages=languages,
        )

    async def read(self, data: bytes | memoryview, digest: bytes) -> Reading:
        """What a file says, and what of it was not read; `digest` is its SHA-256.

        Never raises for what a file is.
        """
        if len(data) > self._settings.limits.file_bytes:
            return nothing(reasons.TOO_LARGE)
        if not self._settings.workers or self._closed:
            return nothing(reasons.DOWN)
        known = self._memory.get(digest)
        if known is not None:
            return known
        if self._waiting >= self._settings.waiting + self._settings.workers:
            return nothing(reasons.BUSY)
        self._waiting += 1
        try:
            reading = await self._in_turn(data)
        finally:
            self._waiting -= 1
        if not {gap.why for gap in reading.gaps} & _PASSING:
            self._memory.put(digest, reading)
        return reading

    async def _in_turn(self, data: bytes | memoryview) -> Reading:
        patience = self._settings.limits.seconds + _GRACE
        try:
            async with asyncio.timeout(patience):
                reader = await self._idle.get()
        except TimeoutError:
            return nothing(reasons.BUSY)
        try:
            reader = reader or await self._start()
            async with asyncio.timeout(patience):
                return await reader.read(data)
        except TimeoutError:
            return await self._ended(reader, reasons.SLOW)
        except ReaderLostError:
            return await self._ended(reader, reasons.LIMIT if reader else reasons.DOWN)
        except asyncio.CancelledError:
            await self._ended(reader, reasons.SLOW)
            raise
        finally:
            self._idle.put_nowait(reader if reader in self._alive else None)

    async def _warm(self) -> None:
        reader = await self._idle.get()
        try:
            reader = reader or await self._start()
        except ReaderLostError:
            log.warning("a reader of files does not start")
        finally:
            self._idle.put_nowait(reader)

    async def _start(self) -> DocumentProcess:
        reader = await DocumentProcess.start(self._settings.limits)
        self._alive.add(reader)
        if self._last == ((), ()):
            _tell(reader)
        self._last = tuple(reader.held), tuple(reader.languages)
        return reader

    async def _ended(self, reader: DocumentProcess | None, why: str) -> Reading:
        if reader is not None:
            self._alive.discard(reader)
            self._restarts += 1
            await reader.kill()
            log.warning("a reader of files was ended")
        return nothing(why)


def _tell(reader: DocumentProcess) -> None:
    """Say once what this system does not give: people should know before they rely on it."""
    lacking = sorted({"memory", "network", "places", "programs"} - set(reader.held))
    if lacking:
        log.warning("readers of files are not bounded here in: %s", ", ".join(lacking))
    if not reader.languages:
        log.warning("Tesseract is not installed: pictures and scans are not inspected")


_PASSING = frozenset((reasons.BUSY, reasons.DOWN, reasons.SLOW))
"""Reasons that may not hold the next time."""


def nothing(why: str) -> Reading:
    """The reading of a file of which nothing was read."""
    return Reading(kind=Kind.UNKNOWN, gaps=(Gap(place="", why=why),))

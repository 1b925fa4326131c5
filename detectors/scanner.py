"""Texts to findings: what the rest of the gateway calls. Start here."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detectors.cache import FindingsCache
from detectors.inline import InlineScan
from detectors.pool import WorkerPool
from detectors.settings import ScanSettings
from detectors.suppress import SuppressError, SuppressFile, SuppressList, read_suppress
from detectors.types import Finding, ScanFailed, ScanOverload, ScanTimeout, ScanTooLarge
from detectors.version import scan_version
from detectors.windows import Window, cut

Found = tuple[Finding, ...]

_PATIENCE = 5.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanStatistics:
    """A snapshot for metrics. `model` is "shipped" or the name of the pipeline; `stage_seconds` is
    what workers spent, by detectors.stages.STAGES.
    """

    queue_depth: int
    cache_hits: int
    cache_misses: int
    worker_restarts: int
    workers_alive: int
    scanned: int
    stage_seconds: Mapping[str, float]
    model: str


class Scanner:
    """Scans in worker processes and remembers, without the texts, what it found.

    A long text is scanned, and remembered, in overlapping windows: one that grows or changes
    in one place costs only the windows that changed.
    """

    def __init__(self, settings: ScanSettings) -> None:
        self._settings = settings
        self._cache = FindingsCache(settings.cache_entries)
        self._work = WorkerPool(settings) if settings.workers else InlineScan(settings)
        self._suppress = SuppressList(SuppressFile())
        self._version = ""
        self._aside = asyncio.Lock()

    async def start(self) -> None:
        """Returns when the workers are warm. Raises ScanFailed."""
        try:
            listed = await asyncio.to_thread(read_suppress, self._settings.suppress)
        except SuppressError as error:
            raise ScanFailed(f"the scanner could not start: {error}") from None
        self._suppress = SuppressList(listed)
        self._version = await asyncio.to_thread(scan_version, self._settings)
        await self._work.start()

    async def close(self) -> None:
        await self._work.close()

    async def close_after(self, seconds: float) -> None:
        """Close when the scans that run now have ended, or at once when the task is cancelled."""
        try:
            await asyncio.sleep(seconds)
        finally:
            await self.close()

    @property
    def version(self) -> str:
        """Changes with the model, the recognisers, the terms and the settings; "" before start."""
        return self._version

    @property
    def statistics(self) -> ScanStatistics:
        return ScanStatistics(
            queue_depth=self._work.depth,
            cache_hits=self._cache.hits,
            cache_misses=self._cache.misses,
            worker_restarts=self._work.restarts,
            workers_alive=self._work.alive,
            scanned=self._work.scanned,
            stage_seconds=dict(self._work.seconds),
            model=self._settings.pipeline or "shipped",
        )

    async def scan(self, texts: Sequence[str]) -> tuple[Found, ...]:
        """Findings of each text, in order; offsets are code points of the text as given.

        Raises ScanTimeout after `deadline_seconds`, ScanOverload when the queue is full,
        ScanTooLarge for a text longer than `max_characters`, and ScanFailed for one that no
        worker survives.
        """
        found = await self._found(texts)
        return tuple(map(self._suppress.left, texts, found))

    async def aside(self, texts: Sequence[str]) -> tuple[Found, ...]:
        """As `scan`, but only while nobody else waits, one at a time: for what nobody waits for.

        Raises what `scan` does, and ScanOverload when somebody else waited all the while.
        """
        try:
            async with asyncio.timeout(_PATIENCE), self._aside:
                await self._work.free()
                return await self.scan(texts)
        except TimeoutError:
            raise ScanOverload("others waited to be scanned") from None

    async def _found(self, texts: Sequence[str]) -> tuple[Found, ...]:
        """Before anything is suppressed: that may end while the memory lasts."""
        known = [self._cache.get(self._cache.key(text)) for text in texts]
        fresh = {text: None for text, found in zip(texts, known, strict=True) if found is None}
        if not fresh:
            return tuple(found for found in known if found is not None)
        self._check_sizes(fresh)
        new = await self._scan_new(list(fresh))
        return tuple(
            new[text] if found is None else found for text, found in zip(texts, known, strict=True)
        )

    def _check_sizes(self, texts: Iterable[str]) -> None:
        if any(len(text) > self._settings.max_characters for text in texts):
            raise ScanTooLarge(f"too large: over {self._settings.max_characters} characters")

    async def _scan_new(self, texts: list[str]) -> dict[str, Found]:
        windows = [cut(text) for text in texts]
        pieces = {
            text[window.start : window.end]: None
            for text, parts in zip(texts, windows, strict=True)
            for window in parts
        }
        found = await self._scan_pieces(list(pieces))
        whole: dict[str, Found] = {}
        for text, parts in zip(texts, windows, strict=True):
            whole[text] = _join(parts, [found[text[w.start : w.end]] for w in parts])
            self._cache.put(self._cache.key(text), whole[text])
        return whole

    async def _scan_pieces(self, pieces: list[str]) -> dict[str, Found]:
        """A text of one window is its own only piece, and was looked up already."""
        known = {piece: self._cache.peek(self._cache.key(piece)) for piece in pieces}
        missing = [piece for piece, found in known.items() if found is None]
        try:
            async with asyncio.timeout(self._settings.deadline_seconds):
                new = await self._work.scan(missing)
        except TimeoutError as error:
            raise ScanTimeout(f"no answer in {self._settings.deadline_seconds} s") from error
        for piece, one in zip(missing, new, strict=True):
            self._cache.put(self._cache.key(piece), one)
        found = {piece: one for piece, one in known.items() if one is not None}
        return found | dict(zip(missing, new, strict=True))


def _join(windows: Sequence[Window], found: Sequence[Found]) -> Found:
    """Findings of the windows of one text; a window judges only those in its own part."""
    if len(windows) == 1:
        return found[0]
    joined = {
        _moved(finding, window.start): None
        for window, findings in zip(windows, found, strict=True)
        for finding in findings
        if window.start + finding.start < window.last and window.first < window.start + finding.end
    }
    return tuple(sorted(joined, key=lambda f: (f.start, f.end, f.entity)))


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by)

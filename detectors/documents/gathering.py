"""What the readers of one file share: the texts found so far, and how much may still be used."""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from detectors.documents import reasons
from detectors.documents.limits import Limits
from detectors.documents.piece import Gap, Piece
from detectors.settings import cores

Open = Callable[[bytes, str, "Gathering"], None]
"""Reads whatever these bytes are: the same entry for a file and for a file inside it."""

_MOST_GAPS = 10  # of one reason
_RATIO_FROM = 1_000_000  # bytes: a small part may well be very repetitive


class StopReading(Exception):
    """A limit of the whole file is reached; the message is one of the reasons."""


class Unreadable(Exception):
    """This part of the file cannot be read; the message is one of the reasons."""


class _Helpers(ThreadPoolExecutor):
    """Each waits for one process; `most` wait at once. No thread starts before there is work."""

    def __init__(self, most: int) -> None:
        super().__init__(max_workers=most)
        self.most = most


@dataclass(slots=True)
class Gathering:
    """Filled by the readers. `text` and `missed` take places in our own words."""

    limits: Limits
    open: Open = field(repr=False)
    pieces: list[Piece] = field(default_factory=list)
    gaps: dict[Gap, None] = field(default_factory=dict)
    characters: int = 0
    unpacked: int = 0
    entries: int = 0
    pictures: int = 0
    depth: int = 0
    started: float = field(default_factory=time.monotonic)
    _helpers: "_Helpers" = field(default_factory=lambda: _Helpers(cores()), repr=False)
    _later: deque[tuple[str, Future[str]]] = field(default_factory=deque, repr=False)

    def text(self, place: str, text: str) -> None:
        """A text; a blank one says nothing. Raises StopReading when there is too much."""
        if not text or text.isspace():
            return
        left = self.limits.characters - self.characters
        self.characters += len(text)
        self.pieces.append(Piece(place=place, text=text[:left]))
        if self.characters > self.limits.characters:
            raise StopReading(reasons.LONG)
        self.tick()

    def missed(self, place: str, why: str) -> None:
        """Something was not read; of very many for one reason the first ones are kept."""
        if sum(gap.why == why for gap in self.gaps) < _MOST_GAPS:
            self.gaps[Gap(place=place, why=why)] = None

    def later(self, place: str, words: Callable[[], str]) -> None:
        """A text that another process finds meanwhile; when many are looked for, waits for one."""
        self._later.append((place, self._helpers.submit(words)))
        while len(self._later) > self._helpers.most:
            self._collect()

    def finish(self) -> None:
        """Wait for what is still looked for. Raises StopReading."""
        while self._later:
            self._collect()

    def close(self) -> None:
        """Nobody waits any more for what was not found."""
        self._helpers.shutdown(wait=False, cancel_futures=True)

    def _collect(self) -> None:
        place, found = self._later.popleft()
        left = self.limits.seconds - (time.monotonic() - self.started)
        try:
            text = found.result(timeout=max(left, 0.0))
        except TimeoutError:
            raise StopReading(reasons.SLOW) from None
        except Unreadable as error:
            self.missed(place, str(error))
        else:
            self.text(place, text)

    def tick(self) -> None:
        """Raises StopReading when the time is over."""
        if time.monotonic() - self.started > self.limits.seconds:
            raise StopReading(reasons.SLOW)

    def unpacking(self, size: int, *, packed: int) -> None:
        """So many bytes are about to be unpacked, or were. Raises StopReading when it is a bomb."""
        self.unpacked += size
        bomb = size > _RATIO_FROM and size > packed * self.limits.ratio
        if bomb or self.unpacked > self.limits.unpacked_bytes:
            raise StopReading(reasons.BOMB)
        self.tick()

    def entry(self) -> None:
        """One more part of an archive. Raises StopReading when they are too many."""
        self.entries += 1
        if self.entries > self.limits.entries:
            raise StopReading(reasons.TOO_MANY)

    def inside(self, data: bytes, place: str) -> None:
        """Read a file that stands inside this one."""
        if self.depth >= self.limits.depth:
            self.missed(place, reasons.TOO_DEEP)
            return
        self.depth += 1
        try:
            self.open(data, place, self)
        finally:
            self.depth -= 1

"""What was read lately, so that a file that a chat sends again with every turn is read once."""

import time
from collections import OrderedDict

from detectors.documents.piece import Reading

_CHARACTERS = 4_000_000  # of all that is remembered
_SECONDS = 900.0


class ReadingMemory:
    """Readings by the hash of their file, in this process only and for a quarter of an hour."""

    def __init__(self, *, characters: int = _CHARACTERS, seconds: float = _SECONDS) -> None:
        self._kept: OrderedDict[bytes, tuple[float, Reading]] = OrderedDict()
        self._room = characters
        self._seconds = seconds
        self._held = 0
        self.hits = 0

    def get(self, key: bytes) -> Reading | None:
        self._forget()
        found = self._kept.get(key)
        if found is None:
            return None
        self.hits += 1
        return found[1]

    def put(self, key: bytes, reading: Reading) -> None:
        if reading.characters > self._room or key in self._kept:
            return
        self._kept[key] = time.monotonic(), reading
        self._held += reading.characters
        self._forget()

    def _forget(self) -> None:
        """The oldest go first: those whose time is over, and those for which there is no room."""
        until = time.monotonic() - self._seconds
        while self._kept:
            since, reading = next(iter(self._kept.values()))
            if since > until and self._held <= self._room and len(self._kept) <= 1_000:
                return
            self._kept.popitem(last=False)
            self._held -= reading.characters

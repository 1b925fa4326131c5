"""Findings of texts seen before, kept without the texts."""

import secrets
from collections import OrderedDict
from hashlib import blake2b

from detectors.types import Finding

Key = bytes


class FindingsCache:
    """Least recently used go first. Keys are a keyed hash whose key dies with the process, so
    that nobody who reads the memory later can test guesses against them.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._secret = secrets.token_bytes(32)
        self._entries: OrderedDict[Key, tuple[Finding, ...]] = OrderedDict()
        self.hits = 0
        self.misses = 0

    def key(self, text: str) -> Key:
        data = text.encode("utf-8", "surrogatepass")
        return blake2b(data, key=self._secret, digest_size=16).digest()

    def get(self, key: Key) -> tuple[Finding, ...] | None:
        found = self._entries.get(key)
        if found is None:
            self.misses += 1
            return None
        self._entries.move_to_end(key)
        self.hits += 1
        return found

    def peek(self, key: Key) -> tuple[Finding, ...] | None:
        """Like `get`, but not counted."""
        return self._entries.get(key)

    def put(self, key: Key, findings: tuple[Finding, ...]) -> None:
        self._entries[key] = findings
        self._entries.move_to_end(key)
        while len(self._entries) > self._limit:
            self._entries.popitem(last=False)

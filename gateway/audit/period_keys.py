"""Period keys: one for each month and retention class, made when first needed and kept wrapped."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from gateway.audit.keys import KEY_BYTES, derive_subkey
from gateway.audit.sealing import PeriodKey, RecordKey
from gateway.errors import RecordError

HOUSE = "house"
CLASSES = (HOUSE, "metadata", "masked", "full")
"""What is kept equally long: the house's own activities, and records by how much they keep."""

DERIVED = "1:"  # before revision 8 they were derived from the sealing key, and could not be lost
_KEPT = "2:"
_A_MONTH = timedelta(days=31)


class Shelf(Protocol):
    """Where period keys are kept."""

    def find(self, key_id: str) -> bytes | None:
        """The key; None if there is none, or none any more. Raises RecordError."""

    def keep(self, key_id: str, key: bytes) -> bytes:
        """Keep a new key; where another gateway was first, its key. Raises RecordError."""

    def missing(self, key_ids: Iterable[str]) -> set[str]:
        """Which of these are not there. Raises RecordError."""


class PeriodKeys:
    """The period keys of a store. Safe to share between threads."""

    def __init__(self, sealing_key: bytes, shelf: Shelf) -> None:
        self._sealing_key = sealing_key
        self._shelf = shelf
        self._known: dict[str, PeriodKey] = {}

    def of(self, moment: datetime, kind: str = HOUSE) -> PeriodKey:
        """The key of a month and class, made when it is first needed. Raises RecordError."""
        key_id = _name(moment, kind)
        if key_id not in self._known:
            found = self._shelf.find(key_id) or self._shelf.keep(key_id, os.urandom(KEY_BYTES))
            self._known[key_id] = PeriodKey(key_id, found)
        return self._known[key_id]

    def prepare(self, moment: datetime) -> None:
        """Make what is missing for this month and the next: within a transaction it is too late.

        Raises RecordError.
        """
        for key_id in sorted(self._shelf.missing(soon(moment))):
            self._shelf.keep(key_id, os.urandom(KEY_BYTES))

    def load(self, moment: datetime) -> None:
        """Have the keys of this month and the next at hand: no request waits for a key provider.

        Raises RecordError.
        """
        self.prepare(moment)
        for key_id in soon(moment):
            self.named(key_id)

    def named(self, key_id: str) -> PeriodKey:
        """The key of that name. Raises RecordError: destroyed, or a newer version's."""
        if key_id not in self._known:
            self._known[key_id] = PeriodKey(key_id, self._found(key_id))
        return self._known[key_id]

    def issue(self, record: str, moment: datetime, kind: str = HOUSE) -> RecordKey:
        """A new data key for one record. Raises RecordError."""
        return self.of(moment, kind).issue(record)

    def open(self, record: str, key_id: str, wrapped: bytes) -> RecordKey:
        """The data key of a record read back. Raises RecordError."""
        return self.named(key_id).open(record, wrapped)

    def forget(self, key_id: str) -> None:
        """The key was destroyed: whatever this process still knows of it goes too."""
        self._known.pop(key_id, None)

    def _found(self, key_id: str) -> bytes:
        if key_id.startswith(DERIVED):
            return derive_subkey(self._sealing_key, f"period {key_id}")
        if (found := self._shelf.find(key_id)) is None:
            raise RecordError(
                f"The period key {key_id} was destroyed; what it sealed is unreadable."
            )
        return found


def _name(moment: datetime, kind: str) -> str:
    utc = moment.astimezone(UTC)
    return f"{_KEPT}{utc.year}-{utc.month:02}:{kind}"


def soon(moment: datetime) -> list[str]:
    """The names of this month's keys and the next month's."""
    months = (moment, moment.astimezone(UTC).replace(day=1) + _A_MONTH)
    return [_name(month, kind) for month in months for kind in CLASSES]

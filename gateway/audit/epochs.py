"""The key epochs of the blind index: a key for each year, kept wrapped beside the period keys.

What is filed under one key is found under no other, and under none once that key is destroyed.
"""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol, Self

from gateway.audit.blind_index import BlindIndex
from gateway.audit.keys import KEY_BYTES, derive_subkey

_PREFIX = "index:"
_NAME = re.compile(r"index:(\d{4})(?:\.(\d{1,9}))?")  # the first of a year, or one that followed it
_A_MONTH = timedelta(days=31)


class Shelf(Protocol):
    """Where the keys are kept."""

    def find(self, key_id: str) -> bytes | None:
        """The key; None if there is none, or none any more. Raises RecordError."""

    def keep(self, key_id: str, key: bytes) -> bytes:
        """Keep a new key; where another gateway was first, its key. Raises RecordError."""

    def names(self, prefix: str) -> Mapping[str, datetime]:
        """The names that begin so, and when each key was made. Raises RecordError."""


class Epochs:
    """The blind index of each epoch of a store. Safe to share between threads.

    A key is made of the gateway's index key and one on the shelf: neither alone finds anything.
    """

    def __init__(self, index_key: bytes, shelf: Shelf) -> None:
        self._index_key = index_key
        self._shelf = shelf
        self._first = BlindIndex(index_key)  # before revision 11 there was no other
        self._known: dict[str, BlindIndex] = {}
        self._dates: dict[str, datetime] = {}  # when the keys on the shelf were made
        self._newest: dict[int, str] = {}  # by year, as this process last saw it

    def on(self, shelf: Shelf) -> Self:
        """The same epochs, on a shelf that wraps otherwise."""
        return type(self)(self._index_key, shelf)

    def of(self, moment: datetime) -> BlindIndex:
        """What to file something of that time under; made when first needed. Raises RecordError."""
        year = moment.astimezone(UTC).year
        known = self._known.get(self._newest.get(year, ""))
        return known or self._begin(year, newest(self._there()))

    def all(self) -> tuple[BlindIndex, ...]:
        """What to look under: every epoch whose key is there. Raises RecordError."""
        found = (self._opened(name) for name in sorted(self._there()))
        return (self._first, *(index for index in found if index is not None))

    def prepare(self, moment: datetime) -> None:
        """Make what is missing for this month and the next: within a transaction it is too late.

        Raises RecordError.
        """
        for year in years_of(moment) - newest(self._there()).keys():
            self._shelf.keep(_name(year), os.urandom(KEY_BYTES))

    def load(self, moment: datetime) -> None:
        """Have what this month and the next are filed under at hand. Raises RecordError."""
        there = newest(self._there())
        for year in years_of(moment):
            self._begin(year, there)

    def following(self, moment: datetime) -> str:
        """The name that another epoch of the same year would have. Raises RecordError."""
        year = moment.astimezone(UTC).year
        last = newest(self._there()).get(year)
        return _name(year, _number(last) + 1 if last else 1)

    def begin(self, name: str) -> None:
        """Begin the epoch of that name. Raises RecordError.

        Running gateways follow at their next heartbeat; until then they file under the last.
        """
        self._shelf.keep(name, os.urandom(KEY_BYTES))

    def forget(self, key_id: str) -> None:
        """The key was destroyed: whatever this process still knows of it goes too."""
        self._known.pop(key_id, None)

    def _there(self) -> set[str]:
        """The names on the shelf. What another process destroyed is forgotten here too.

        One of that name that was made anew by an earlier version is another key.
        """
        before, dates = self._dates, self._shelf.names(_PREFIX)
        for name in list(self._known):
            if before.get(name) != dates.get(name):
                self.forget(name)
        self._dates = {name: date for name, date in dates.items() if _NAME.fullmatch(name)}
        return set(self._dates)

    def _begin(self, year: int, there: dict[int, str]) -> BlindIndex:
        name = there.get(year) or _name(year)
        found = self._opened(name)
        if found is None:
            key = self._shelf.keep(name, os.urandom(KEY_BYTES))
            self._there()  # so that it is known when that one was made
            found = self._remember(name, key)
        self._newest[year] = name
        return found

    def _opened(self, name: str) -> BlindIndex | None:
        if known := self._known.get(name):
            return known
        key = self._shelf.find(name)
        return self._remember(name, key) if key else None

    def _remember(self, name: str, key: bytes) -> BlindIndex:
        made = BlindIndex(derive_subkey(self._index_key + key, f"epoch {name}"))
        self._known[name] = made
        return made


def year_of(key_id: str) -> int | None:
    """The year whose mentions a key is for; None for a key of something else."""
    found = _NAME.fullmatch(key_id)
    return int(found[1]) if found else None


def years_of(moment: datetime) -> set[int]:
    """The years of this month and the next."""
    utc = moment.astimezone(UTC)
    return {utc.year, (utc.replace(day=1) + _A_MONTH).year}


def newest(names: Iterable[str]) -> dict[int, str]:
    """Of some names of keys the last of each year."""
    ordered = sorted(names, key=_number)
    return {year: name for name in ordered if (year := year_of(name)) is not None}


def _name(year: int, number: int = 1) -> str:
    return f"{_PREFIX}{year:04}" + (f".{number}" if number > 1 else "")


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[2] or 1) if found else 0

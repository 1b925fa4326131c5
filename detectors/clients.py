"""Exact matches with the organisation's own clients, kept only as keyed hashes.

The folder holds `key` (32 random bytes, mode 0600) and `index.npz`: per kind of value, sorted
64-bit keyed hashes of whole normalised values and of the first word of each, and which numbers
of words occur. Whoever has the folder can test a guess but read no value; whoever has only the
index can do neither.
"""

import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

KEY, INDEX = "key", "index.npz"
PERSON, ADDRESS, REFERENCE = "PERSON", "ADDRESS", "UK_CASE_REFERENCE"
KINDS = (PERSON, ADDRESS, REFERENCE)
_KEY_BYTES = 32
LONGEST = {PERSON: 6, ADDRESS: 14, REFERENCE: 6}  # words
_WORD = re.compile(r"[^\W_]+")
Hashes = NDArray[np.uint64]


class ClientsError(ValueError):
    """The list cannot be read or written. Names the file, never a value."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, in small letters, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClientIndex:
    """What a worker holds in memory: 8 bytes for each value and each first word."""

    key: bytes
    values: Mapping[str, Hashes]
    firsts: Mapping[str, Hashes]
    lengths: Mapping[str, Sequence[int]]

    def __len__(self) -> int:
        return sum(len(hashes) for hashes in self.values.values())


def words(text: str) -> list[Word]:
    """The words of a text: an apostrophe or a hyphen parts them, however it was typed."""
    return [Word(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text)]


def normalised(kind: str, value: str) -> tuple[str, ...]:
    """The words that are hashed. A reference is one word, whatever parts it."""
    found = tuple(word.text for word in words(value))
    return ("".join(found),) if kind == REFERENCE and found else found


def build(values: Iterable[tuple[str, str]], key: bytes) -> ClientIndex:
    """An index of (kind, value) pairs. Of a reference, every way of parting it is found."""
    hashes: dict[str, set[int]] = {kind: set() for kind in KINDS}
    firsts: dict[str, set[int]] = {kind: set() for kind in KINDS}
    lengths: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for kind, value in values:
        parts = normalised(kind, value)
        if not parts or len(parts) > LONGEST[kind]:
            continue
        hashes[kind].add(hashed(key, kind, parts))
        lengths[kind].add(len(parts))
        firsts[kind].add(hashed(key, f"first {kind}", parts[:1]))
    return ClientIndex(
        key,
        {kind: _sorted(found) for kind, found in hashes.items()},
        {kind: _sorted(found) for kind, found in firsts.items()},
        {kind: sorted(found) for kind, found in lengths.items()},
    )


def save(index: ClientIndex, folder: Path) -> None:
    """Write key and index, readable by their owner only; the index is replaced whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: dict[str, Hashes] = {}
    for kind in KINDS:
        made[f"values {kind}"] = index.values[kind]
        made[f"firsts {kind}"] = index.firsts[kind]
        made[f"lengths {kind}"] = np.array(index.lengths[kind], dtype=np.uint64)
    fresh = folder / f".{INDEX}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        np.savez(file, allow_pickle=False, **made)
    fresh.replace(folder / INDEX)


def load_key(folder: Path) -> bytes:
    """The key of the folder; a new one, mode 0600, when there is none."""
    path = folder / KEY
    if path.exists():
        key = path.read_bytes()
        if len(key) != _KEY_BYTES:
            raise ClientsError(f"{path}: not a key of {_KEY_BYTES} bytes")
        return key
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(_KEY_BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    return key


def load(folder: Path | None) -> ClientIndex | None:
    """The index of the folder; None when there is none. Raises ClientsError for a damaged one."""
    if folder is None or not (folder / INDEX).is_file():
        return None
    if not (folder / KEY).is_file():
        raise ClientsError(f"{folder}: a list of clients without its key")
    try:
        with np.load(folder / INDEX, allow_pickle=False) as made:
            read = {name: made[name].astype(np.uint64) for name in made.files}
            return ClientIndex(
                load_key(folder),
                {kind: read[f"values {kind}"] for kind in KINDS},
                {kind: read[f"firsts {kind}"] for kind in KINDS},
                {kind: [int(n) for n in read[f"lengths {kind}"]] for kind in KINDS},
            )
    except (OSError, ValueError, KeyError) as error:
        raise ClientsError(f"{folder / INDEX}: cannot be read") from error


def hashed(key: bytes, kind: str, parts: Sequence[str]) -> int:
    data = "\0".join((kind, *parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, key=key, digest_size=8).digest())


def _sorted(found: set[int]) -> Hashes:
    return np.array(sorted(found), dtype=np.uint64)


def held(among: Hashes, hashes: Sequence[int]) -> list[bool]:
    if not len(among) or not hashes:
        return [False] * len(hashes)
    wanted = np.array(hashes, dtype=np.uint64)
    at = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    return [bool(held) for held in among[at] == wanted]


def clear_folder(folder: Path) -> None:
    """Delete index and key, where there are any."""
    for name in (INDEX, KEY):
        (folder / name).unlink(missing_ok=True)

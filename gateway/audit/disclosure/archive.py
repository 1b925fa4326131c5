"""A zip that depends on nothing but its content: no clock, no owner, one order."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_LEVEL = 6
_UNIX, _READABLE = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A file of the archive, by its name below the folder."""

    path: str
    size: int
    sha256: str


class Archive:
    """Takes files in one after the other, each in pieces. Use as a context."""

    def __init__(self, target: BinaryIO, folder: str) -> None:
        self._zip = ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_LEVEL)
        self._folder = folder
        self.files: list[Filed] = []

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, path: str, pieces: Iterable[str]) -> None:
        """One file of text. Half a surrogate pair becomes its escape, which JSON can read."""
        info = ZipInfo(f"{self._folder}/{path}", _MOMENT)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, _UNIX, _READABLE
        size, digest = 0, hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                raw = piece.encode("utf-8", "backslashreplace")
                size += len(raw)
                digest.update(raw)
                file.write(raw)
        self.files.append(Filed(path=path, size=size, sha256=digest.hexdigest()))

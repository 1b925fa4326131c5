"""Files inside a request: what a dialect found of them, and what became of reading them."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote_to_bytes

_DATA_URL = re.compile(r"data:([^,;]{0,100})(?:;[^,;]{0,200})*?(;base64)?,", re.IGNORECASE)
_BLANKS = re.compile(r"[\s=]+")
_SHORTEST = 64  # characters: fewer may be a word that has only letters of base64
_FILE = "a file"


def is_data_url(text: str) -> bool:
    """Whether this is a `data:` URL."""
    return text[:5].lower() == "data:" and _DATA_URL.match(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file as it stands in a body. `media` is what it is said to be: nobody believes it.

    `source` is a view of the body's bytes, or text that is base64 or a data URL: it is decoded
    only when it is read. `why` is what is said of it if nobody reads it.
    """

    part: str
    source: memoryview | str = field(repr=False)
    name: str = field(default="", repr=False)
    media: str = field(default="", repr=False)
    new: bool = True
    why: str = _FILE

    def data(self) -> bytes | memoryview:
        """The file's bytes. Raises ValueError for what is no base64."""
        if isinstance(self.source, memoryview):
            return self.source
        match = _DATA_URL.match(self.source) if is_data_url(self.source) else None
        if match is None:
            if len(self.source) < _SHORTEST:
                raise ValueError("it may be a word")
            return _from_base64(self.source)
        content = self.source[match.end() :]
        if match[2]:
            return _from_base64(unquote_to_bytes(content).decode("ascii", errors="replace"))
        return unquote_to_bytes(content)


def _from_base64(text: str) -> bytes:
    """Base64 however it is written: either alphabet, without padding, in lines."""
    letters = _BLANKS.sub("", text).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except binascii.Error:
        raise ValueError("no base64") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A file that the provider keeps, by the id that it gave; `why` as for a blob."""

    part: str
    id: str = field(repr=False)  # as it stands there: it may be somebody's words
    why: str


class Outcome(StrEnum):
    """How much of a file was read."""

    INSPECTED = "inspected"
    PARTLY = "partly"
    NOT_INSPECTED = "not_inspected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """What is known of a file that was looked at; the record keeps it sealed."""

    part: str
    kind: str  # by content: detectors.documents.piece.Kind
    outcome: Outcome
    size: int
    sha256: str
    name: str = field(default="", repr=False)
    media: str = field(default="", repr=False)
    gaps: tuple[str, ...] = ()
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The files of a prompt: as found, those the provider keeps, and notes of what was read."""

    blobs: tuple[Blob, ...] = ()
    held: tuple[Held, ...] = ()
    notes: tuple[FileNote, ...] = ()

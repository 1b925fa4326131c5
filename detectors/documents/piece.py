"""What reading a file gives: pieces of text with their places, and what was not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    OPENDOCUMENT = "opendocument"
    OLD_OFFICE = "old_office"
    RTF = "rtf"
    HTML = "html"
    MAIL = "mail"
    OUTLOOK = "outlook"
    TEXT = "text"
    JSON = "json"
    XML = "xml"
    ARCHIVE = "archive"
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text. `place` is in our words and numbers only: sheet and file names are texts."""

    place: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What was not read; `why` is one of the reasons of `detectors.documents.reasons`."""

    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that is known of one file. Nothing was missed when there is no gap."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def characters(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


def to_message(reading: Reading) -> dict[str, Any]:
    """The reading as plain values, for the pipe between the processes."""
    return {
        "kind": reading.kind.value,
        "pieces": [[piece.place, piece.text] for piece in reading.pieces],
        "gaps": [[gap.place, gap.why] for gap in reading.gaps],
    }


def from_message(message: Mapping[str, Any]) -> Reading:
    """The reading that was sent. Raises KeyError, ValueError or TypeError for anything else."""
    pairs: Sequence[tuple[str, str]] = message["pieces"]
    gaps: Sequence[tuple[str, str]] = message["gaps"]
    return Reading(
        kind=Kind(message["kind"]),
        pieces=tuple(Piece(place=str(place), text=str(text)) for place, text in pairs),
        gaps=tuple(Gap(place=str(place), why=str(why)) for place, why in gaps),
    )

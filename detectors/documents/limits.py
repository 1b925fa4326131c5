"""How much of a file is read, and what its reader may use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one file, with everything inside it.

    `characters` of text in all; `unpacked_bytes` of everything packed inside; `ratio` of unpacked
    to packed; `entries` of archives, in all; `depth` of files in files; `pages` of a PDF; `pixels`
    of a picture; `pictures` that are read by OCR, each in `ocr_seconds`; `memory_bytes` above what
    an idle reader holds; `seconds` of time and of processor. `languages` of Tesseract that are used
    where installed.
    """

    seconds: float = 20.0
    memory_bytes: int = 200_000_000
    file_bytes: int = 50_000_000
    characters: int = 400_000
    unpacked_bytes: int = 100_000_000
    ratio: int = 150
    entries: int = 3_000
    depth: int = 4
    pages: int = 500
    pixels: int = 30_000_000
    pictures: int = 40
    ocr: bool = True
    ocr_seconds: float = 15.0
    languages: tuple[str, ...] = ("eng", "cym")

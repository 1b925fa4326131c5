"""What a file is, by its bytes alone: names and declared types prove nothing."""

import re
import struct
import zipfile
from io import BytesIO

import puremagic

from detectors.documents.gathering import Unreadable
from detectors.documents.outlook import is_outlook
from detectors.documents.piece import Kind
from detectors.documents.plain import decoded, is_json

_HEAD = 4_096
_TAIL = 66_000
_ZIP_END = b"PK\x05\x06"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM",
    b"\0\0\1\0", b"P5", b"P6",
)  # fmt: skip
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\xff\xf9", b"#!AMR")
_MATROSKA = bytes.fromhex("1a45dfa3")
_MAIL = re.compile(
    rb"(?:(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to"
    rb"|reply-to|sender|x-[a-z-]{1,40}|content-type|thread-[a-z]+):[^\r\n]*\r?\n"
    rb"(?:[ \t][^\r\n]*\r?\n)*){3,}",
    re.IGNORECASE,
)
_HTML = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|div|p|table|h1|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<(?:\?xml\b|[A-Za-z!])")
_PDF = b"%PDF-"
_PDF_WITHIN = 1_024


def kinds(data: bytes) -> tuple[Kind, ...]:
    """Everything that this file is: usually one kind, but some are several at once."""
    found = _first(data)
    also = []
    if found is not Kind.PDF and _PDF in data[:_PDF_WITHIN] and found not in _TEXTS:
        also.append(Kind.PDF)
    if found in {Kind.PDF, Kind.PICTURE, Kind.UNKNOWN, Kind.AUDIO, Kind.VIDEO, Kind.OLD_OFFICE}:
        also += _zip_behind(data)
    return (found, *also)


_TEXTS = frozenset((Kind.TEXT, Kind.JSON, Kind.XML, Kind.HTML, Kind.MAIL, Kind.RTF))


def _first(data: bytes) -> Kind:
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", _ZIP_END)):
        return _zip(data)
    if head.startswith(_OLE):
        return Kind.OUTLOOK if is_outlook(data) else Kind.OLD_OFFICE
    if head.startswith(_PDF):
        return Kind.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    return _binary(head) or _textual(data)


def _binary(head: bytes) -> Kind | None:
    if _is_picture(head):
        return Kind.PICTURE
    if head.startswith(b"RIFF"):
        form = head[8:12]
        return {b"WEBP": Kind.PICTURE, b"WAVE": Kind.AUDIO}.get(form, Kind.VIDEO)
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand[:3] in {b"hei", b"hev", b"mif", b"avi"}:
            return Kind.PICTURE
        return Kind.AUDIO if brand[:3] == b"M4A" else Kind.VIDEO
    if head.startswith(_SOUNDS):
        return Kind.AUDIO
    return Kind.VIDEO if head.startswith(_MATROSKA) else None


def _is_picture(head: bytes) -> bool:
    if head.startswith(b"BM"):
        return _is_bitmap(head)
    return head.startswith(_PICTURES) and (head[:1] != b"P" or head[2:3].isspace())


def _is_bitmap(head: bytes) -> bool:
    return len(head) > 18 and struct.unpack_from("<I", head, 14)[0] in {12, 40, 52, 56, 108, 124}


def _zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Kind.ARCHIVE
    if "[Content_Types].xml" in names:
        folders = {name.partition("/")[0] for name in names}
        known = {"word": Kind.WORD, "xl": Kind.SPREADSHEET, "ppt": Kind.SLIDES}
        return next((kind for folder, kind in known.items() if folder in folders), Kind.ARCHIVE)
    return Kind.OPENDOCUMENT if "mimetype" in names else Kind.ARCHIVE


def _zip_behind(data: bytes) -> list[Kind]:
    """A ZIP file behind something else: programs that unpack look at the end."""
    if _ZIP_END not in data[-_TAIL:]:
        return []
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return [Kind.ARCHIVE] if packed.namelist() else []
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return []


def _textual(data: bytes) -> Kind:
    try:
        text = decoded(data)
    except Unreadable:
        return _guessed(data)
    head = text[:_HEAD].encode("utf-8", errors="replace")
    if _HTML.match(head):
        return Kind.HTML
    if _XML.match(head) and text.rstrip().endswith(">"):
        return Kind.XML
    if _MAIL.match(head):
        return Kind.MAIL
    if text.lstrip()[:1] in {"{", "["} and is_json(text):
        return Kind.JSON
    return Kind.TEXT


def _guessed(data: bytes) -> Kind:
    """Of what is no text: whether it is a sound, a film or a picture of a rarer kind."""
    try:
        media = puremagic.from_string(data[:_HEAD], mime=True)
    except (puremagic.PureError, ValueError, IndexError):
        return Kind.UNKNOWN
    known = {"audio": Kind.AUDIO, "video": Kind.VIDEO, "image": Kind.PICTURE}
    return known.get(str(media).partition("/")[0], Kind.UNKNOWN)

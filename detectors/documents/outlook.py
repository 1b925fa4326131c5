"""OLE files: Outlook messages property by property, packages; old Office files are not read."""

import struct
from io import BytesIO

from olefile import OleFileIO

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.markup import html_text
from detectors.documents.plain import decoded

_PROPERTY = "__substg1.0_"
_WIDE, _NARROW, _BINARY = "001F", "001E", "0102"
_DATA, _HTML, _RTF, _BODY = "3701", "1013", "1009", "1000"
_ENCRYPTED = frozenset(("encryptioninfo", "encryptedpackage"))
_OLD = frozenset(("worddocument", "workbook", "book", "powerpoint document", "visiodocument"))
_PACKAGES = frozenset(("package", "contents", "\x01ole10native"))
_PLACES = {
    "0037": "subject",
    "1000": "body",
    "007D": "headers",
    "0C1A": "sender",
    "3001": "name",
    "3704": "file name",
    "3707": "file name",
}


def is_outlook(data: bytes) -> bool:
    """Whether an OLE file is a message."""
    return "__properties_version1.0".encode("utf-16-le") in data[:1_000_000]


def read_ole(data: bytes, at: str, gathering: Gathering) -> None:
    """Every stream of it. Raises Unreadable."""
    try:
        with OleFileIO(BytesIO(data)) as ole:
            streams = [tuple(path) for path in ole.listdir()]
            if len(streams) > gathering.limits.entries:
                raise Unreadable(reasons.TOO_MANY)
            names = {path[-1].lower() for path in streams}
            if names & _ENCRYPTED:
                raise Unreadable(reasons.ENCRYPTED)
            if any(name.startswith(_PROPERTY) for name in names):
                _message(ole, streams, at, gathering)
            else:
                _package(ole, streams, at, gathering)
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error, AttributeError):
        raise Unreadable(reasons.DAMAGED) from None


def _message(ole: OleFileIO, streams: list[tuple[str, ...]], at: str, gathering: Gathering) -> None:
    bodies = {path[:-1] for path in streams if _code(path[-1])[0] in {_BODY, _HTML}}
    for path in streams:
        code, form = _code(path[-1])
        if not code:
            continue
        gathering.entry()
        place = f"{at}{_PLACES.get(code, f'property {code}')}"
        content = ole.openstream(list(path)).read()
        gathering.unpacking(len(content), packed=len(content))
        if form == _WIDE:
            gathering.text(place, content.decode("utf-16-le", errors="replace").rstrip("\0"))
        elif form == _NARROW:
            gathering.text(place, content.decode("cp1252", errors="replace").rstrip("\0"))
        elif code == _HTML:
            _page(content, f"{at}body/", gathering)
        elif code == _DATA and form == _BINARY:
            gathering.inside(content, f"{at}attachment/")
        elif code == _RTF and path[:-1] not in bodies:
            gathering.missed(f"{at}body", reasons.UNKNOWN)


def _page(content: bytes, at: str, gathering: Gathering) -> None:
    """A body in HTML; when it cannot be read, the other properties still can."""
    try:
        html_text(decoded(content), at, gathering)
    except Unreadable as error:
        gathering.missed(at.rstrip("/"), str(error))


def _code(name: str) -> tuple[str, str]:
    """The property's number and type as a stream's name gives them, or blanks."""
    if not name.startswith(_PROPERTY) or len(name) < len(_PROPERTY) + 8:
        return "", ""
    return name[len(_PROPERTY) :][:4].upper(), name[len(_PROPERTY) :][4:8].upper()


def _package(ole: OleFileIO, streams: list[tuple[str, ...]], at: str, gathering: Gathering) -> None:
    if any(path[-1].lower() in _OLD for path in streams):
        raise Unreadable(reasons.OLD_OFFICE)
    packed = [path for path in streams if path[-1].lower() in _PACKAGES]
    if not packed:
        raise Unreadable(reasons.UNKNOWN)
    for path in packed:
        content = ole.openstream(list(path)).read()
        if path[-1].lower() == "\x01ole10native":
            content = _native(content, at, gathering)
        gathering.inside(content, f"{at}embedded file/")


def _native(content: bytes, at: str, gathering: Gathering) -> bytes:
    """The file in an OLE 1.0 package; the names and paths before it are texts."""
    label, path, rest = content[6:].split(b"\0", 2)
    (length,) = struct.unpack_from("<I", rest, 4)
    temporary = rest[8 : 8 + length]
    names = b"\n".join((label, path, temporary.rstrip(b"\0")))
    gathering.text(f"{at}name", names.decode("cp1252", errors="replace"))
    (size,) = struct.unpack_from("<I", rest, 8 + length)
    return rest[12 + length : 12 + length + size]

"""Read a request body of whatever kind: by its first characters, not by what it says it is."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus

from gateway.errors import Unreadable
from gateway.files import is_data_url
from gateway.providers.family import Family
from gateway.providers.form_fields import field_path, takes
from gateway.providers.found import Found
from gateway.providers.grpc import GRPC, is_grpc
from gateway.providers.json_body import read_json
from gateway.providers.multipart import Part, parts
from gateway.providers.splice import AS_IT_IS, IN_BYTES, IN_FORM, Slot, Source
from gateway.providers.words import KNOWN_KEYS, is_long_blob, show
from gateway.types import Segment, WireRequest

_OPENING = re.compile(r"[\ufeff\s]*+[{\[]")
_QUOTED = re.compile(r'[\ufeff\s]*+"')
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAIR = re.compile(r"([^=&]*)(?:=([^&]*))?(?:&|\Z)")
_LINE = re.compile(r"[^\n]+")

_UPLOAD_PART = re.compile(r"/uploads/[^/]+/parts/?$")


def read_body(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """Put what the body says into `found`; return the body as text and in which charset."""
    media = request.header("content-type")
    if not request.body:
        return "", "utf-8"
    if why := _unknown(request):
        found.cannot_read("body", why)
        return "", "utf-8"
    if media.lower().startswith("multipart/"):
        return _multipart(request, media, family, found), "latin-1"
    if is_upload(request):
        _file(request, found)
        return "", "utf-8"
    try:
        body = request.body.decode()
    except UnicodeDecodeError:
        _binary(request, media.lower(), found)
        return "", "utf-8"
    if not body.isspace():
        _text(Source(text=body), media.lower(), family, found)
    return body, "utf-8"


def _unknown(request: WireRequest) -> str:
    """Why nobody can say what the body is; "" if they can."""
    if len({value for name, value in request.headers if name == "content-type"}) > 1:
        return "two content types"
    return GRPC if is_grpc(request) else ""


def is_upload(request: WireRequest) -> bool:
    """Whether the body is a file, whatever it says of its type: Google's uploads, blob stores."""
    google = "upload" in request.header("x-goog-upload-command").lower()
    return google or bool(request.header("x-ms-blob-type"))


def _file(request: WireRequest, found: Found) -> None:
    """A body that is a file, unless it is only a piece of one."""
    command = request.header("x-goog-upload-command").lower()
    begun = request.header("x-goog-upload-offset").strip() not in {"", "0"}
    if begun or (command and "finalize" not in command):
        found.cannot_read("body", "a piece of a file")
        return
    found.blob("body", memoryview(request.body), media=request.header("content-type"))


def _binary(request: WireRequest, media: str, found: Found) -> None:
    """A body that is not UTF-8: a file, but not where it says it is something else."""
    if "json" in media or "urlencoded" in media:
        found.cannot_read("body", "not text")
        return
    whole = memoryview(request.body)
    found.blob("body", whole, media=media, why="not text")


def _text(source: Source, media: str, family: Family, found: Found, at: str = "") -> None:
    """A body, or a part of one, that is text: find out of what kind."""
    if _is_document(source, media, family, found, at):
        return
    if _CONTROLS.search(source.text):
        found.cannot_read(at or "body", "not text")
    elif is_data_url(source.text):
        found.blob(at or "body", source.text)
    elif _OPENING.match(source.text):
        _broken_json(source, media, family, found, at)
    elif "x-www-form-urlencoded" in media:
        _form(source, family, found)
    elif "json" not in media or not _is_json(source, family, found, at):
        _plain(source, found, at)
        if "json" in media:
            found.cannot_read(at or "body", "not the JSON it says it is")


def _is_document(source: Source, media: str, family: Family, found: Found, at: str) -> bool:
    """Whether it is JSON with parts, or nothing but strings of JSON; if so it is read."""
    if _OPENING.match(source.text):
        return _is_json(source, family, found, at)
    if "x-www-form-urlencoded" in media or not _QUOTED.match(source.text):
        return False
    return _is_json(source, family, found, at) or (
        "\n" in source.text and _are_json_lines(source, family, found, at)
    )


def _broken_json(source: Source, media: str, family: Family, found: Found, at: str) -> None:
    if _are_json_lines(source, family, found, at) or found.room.left < 0:
        return
    _plain(source, found, at)
    # Escapes that we did not read, a lenient provider might.
    if not media.startswith("text/plain") or "\\u" in source.text:
        found.cannot_read(at or "body", "not the JSON it looks like")


def _is_json(source: Source, family: Family, found: Found, at: str) -> bool:
    try:
        read_json(source, family, found, at)
    except Unreadable:
        return False
    return True


def _are_json_lines(source: Source, family: Family, found: Found, at: str) -> bool:
    """Read JSON lines; nothing is put into `found` unless every line is JSON."""
    trial = Found(signed=found.signed, room=found.room)
    for number, line in enumerate(lines(source)):
        if not line.text.isspace() and not _is_json(line, family, trial, f"{at}/{number}"):
            return False
    found.take(trial)
    return True


def lines(source: Source) -> Iterator[Source]:
    """The lines of a text, each a source of its own."""
    for match in _LINE.finditer(source.text):
        place = Slot(source=source, start=match.start(), end=match.end(), spelling=AS_IT_IS)
        yield Source(text=match[0], outer=place)


def _plain(source: Source, found: Found, at: str = "", role: str = "user") -> None:
    if is_long_blob(source.text):
        found.blob(at or "body", source.text, why="encoded content")
        return
    place = Slot(source=source, start=0, end=len(source.text), spelling=AS_IT_IS)
    found.add(Segment(path=at or "body", role=role, text=source.text), place)


def _form(source: Source, family: Family, found: Found) -> None:
    for key, place in pairs(source):
        if not found.room.take():
            return
        read_pair(key, place, family, found)


def pairs(source: Source) -> Iterator[tuple[str, Slot]]:
    """The names of a form, as they are spelt, and the places of their values."""
    for match in _PAIR.finditer(source.text):
        start = match.start(2) if match[2] else match.end(1)
        end = start + len(match[2] or "")
        yield match[1], Slot(source=source, start=start, end=end, spelling=IN_FORM)


def read_pair(key: str, place: Slot, family: Family, found: Found) -> None:
    """Put what one field of a form says into `found`."""
    at = f"/{key}" if key in KNOWN_KEYS else "/*"
    _spelt(place, family, found, at)
    name = unquote_plus(key)
    if place.start == place.end or not name.isidentifier():
        found.add(Segment(path=at, role="other", text=name, writable=False), None)


def _spelt(place: Slot, family: Family, found: Found, at: str) -> None:
    """Read the value that a place in a form or in a multipart body spells."""
    raw = place.source.text[place.start : place.end]
    try:
        text = _despelt(raw, in_bytes=place.spelling is IN_BYTES)
    except UnicodeDecodeError:
        found.cannot_read(at, "not text")
        return
    if text:
        _text(Source(text=text, outer=place), "text/plain", family, found, at)


def _despelt(raw: str, *, in_bytes: bool) -> str:
    return raw.encode("latin-1").decode() if in_bytes else unquote_plus(raw, errors="strict")


def _multipart(request: WireRequest, media: str, family: Family, found: Found) -> str:
    body = request.body.decode("latin-1")
    source = Source(text=body)
    try:
        listed = list(parts(body, media))
    except Unreadable:
        found.cannot_read("body", "a multipart body that is not well formed")
        return body
    for part in listed:
        read_part(request, source, part, family, found)
    return body


def read_part(
    request: WireRequest, source: Source, part: Part, family: Family, found: Found
) -> None:
    """Put what a part of a multipart body says into `found`, or the file that it is."""
    at = read_names(part, found)
    if part.filename is not None or part.encoded:
        piece = _UPLOAD_PART.search(request.path) is not None
        raw = memoryview(request.body)[part.start : part.end]
        _attached(raw, part, at, found, piece=piece)
        return
    place = Slot(source=source, start=part.start, end=part.end, spelling=IN_BYTES)
    said = source.text[part.start : part.end].encode("latin-1").decode(errors="replace")
    if not takes(family, part.name, at, said, found):
        _spelt(place, family, found, at)


def read_names(part: Part, found: Found) -> str:
    """Put what is said about a part, its file's name too, into `found`; return where it stands."""
    at = show(tuple(field_path(part.name).split("/")))
    for said in (*part.said, part.filename or ""):
        text = unquote(said.encode("latin-1").decode(errors="replace"))
        found.add(Segment(path=at, role="user", text=text, writable=False), None)
    return at


def _attached(raw: memoryview, part: Part, at: str, found: Found, *, piece: bool) -> None:
    """The content of a part that is a file; of one sent in pieces nobody sees the whole."""
    if piece:
        found.cannot_read(at, "a piece of a file")
    elif part.encoded and part.encoded != "base64":
        found.cannot_read(at, "a file")
    else:
        name = (part.filename or "").encode("latin-1").decode(errors="replace")
        content = bytes(raw).decode("latin-1") if part.encoded else raw
        found.blob(at, content, name=name, media=part.media)

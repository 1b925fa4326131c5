"""The payload of an event-stream frame as JSON that says everything, and back.

`{"contentBlockDelta": {...}}`: the kind of event, which AWS keeps outside the payload, stands
around it. What a frame carries in base64 under "bytes" (a model's own JSON, or an agent's words)
stands there as itself.
"""

import base64
import binascii
import json
from contextlib import suppress
from functools import lru_cache

from gateway.errors import Unreadable
from gateway.providers.framing import decoded
from gateway.providers.json_text import MAX_DEPTH, STRING, Leaf, scan, unquote
from gateway.providers.splice import quote

_PACKED = ("bytes",)
_PARSER = json.JSONDecoder(strict=False)


def viewed(event: str, payload: bytes) -> str | None:
    """The view of a payload; None where there is none or it is not text."""
    text = decoded(payload)
    if not text:
        return None
    if not _is_json(text):
        return _around(event, quote(text))
    packed = _place(text)
    inner = _unpacked(text, packed) if packed else None
    if packed is None or inner is None:
        return _around(event, text)
    return _around(event, text[: packed.start] + inner + text[packed.end :])


def undressed(event: str, payload: bytes, view: str) -> bytes:
    """The payload that has this view; `payload` is what it was before."""
    text = view[len(_before(event)) : -1]
    before = payload.decode()
    if not _is_json(before):
        return _written(str(json.loads(text, strict=False)))
    old = _place(before)
    if old is None or _unpacked(before, old) is None:
        return _written(text)
    place = next(leaf for leaf in scan(text, frozenset(_PACKED)) if leaf.path == _PACKED)
    plain = unquote(text, place) if place.kind == STRING else text[place.start : place.end]
    packed = base64.b64encode(_written(plain)).decode()
    return _written(f'{text[: place.start]}"{packed}"{text[place.end :]}')


def _is_json(text: str) -> bool:
    """Whether `scan` can read it inside a view; a parser says so sooner of almost all it can."""
    if text.count("[") + text.count("{") < MAX_DEPTH - 1:
        with suppress(ValueError):
            _PARSER.decode(text)
            return True
    try:
        scan(text)  # one value, where `1,2` and blanks stand well in brackets too
        scan(f"[[{text}]]")  # as deep as it can come to stand
    except Unreadable:
        return False
    return True


def _place(text: str) -> Leaf | None:
    """Where the base64 stands."""
    if '"bytes"' not in text and "\\" not in text:  # a name may be spelt with escapes
        return None
    return next((leaf for leaf in scan(text) if leaf.path == _PACKED), None)


def _around(event: str, source: str) -> str:
    return f"{_before(event)}{source}}}"


@lru_cache(maxsize=64)
def _before(event: str) -> str:
    return f"{{{quote(event)}:"


def _unpacked(text: str, leaf: Leaf) -> str | None:
    """What a string of base64 holds, as JSON source; None if it is none of ours."""
    if leaf.kind != STRING:
        return None
    try:
        plain = base64.b64decode(unquote(text, leaf), validate=True)
    except (binascii.Error, ValueError):
        return None
    if not plain:
        return None
    whole = decoded(plain)
    if whole is not None and whole.lstrip()[:1] in ("{", "["):
        return whole if _is_json(whole) else quote(whole)
    # Words may be cut inside a character: its bytes must come out as they went in.
    return quote(plain.decode(errors="surrogateescape"))


def _written(text: str) -> bytes:
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode(errors="replace")

"""The payload of an event-stream frame as JSON that says everything, and back.

`{"contentBlockDelta": {...}}`: the kind of event, which AWS keeps outside the payload, stands
around it. What a frame carries in base64 under "bytes" (a model's own JSON, or an agent's words)
stands there as itself.
"""

import base64
import binascii
import json

from gateway.errors import Unreadable
from gateway.providers.framing import decoded
from gateway.providers.json_text import STRING, Leaf, scan, unquote
from gateway.providers.splice import quote

_PACKED = ("bytes",)


def viewed(event: str, payload: bytes) -> str | None:
    """The view of a payload; None where there is none or it is not text."""
    text = decoded(payload)
    if not text:
        return None
    try:
        leaves = scan(text)
    except Unreadable:
        return _around(event, quote(text))
    packed = next((leaf for leaf in leaves if leaf.path == _PACKED), None)
    inner = _unpacked(text, packed) if packed else None
    if packed is None or inner is None:
        return _around(event, text)
    return _around(event, text[: packed.start] + inner + text[packed.end :])


def undressed(event: str, payload: bytes, view: str) -> bytes:
    """The payload that has this view; `payload` is what it was before."""
    text = view[len(_before(event)) : -1]
    before = payload.decode()
    try:
        old = next((leaf for leaf in scan(before) if leaf.path == _PACKED), None)
    except Unreadable:
        return _written(str(json.loads(text, strict=False)))
    if old is None or _unpacked(before, old) is None:
        return _written(text)
    place = next(leaf for leaf in scan(text, frozenset(_PACKED)) if leaf.path == _PACKED)
    plain = unquote(text, place) if place.kind == STRING else text[place.start : place.end]
    packed = base64.b64encode(_written(plain)).decode()
    return _written(f'{text[: place.start]}"{packed}"{text[place.end :]}')


def _around(event: str, source: str) -> str:
    return f"{_before(event)}{source}}}"


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
        try:
            scan(whole)
        except Unreadable:
            return quote(whole)
        return whole
    # Words may be cut inside a character: its bytes must come out as they went in.
    return quote(plain.decode(errors="surrogateescape"))


def _written(text: str) -> bytes:
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode(errors="replace")

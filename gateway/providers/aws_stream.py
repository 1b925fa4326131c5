"""Frames of AWS's event stream: both checksums are checked, and made anew where text was changed.

Big-endian: u32 length of all, u32 length of the headers, u32 CRC-32 of these eight bytes, headers,
payload, u32 CRC-32 of all that. A frame that is not whole, or not what its checksums say, never
passes: Unreadable ends the answer. Source: Smithy, "Amazon Event Stream Specification".
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

from gateway.errors import Unreadable
from gateway.providers.aws_view import undressed, viewed
from gateway.providers.framing import Whole, encoded

MEDIA_TYPE = "application/vnd.amazon.eventstream"

LARGEST_HEADERS = 128 * 1024
LARGEST_PAYLOAD = 24 * 1024 * 1024
"""Bytes; the bounds that AWS's own SDKs keep."""

_PRELUDE, _AROUND = 12, 16
_STRING, _BYTES = 7, 6
_SIZES: Mapping[int, int] = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Bytes of a header's value by its type; strings and byte arrays say their length themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One frame. `names` are the headers that are strings, `head` is all of them as they came."""

    names: Mapping[str, str]
    head: bytes
    payload: bytes = field(repr=False)

    @property
    def event(self) -> str:
        """What kind of event or exception this is."""
        headers = (":event-type", ":exception-type", ":error-code")
        return next((self.names[name] for name in headers if name in self.names), "")


def decode(raw: bytes) -> Message:
    """A whole frame. Raises Unreadable for anything else."""
    if len(raw) < _AROUND:
        raise Unreadable("a frame that is cut off")
    if _length(raw) != len(raw):
        raise Unreadable("not one frame")
    _check(raw)
    return _opened(raw)


def _check(raw: bytes) -> None:
    """Raises Unreadable unless a frame of the right length is what it was when it was sent."""
    if crc32(memoryview(raw)[:-4]) != _number(raw[-4:]):
        raise Unreadable("a frame with a wrong checksum")
    _names(raw[_PRELUDE : _PRELUDE + _number(raw[4:8])])


def _opened(raw: bytes) -> Message:
    """The parts of a frame that was checked."""
    end = _PRELUDE + _number(raw[4:8])
    head = raw[_PRELUDE:end]
    return Message(names=_names(head), head=head, payload=raw[end:-4])


def encode(head: bytes, payload: bytes) -> bytes:
    """The frame with these headers and this payload."""
    lengths = struct.pack(">II", _AROUND + len(head) + len(payload), len(head))
    frame = lengths + struct.pack(">I", crc32(lengths)) + head + payload
    return frame + struct.pack(">I", crc32(frame))


def headers(named: Mapping[str, str]) -> bytes:
    """String headers as they are written."""
    return b"".join(
        struct.pack(">B", len(name)) + name + struct.pack(">BH", _STRING, len(value)) + value
        for name, value in ((n.encode(), v.encode()) for n, v in named.items())
    )


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _length(raw: bytes | bytearray) -> int:
    """Length of the frame, as its first twelve bytes say."""
    total, length, checksum = struct.unpack_from(">III", raw)
    if crc32(raw[:8]) != checksum:
        raise Unreadable("a frame whose beginning has a wrong checksum")
    if length > LARGEST_HEADERS or not 0 <= total - length - _AROUND <= LARGEST_PAYLOAD:
        raise Unreadable("a frame of an impossible size")
    return int(total)


@lru_cache(maxsize=64)
def _names(head: bytes) -> Mapping[str, str]:
    """The headers that are strings; the frames of a stream have few kinds of them."""
    return MappingProxyType(dict(_strings(head)))


def _strings(head: bytes) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(head):
        name, kind, at = _name(head, at)
        size = _SIZES.get(kind)
        if size is None:
            if kind not in (_STRING, _BYTES):
                raise Unreadable("a header of an unknown type")
            size, at = _number(head[at : at + 2]), at + 2
        value, at = head[at : at + size], at + size
        if at > len(head):
            raise Unreadable("a header that is cut off")
        if kind == _STRING:
            yield name, value.decode(errors="replace")


def _name(head: bytes, at: int) -> tuple[str, int, int]:
    """A header's name, its type, and where its value starts."""
    end = at + 1 + head[at]
    if end >= len(head):
        raise Unreadable("a header that is cut off")
    return head[at + 1 : end].decode(errors="replace"), head[end], end + 1


class EventFrames(Whole):
    """A unit is a frame; its text is what `gateway.providers.aws_view` makes of it."""

    checked = True

    def __init__(self) -> None:
        super().__init__()
        self._broken: Unreadable | None = None

    def feed(self, data: bytes) -> list[bytes]:
        """Whole frames; those before a corrupt one still come out, whatever arrives together."""
        if self._broken:
            raise self._broken
        self._held += data
        units: list[bytes] = []
        try:
            while (unit := self._next()) is not None:
                units.append(unit)
        except Unreadable as error:
            if not units:
                raise
            self._broken = error
        return units

    def end(self) -> list[bytes]:
        if self._broken:
            raise self._broken
        if self._held:
            raise Unreadable("the stream ends inside a frame")
        return []

    def _next(self) -> bytes | None:
        """The first frame, taken out once it is whole and checked; no unit is checked again."""
        if len(self._held) < _PRELUDE or len(self._held) < (total := _length(self._held)):
            return None
        unit = bytes(self._held[:total])
        _check(unit)
        del self._held[:total]
        return unit

    def payload(self, raw: bytes) -> str | None:
        message = _opened(raw)
        return viewed(message.event, message.payload)

    def dress(self, raw: bytes, payload: str) -> bytes:
        message = _opened(raw)
        return encode(message.head, undressed(message.event, message.payload, payload))

    def failure(self, error: str, event: str) -> bytes:
        kind = event or "validationException"
        named = {
            ":exception-type": kind,
            ":content-type": "application/json",
            ":message-type": "exception",
        }
        return encode(headers(named), encoded(error))

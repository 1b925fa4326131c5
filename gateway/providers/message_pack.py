"""MessagePack as JSON text, and that text back into it: what nobody changed stays byte for byte."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import cast

import msgpack

from gateway.errors import Unreadable
from gateway.providers.events import Json

_DEEPEST = 64
_MOST = 500_000
"""Values in one record; more of them are not read."""

_STRINGS = (*range(0xA0, 0xC0), 0xD9, 0xDA, 0xDB)
_BYTES = "data:application/octet-stream;base64,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value and where it stands. `said` is a scalar as JSON has it; a map holds key, value, …"""

    start: int
    inner: int
    end: int
    kind: str  # map | array | scalar
    said: Json = None
    nodes: tuple["Node", ...] = ()


class Members(tuple[tuple[str, Json], ...]):
    """The members of a JSON object in their order, even when two have one name."""

    __slots__ = ()


def read_pack(raw: bytes, start: int) -> Node:
    """The one value that stands there and fills the rest. Raises Unreadable if none does."""
    reader = _Reader(raw, start)
    try:
        node = reader.node(0)
    except (ValueError, OverflowError, msgpack.UnpackException) as error:
        raise Unreadable("not MessagePack") from error
    if node.end != len(raw):
        raise Unreadable("more than one value of MessagePack")
    return node


class _Reader:
    """Goes through the values in order; the library decodes each head and each scalar."""

    def __init__(self, raw: bytes, start: int) -> None:
        self._raw, self._start, self._seen = raw, start, 0
        size = max(len(raw), 1)
        self._unpacker = msgpack.Unpacker(raw=True, strict_map_key=False, max_buffer_size=size)
        self._unpacker.feed(memoryview(raw)[start:])

    def node(self, depth: int) -> Node:
        self._seen += 1
        start = self._at
        if depth > _DEEPEST or self._seen > _MOST or start >= len(self._raw):
            raise Unreadable("MessagePack that is cut, too deep or too long")
        head = self._raw[start]
        if 0x90 <= head <= 0x9F or head in (0xDC, 0xDD):
            return self._array(start, depth)
        if 0x80 <= head <= 0x8F or head in (0xDE, 0xDF):
            return self._map(start, depth)
        said = _said(self._unpacker.unpack(), head)
        return Node(start=start, inner=start, end=self._at, kind="scalar", said=said)

    def _array(self, start: int, depth: int) -> Node:
        size, inner = self._unpacker.read_array_header(), self._at
        nodes = tuple([self.node(depth + 1) for _ in range(size)])
        return Node(start=start, inner=inner, end=self._at, kind="array", nodes=nodes)

    def _map(self, start: int, depth: int) -> Node:
        size, inner = self._unpacker.read_map_header(), self._at
        nodes = tuple([self.node(depth + 1) for _ in range(2 * size)])
        if any(key.kind != "scalar" for key in nodes[::2]):
            raise Unreadable("MessagePack with keys that are no names")
        return Node(start=start, inner=inner, end=self._at, kind="map", nodes=nodes)

    @property
    def _at(self) -> int:
        return self._start + cast("int", self._unpacker.tell())


def _said(value: object, head: int) -> Json:
    """A scalar as JSON can say it: bytes as a data URL, a time by its date and clock."""
    if isinstance(value, bytes):
        return _text(value) if head in _STRINGS else _blob(value)
    if isinstance(value, msgpack.ExtType):
        return _blob(value.data)
    if isinstance(value, msgpack.Timestamp):
        return _clock(value)
    endless = isinstance(value, float) and not isfinite(value)
    return str(value) if endless else value


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return _blob(value)


def _blob(value: bytes) -> str:
    return _BYTES + b64encode(value).decode()


def _clock(value: msgpack.Timestamp) -> str:
    try:
        return cast("str", value.to_datetime().isoformat())
    except (ValueError, OverflowError):
        return f"{value.seconds}.{value.nanoseconds}"


def as_json(node: Node) -> str:
    """The value as JSON text, in the order in which it stands."""
    if node.kind == "array":
        return f"[{','.join(map(as_json, node.nodes))}]"
    if node.kind == "map":
        pairs = zip(node.nodes[::2], node.nodes[1::2], strict=True)
        return f"{{{','.join([f'{name_of(key)}:{as_json(value)}' for key, value in pairs])}}}"
    return json.dumps(node.said, ensure_ascii=False)


def name_of(key: Node) -> str:
    """A key as the name of a member; JSON has only strings for that."""
    named = key.said if isinstance(key.said, str) else json.dumps(key.said)
    return json.dumps(named, ensure_ascii=False)


def parse_json(text: str) -> Json:
    """JSON with every object as its members. Raises ValueError."""
    return json.loads(text, object_pairs_hook=Members)


def spliced(raw: bytes, node: Node, new: Json) -> bytes:
    """The bytes of a value; what is different in `new` (see `parse_json`) is written anew."""
    if node.kind == "array" and isinstance(new, list) and len(new) == len(node.nodes):
        return joined(raw, node, new)
    if node.kind == "map" and isinstance(new, Members) and 2 * len(new) == len(node.nodes):
        parts = [raw[node.start : node.inner]]
        for at, (_, value) in enumerate(new):
            key, old = node.nodes[2 * at : 2 * at + 2]
            parts += [raw[key.start : key.end], spliced(raw, old, value)]
        return b"".join(parts)
    if node.kind == "scalar" and type(new) is type(node.said) and new == node.said:
        return raw[node.start : node.end]
    return pack(_plain(new))


def joined(raw: bytes, node: Node, news: Sequence[Json]) -> bytes:
    """The same for the elements of an array, as many as it has."""
    parts = (spliced(raw, old, new) for old, new in zip(node.nodes, news, strict=True))
    return raw[node.start : node.inner] + b"".join(parts)


def pack(value: Json) -> bytes:
    """A value as MessagePack; half a surrogate pair, which has no UTF-8, is a question mark."""
    return cast("bytes", msgpack.packb(value, unicode_errors="replace"))


def _plain(value: Json) -> Json:
    if isinstance(value, Members):
        return {name: _plain(inner) for name, inner in value}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def names(count: int, known: Sequence[str]) -> Iterator[str]:
    """Names for so many elements: the known ones, then numbers."""
    yield from known[:count]
    yield from (f"more{at}" for at in range(count - len(known)))

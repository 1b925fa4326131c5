"""SignalR's records in both of its protocols: JSON that ends in a mark, MessagePack with a length.

The handshake chooses one and is JSON itself. No record can be taken for one of the other protocol:
after the length stands the head of an array, with which no JSON goes on. So each record says what
it is, in either direction. Source: the specification HubProtocol.md of dotnet/aspnetcore.
"""

import json
import re
from collections.abc import Mapping

from gateway.errors import Unreadable
from gateway.providers.events import Json, member
from gateway.providers.framing import LARGEST_UNIT
from gateway.providers.message_pack import (
    Members,
    Node,
    as_json,
    joined,
    names,
    pack,
    parse_json,
    read_pack,
)
from gateway.providers.socket_framing import MarkedRecords

_PACKED = re.compile(rb"([\x80-\xff]{0,4}[\x00-\x7f])(?=[\x90-\x9f\xdc\xdd])")
_MAYBE = re.compile(rb"[\x80-\xff]{0,4}[\x00-\x7f]?\Z")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x1e]*[{\[]|[\s\x1e]+\Z")
_HANDSHAKE = re.compile(rb'.{0,200}"protocol"', re.DOTALL)

PACKED = "messagepack"
PROTOCOLS = ("json", PACKED)
"""What a handshake may choose; of any other nobody knows what follows."""

_LAYOUT: Mapping[object, tuple[str, ...]] = {
    1: ("headers", "invocationId", "target", "arguments", "streamIds"),
    2: ("headers", "invocationId", "item"),
    3: ("headers", "invocationId", "resultKind", "result"),
    4: ("headers", "invocationId", "target", "arguments", "streamIds"),
    5: ("headers", "invocationId"),
    6: (),
    7: ("error", "allowReconnect"),
    8: ("sequenceId",),
    9: ("sequenceId",),
}
"""What stands in a record after its type, as the JSON protocol names it."""

_FAILED, _VOID, _RESULT = 1, 2, 3
_EMPTY: Mapping[str, Json] = {"headers": {}, "arguments": [], "streamIds": []}


class HubRecords(MarkedRecords):
    """The records of one direction. What it told last decides how `failure` tells."""

    def __init__(self) -> None:
        super().__init__()
        self._packs = False

    def _next_end(self) -> int | None:
        if _MAYBE.match(self._held):
            return None  # the next byte tells
        packed = _PACKED.match(self._held)
        if packed is None:
            return self._marked()
        self._packs = True
        end = packed.end() + _length(packed[1])
        if end > LARGEST_UNIT:
            return len(self._held)  # never to be read, so nobody waits for it
        return end if end <= len(self._held) else None

    def _marked(self) -> int | None:
        """The end of a record of JSON; what is none either is one that nobody can read."""
        end = super()._next_end()
        if end is None:
            return None if _JSON.match(self._held) else len(self._held)
        chosen = _protocol(bytes(self._held[:end]))
        self._packs = chosen == PACKED if chosen else self._packs
        return end

    def payload(self, raw: bytes) -> str | None:
        if not _PACKED.match(raw):
            return super().payload(raw)
        try:
            return _as_record(_record(raw))
        except Unreadable:
            return None

    def dress(self, raw: bytes, payload: str) -> bytes:
        if not _PACKED.match(raw):
            return super().dress(raw, payload)
        node, new = _record(raw), parse_json(payload)
        news = [value for _, value in new] if isinstance(new, Members) else new
        body = joined(raw, node, news)
        lead = _PACKED.match(raw)
        same = lead is not None and len(body) == len(raw) - lead.end()
        return (raw[: lead.end()] if lead and same else _lead(len(body))) + body

    def failure(self, error: str, event: str) -> bytes:
        """A handshake is answered in JSON, whatever it chooses."""
        told = json.loads(error)
        if not self._packs or "type" not in told:
            return super().failure(error, event)
        body = pack(_elements(told))
        return _lead(len(body)) + body


def unknown_protocol(record: Json) -> str:
    """Why nobody could read what follows a handshake; "" if it can be read, or is none."""
    if not is_handshake(record) or member(record, "protocol") in PROTOCOLS:
        return ""
    return "a protocol of this connection that is not known"


def is_handshake(record: Json) -> bool:
    """Whether a client's record chooses the protocol."""
    return isinstance(record, dict) and "protocol" in record and "type" not in record


def _protocol(raw: bytes) -> str:
    """The protocol that a record chooses, or ""."""
    if not _HANDSHAKE.match(raw):
        return ""
    try:
        record = json.loads(raw[:-1])
    except (ValueError, RecursionError):
        return ""
    return str(record["protocol"]) if is_handshake(record) else ""


def _record(raw: bytes) -> Node:
    """The array in a record of MessagePack. Raises Unreadable."""
    packed = _PACKED.match(raw)
    if packed is None or packed.end() + _length(packed[1]) != len(raw):
        raise Unreadable("a record whose length is wrong")
    return read_pack(raw, packed.end())


def _as_record(node: Node) -> str:
    """The record as the JSON protocol has it; one of no known type as the array that it is."""
    kind = node.nodes[0].said if node.nodes else None
    known = _LAYOUT.get(kind) if type(kind) is int else None
    if known is None:
        return as_json(node)
    failed = kind == 3 and len(node.nodes) > 4 and node.nodes[3].said == _FAILED
    known = (*known[:-1], "error") if failed else known
    named = names(len(node.nodes), ("type", *known))
    pairs = (f'"{name}":{as_json(value)}' for name, value in zip(named, node.nodes, strict=True))
    return f"{{{','.join(pairs)}}}"


def _elements(told: Mapping[str, Json]) -> list[Json]:
    """A record of ours as the array of the other protocol."""
    kind = told["type"]
    if kind == 3:
        result = _FAILED if "error" in told else _RESULT if "result" in told else _VOID
        said = [told[name] for name in ("error", "result") if name in told][:1]
        return [kind, {}, told.get("invocationId"), result, *said]
    return [kind, *(told.get(name, _EMPTY.get(name)) for name in _LAYOUT[kind])]


def _length(lead: bytes) -> int:
    """A VarInt: seven bits a byte, the lowest first."""
    return sum((byte & 0x7F) << (7 * at) for at, byte in enumerate(lead))


def _lead(length: int) -> bytes:
    out = bytearray()
    while length > 0x7F:
        out.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes((*out, length))

"""SignalR's MessagePack for tests, written and read by the library and nothing of the gateway's."""

from collections.abc import Iterator
from typing import Any

import msgpack

HANDSHAKE = '{"protocol":"messagepack","version":1}\x1e'
AGREED = "{}\x1e"


def packed(*elements: Any) -> bytes:
    """A record as the vendor's client frames it; all of these are short."""
    body = msgpack.packb(list(elements))
    if len(body) < 0x80:
        return bytes((len(body),)) + body
    assert len(body) < 0x4000
    return bytes((len(body) & 0x7F | 0x80, len(body) >> 7)) + body


def chat(text: str, call: str = "0") -> bytes:
    """A prompt that begins a conversation."""
    message = {"author": "user", "text": text, "messageType": "Chat", "locale": "en-gb"}
    argument = {"isStartOfSession": True, "conversationId": "c-1", "message": message}
    return packed(4, {}, call, "chat", [argument], [])


def update(piece: str) -> bytes:
    """A piece of an answer."""
    return packed(1, {}, None, "update", [{"writeAtCursor": piece}])


def ending(text: str, call: str = "0") -> bytes:
    """The final list, and the end of the call."""
    item = {"messages": [{"author": "bot", "text": text}]}
    return packed(2, {}, call, item) + packed(3, {}, call, 2)


def unpacked(data: bytes) -> Iterator[Any]:
    """The records in these bytes, which are whole ones."""
    while data:
        long = data[0] > 0x7F
        size = data[0] if not long else (data[0] & 0x7F) | data[1] << 7
        start = 2 if long else 1
        yield msgpack.unpackb(data[start : start + size])
        data = data[start + size :]

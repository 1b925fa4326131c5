"""How records are told apart in the messages of a WebSocket, without losing a byte."""

import re

from gateway.providers.framing import Pieces, Whole, decoded, encoded

_MARK = b"\x1e"
_NUMBERS = re.compile(r"[0-9]{1,5}(?=[\[{])")


class EachMessage(Whole):
    """A message is a record."""

    def feed(self, data: bytes) -> list[bytes]:
        return [data]

    def failure(self, error: str, event: str) -> bytes:
        return encoded(error)


class NumberedMessages(EachMessage):
    """Likewise, with a short number in front of the JSON, as Engine.IO and Socket.IO write it."""

    def payload(self, raw: bytes) -> str | None:
        text = decoded(raw)
        return None if text is None else text[_lead(text) :]

    def dress(self, raw: bytes, payload: str) -> bytes:
        text = raw.decode()
        return encoded(text[: _lead(text)] + payload)


def _lead(text: str) -> int:
    found = _NUMBERS.match(text)
    return found.end() if found else 0


class MarkedRecords(Pieces):
    """Every record ends in U+001E (SignalR): several in one message, or one over several."""

    def _next_end(self) -> int | None:
        found = self._held.find(_MARK, self._seen)
        self._seen = len(self._held)
        return found + 1 if found >= 0 else None

    def payload(self, raw: bytes) -> str | None:
        return decoded(raw.removesuffix(_MARK))

    def dress(self, raw: bytes, payload: str) -> bytes:
        return encoded(payload) + (_MARK if raw.endswith(_MARK) else b"")

    def failure(self, error: str, event: str) -> bytes:
        return encoded(error) + _MARK

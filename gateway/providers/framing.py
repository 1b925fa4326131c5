"""Cut an answer into units without losing a byte: whole body, lines, array elements, plain text.

Server-sent events are in sse.py. All are sans-io; the units of one answer, joined, are its bytes.
"""

import re
from typing import Protocol

LARGEST_UNIT = 32 * 1024 * 1024
"""Bytes. What grows beyond it passes as it came, unread: nothing that was masked is restored."""


class Framing(Protocol):
    """How the units of an answer are told apart. `plain`: units are any part of one text.

    `checked`: a unit carries checksums, so that it leaves whole or not at all.
    """

    plain: bool
    checked: bool

    def feed(self, data: bytes) -> list[bytes]:
        """The units these bytes complete."""

    def end(self) -> list[bytes]:
        """What is left."""

    def payload(self, raw: bytes) -> str | None:
        """The text in a unit; None if there is none or it is not UTF-8."""

    def dress(self, raw: bytes, payload: str) -> bytes:
        """The unit with another text in it."""

    def failure(self, error: str, event: str) -> bytes:
        """A unit that carries this error, as JSON source; b"" where no unit can."""


def decoded(raw: bytes) -> str | None:
    """UTF-8 bytes as text, or None."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which has no UTF-8, becomes a question mark."""
    return text.encode(errors="replace")


class Whole:
    """The answer is one unit, complete when it ends."""

    plain = False
    checked = False

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        self._held += data
        return self.end() if len(self._held) > LARGEST_UNIT else []

    def end(self) -> list[bytes]:
        held = bytes(self._held)
        self._held.clear()
        return [held] if held else []

    def payload(self, raw: bytes) -> str | None:
        return decoded(raw)

    def dress(self, raw: bytes, payload: str) -> bytes:
        return encoded(payload)

    def failure(self, error: str, event: str) -> bytes:
        return b""


class Untouched(Whole):
    """Bytes that hold no text, like sound and pictures: passed on as they come."""

    def feed(self, data: bytes) -> list[bytes]:
        return [data] if data else []

    def payload(self, raw: bytes) -> str | None:
        return None


class PlainText(Whole):
    """Text that is passed on as it comes, cut between characters only."""

    plain = True

    def feed(self, data: bytes) -> list[bytes]:
        self._held += data
        cut = len(self._held) - _unfinished(self._held[-3:])
        unit = bytes(self._held[:cut])
        del self._held[:cut]
        return [unit] if unit else []


def _unfinished(tail: bytearray) -> int:
    """How many bytes at the end begin a character that is not complete."""
    for back, byte in enumerate(reversed(tail), start=1):
        if byte & 0xC0 != 0x80:
            length = 1 if byte < 0xC0 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if length > back else 0
    return 0


class Pieces(Whole):
    """Units found one after the other in a growing buffer, by `_next_end`."""

    def __init__(self) -> None:
        super().__init__()
        self._seen = 0  # nothing ends before this position

    def feed(self, data: bytes) -> list[bytes]:
        self._held += data
        units = []
        while (end := self._next_end()) is not None:
            units.append(bytes(self._held[:end]))
            del self._held[:end]
            self._seen = 0
        if len(self._held) > LARGEST_UNIT:
            units += self.end()
        return units

    def end(self) -> list[bytes]:
        self._seen = 0
        return super().end()

    def _next_end(self) -> int | None:
        raise NotImplementedError


class Lines(Pieces):
    """NDJSON: a unit is a line, its newline included."""

    def _next_end(self) -> int | None:
        found = self._held.find(b"\n", self._seen)
        self._seen = len(self._held)
        return found + 1 if found >= 0 else None

    def dress(self, raw: bytes, payload: str) -> bytes:
        """What is restored may have lines of its own: in a line that is no JSON they are one."""
        text, end = (payload[:-1], "\n") if raw.endswith(b"\n") else (payload, "")
        return encoded(text.replace("\n", " ") + end)

    def failure(self, error: str, event: str) -> bytes:
        return encoded(f"{error}\n")


_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_LEAD = re.compile(r"[\ufeff\s,]*\[?[\s,]*")


class ArrayElements(Pieces):
    """A JSON array that arrives piecemeal: a unit is an element with what stands before it."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._in_string = False
        self._any = False
        self._is_array: bool | None = None  # not known before the first bracket

    def _next_end(self) -> int | None:
        while self._past_string() and (mark := _OUTSIDE.search(self._held, self._seen)):
            self._seen = mark.end()
            self._in_string = mark[0] == b'"'
            if self._in_string:
                continue
            if self._is_array is None:
                self._is_array = mark[0] == b"["
            self._depth += 1 if mark[0] in b"{[" else -1
            if self._is_array and self._depth == 1 and mark[0] == b"}":
                self._any = True
                return self._seen
        if not self._in_string:
            self._seen = len(self._held)
        return None

    def _past_string(self) -> bool:
        """Go on to the end of the string we are in; False when that has not arrived."""
        if not self._in_string:
            return True
        scanned = _INSIDE.match(self._held, self._seen)
        self._seen = scanned.end() if scanned else self._seen
        if self._held[self._seen : self._seen + 1] != b'"':
            return False
        self._seen += 1
        self._in_string = False
        return True

    def payload(self, raw: bytes) -> str | None:
        text = decoded(raw) or ""
        element = text[_lead(text) :]
        return element if element.startswith("{") else None

    def dress(self, raw: bytes, payload: str) -> bytes:
        text = raw.decode()
        return encoded(text[: _lead(text)] + payload)

    def failure(self, error: str, event: str) -> bytes:
        return encoded(f"{',' if self._any else '['}{error}]")


def _lead(text: str) -> int:
    """How much of a unit stands before its element."""
    found = _LEAD.match(text)
    return found.end() if found else 0

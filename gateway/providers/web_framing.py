"""How the pages of Gemini and Le Chat get their answers: chunks with a length, lines with a number.

Both are sans-io like those of framing.py.
"""

import re

from gateway.providers.framing import Lines, Pieces, decoded, encoded

_GUARD = re.compile(rb"\)\]\}'\s*")
_LENGTH = re.compile(rb"\s*([0-9]{1,9})(?=\r?\n)")
_MAYBE_LENGTH = re.compile(rb"\s*[0-9]{0,9}\r?\Z")
_FEWER = b")]}'\n\r \t"
_CONTINUED = bytes(range(0x80, 0xC0))
_SHORT = bytes(range(0xF0))  # what does not begin a character of two units
_NUMBER = re.compile(r"(?:[0-9a-z]{1,3}|data): ?")
_JSON = ("{", "[", '"')


class SizedChunks(Pieces):
    """A unit is a decimal length and as much JSON, counted in UTF-16 units with the line ends.

    What stands before the first, so that a script cannot include the answer, is a unit of its own;
    where a length is missing or wrong, a line is a unit.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begun = False

    def _next_end(self) -> int | None:
        if not self._begun:
            return self._first()
        if not self._held or _MAYBE_LENGTH.fullmatch(self._held):
            return None
        length = _LENGTH.match(self._held)
        if length is None:
            found = self._held.find(b"\n", len(self._held) - len(self._held.lstrip()))
            return found + 1 if found >= 0 else None
        return _counted(self._held, length.end(), int(length[1]))

    def _first(self) -> int | None:
        guard = _GUARD.match(self._held)
        if guard is None and self._held.strip(_FEWER):
            self._begun = True
            return self._next_end()
        if guard is None or guard.end() == len(self._held):
            return None  # there may be more of it
        self._begun = True
        return guard.end()

    def payload(self, raw: bytes) -> str | None:
        text = decoded(raw[_lead(raw) :])
        return text if text and text.lstrip()[:1] in ("[", "{") else None

    def dress(self, raw: bytes, payload: str) -> bytes:
        length = _LENGTH.match(raw)
        if length is None:
            return raw[: _lead(raw)] + encoded(payload)
        body = encoded(payload)
        start = raw[: length.start(1)]
        return start + str(_units(body.decode())).encode() + body

    def failure(self, error: str, event: str) -> bytes:
        body = f"\n{error}\n"
        return encoded(f"{_units(body)}{body}")


def sized(*rows: str) -> bytes:
    """An answer of these JSON documents."""
    chunks = SizedChunks()
    return b")]}'\n\n" + b"".join(chunks.failure(row, "") for row in rows)


def _lead(raw: bytes) -> int:
    """How much of a unit stands before its JSON."""
    found = _LENGTH.match(raw) or _GUARD.match(raw)
    return found.end() if found else 0


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _counted(held: bytearray, start: int, units: int) -> int | None:
    """Where so many UTF-16 units after the start end; None when they have not all arrived."""
    if len(held) - start < units:
        return None
    rest = bytes(held[start : start + 3 * units + 3])
    there = len(rest.translate(None, _CONTINUED)) + len(rest.translate(None, _SHORT))
    if there < units:
        return None
    text = rest.decode(errors="ignore").encode("utf-16-le")[: 2 * units]
    whole = text.decode("utf-16-le", errors="ignore")
    return start + len(whole.encode()) if _units(whole) == units else None


class NumberedLines(Lines):
    """A unit is a line with a number (or letter) in front that says of what kind it is."""

    def payload(self, raw: bytes) -> str | None:
        text = decoded(raw) or ""
        said = text[_number(text) :]
        return said if said[:1] in _JSON else None

    def dress(self, raw: bytes, payload: str) -> bytes:
        """A value that was put into what is no JSON must not begin a line of its own."""
        text = raw.decode()
        end = "\n" if text.endswith("\n") else ""
        said = payload.removesuffix(end).replace("\n", "\\n")
        return encoded(text[: _number(text)] + said + end)

    def failure(self, error: str, event: str) -> bytes:
        return encoded(f"3:{error}\n")


def _number(text: str) -> int:
    found = _NUMBER.match(text)
    return found.end() if found else 0

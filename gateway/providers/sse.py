"""Server-sent events, cut so that every byte is kept (WHATWG HTML, "Server-sent events").

Lines end at LF, CR or CRLF and at nothing else: U+2028 inside JSON is text.
"""

import re

from gateway.providers.framing import Pieces, decoded, encoded

# A CR at the very end may be half of a CRLF, so that what follows it decides.
_EVENT_END = re.compile(rb"(?>\r\n|\r|\n)(?>\r\n|\n|\r(?=[\s\S]))")
_USUAL = re.compile(r"data: ([^\r\n]*+)\n\n")
_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_DATA = re.compile(r"\ufeff?data(?:: ?|(?=[\r\n]|\Z))([^\r\n]*)")


class ServerSentEvents(Pieces):
    """A unit is an event with its blank line, or a comment; the last may lack its end."""

    def _next_end(self) -> int | None:
        found = _EVENT_END.search(self._held, max(0, self._seen - 3))
        self._seen = len(self._held)
        return found.end() if found else None

    def payload(self, raw: bytes) -> str | None:
        text = decoded(raw)
        if text is None:
            return None
        if (usual := _USUAL.fullmatch(text)) is not None:
            return usual[1]
        found = [match[1] for match in _data_lines(text)]
        return "\n".join(found) if found else None

    def dress(self, raw: bytes, payload: str) -> bytes:
        text = raw.decode()
        lines = _data_lines(text)
        pieces: list[str] = []
        done = 0
        news = _BREAK.split(payload)
        for match, new in zip(lines, news, strict=False):
            pieces += (text[done : match.start(1)], new)
            done = match.end(1)
        # More lines than before can only be plain text: JSON has no raw newline in its strings.
        pieces += (f"\ndata: {new}" for new in news[len(lines) :])
        return encoded("".join((*pieces, text[done:])))

    def failure(self, error: str, event: str) -> bytes:
        name = f"event: {event}\n" if event else ""
        return encoded(f"{name}data: {error}\n\n")


def _data_lines(text: str) -> list[re.Match[str]]:
    starts = (line.start() for line in _LINE.finditer(text) if line[0])
    return [match for match in (_DATA.match(text, start) for start in starts) if match]

"""Puts the values back into text that arrives in pieces; does no input or output."""

import json as json_format
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gateway.pseudonyms.token_index import CONTEXT, TokenIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Settled text, and its span in the source; a value stands for a whole token."""

    start: int
    end: int
    text: str = field(repr=False)
    value: bool = False

    def written(self, *, json: bool) -> str:
        """The text as it goes out: a value escaped for the inside of a string in JSON source."""
        if json and self.value:
            return json_format.dumps(self.text, ensure_ascii=False)[1:-1]
        return self.text


class TextRestorer:
    """One run of text. Holds back only the longest end that may still become an issued token.

    However the text is cut, the joined results are the same; a value is never searched again.
    With `json` the text is JSON source and values are escaped for the inside of a string.
    """

    __slots__ = ("_before", "_index", "_json", "held", "settled")

    def __init__(self, index: TokenIndex, *, json: bool = False) -> None:
        self._index = index
        self._json = json
        self._before = ""  # the last characters that went out, as they came
        self.held = ""
        self.settled = 0  # characters of the source that went out

    def feed(self, text: str) -> str:
        """What is settled by this text; may be empty."""
        return self._written(self.pieces(text))

    def flush(self) -> str:
        """What was held back: the text ends here, or nobody can wait for the rest."""
        return self._written(self.pieces("", last=True))

    def pieces(self, text: str, *, last: bool = False) -> list[Piece]:
        """Like `feed` (with `last`, nothing is held back), with places in the source."""
        source = self._before + self.held + text
        at = len(self._before)
        offset = self.settled - at
        pieces: list[Piece] = []
        stop = self._stop(source, at, last=last)
        while found := self._index.find(source, at, stop):
            if at < found.start:
                pieces.append(_plain(source, at, found.start, offset))
            start, end = offset + found.start, offset + found.end
            pieces.append(Piece(start=start, end=end, text=found.value, value=True))
            at = found.end
            if stop < at:
                stop = self._stop(source, at, last=last)
        if at < stop:
            pieces.append(_plain(source, at, stop, offset))
        self._before, self.held = source[max(0, stop - CONTEXT) : stop], source[stop:]
        self.settled = offset + stop
        return pieces

    def _stop(self, source: str, at: int, *, last: bool) -> int:
        return len(source) if last else self._index.hold(source, at)

    def _written(self, pieces: Iterable[Piece]) -> str:
        return "".join(piece.written(json=self._json) for piece in pieces)


def _plain(source: str, start: int, end: int, offset: int) -> Piece:
    return Piece(start=offset + start, end=offset + end, text=source[start:end])


def restore(text: str, issued: Mapping[str, str], *, json: bool = False) -> str:
    """A whole text with every issued token replaced by its value."""
    restorer = TextRestorer(TokenIndex(issued), json=json)
    return restorer.feed(text) + restorer.flush()

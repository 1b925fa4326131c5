"""Text to word pieces and layout hints, as the shipped model was trained to read them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LAST_MARK = 0x20000  # Unicode has no punctuation beyond the first two planes
LONGEST_WORD = 100  # characters; BERT vocabularies treat longer words as unknown
_IDEOGRAPHS = (
    "\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ceaf"
    "\U0002f800-\U0002fa1f"
)
_BLANKS = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd\ud800-\udfff"
)
_LOWER, _TITLE, _UPPER, _INITIAL, _MIXED, _DIGIT, _OTHER = range(1, 8)
_JOINED, _SPACED, _NEW_LINE, _NEW_PARAGRAPH = range(4)


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as the model reads it; the arrays run in parallel, one entry per piece.

    `words` says which word a piece belongs to, `spans` where each word stands in the text
    (code points, end exclusive).
    """

    ids: list[int] = field(repr=False)
    words: list[int] = field(repr=False)
    shapes: list[int] = field(repr=False)
    spans: list[tuple[int, int]] = field(repr=False)

    def has_letters(self, start: int, end: int) -> bool:
        """Whether any of these pieces is of a word with letters; figures and marks name nobody."""
        return any(shape < _DIGIT * 4 for shape in self.shapes[start:end])


class WordPiece:
    """Uncased WordPiece over a BERT vocabulary file, one piece per line."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._ids = {piece: number for number, piece in enumerate(lines) if piece}
        self.unknown, self.start, self.end = (self._ids[p] for p in ("[UNK]", "[CLS]", "[SEP]"))
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}
        self._word = _word_pattern()

    def forget(self) -> None:
        """Drop the words seen so far: they are people's names."""
        self._seen.clear()

    def encode(self, text: str) -> Pieces:
        pieces, previous = Pieces([], [], [], []), 0
        for match in self._word.finditer(text):
            ids, case = self._look_up(match[0])
            if not ids:
                continue
            gap = _gap(text[previous : match.start()]) if pieces.spans else _NEW_PARAGRAPH
            pieces.ids.extend(ids)
            pieces.words.extend([len(pieces.spans)] * len(ids))
            pieces.shapes.extend([case * 4 + gap] * len(ids))
            pieces.spans.append(match.span())
            previous = match.end()
        return pieces

    def _look_up(self, word: str) -> tuple[tuple[int, ...], int]:
        known = self._seen.get(word)
        if known is None:
            known = self._seen[word] = (tuple(self._split(_bare(word))), _case(word))
        return known

    def _split(self, word: str) -> Iterator[int]:
        """Greedy longest match; a word with no match is one unknown piece."""
        if len(word) > LONGEST_WORD:
            return iter((self.unknown,))
        found, start = [], 0
        while start < len(word):
            end = self._longest(word, start)
            if end == start:
                return iter((self.unknown,))
            found.append(self._ids[("##" if start else "") + word[start:end]])
            start = end
        return iter(found)

    def _longest(self, word: str, start: int) -> int:
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in self._ids:
                return end
        return start


def _word_pattern() -> re.Pattern[str]:
    """A mark or ideograph alone, else a run of anything but marks and blanks."""
    marks = "".join(re.escape(chr(c)) for c in range(LAST_MARK) if _is_mark(c))
    return re.compile(f"[{marks}{_IDEOGRAPHS}]|[^{_BLANKS}{marks}{_IDEOGRAPHS}]+")


def _is_mark(code: int) -> bool:
    if code < 128:
        return 33 <= code <= 126 and not chr(code).isalnum()
    return unicodedata.category(chr(code)).startswith("P")


def _bare(word: str) -> str:
    """Lower case without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if unicodedata.category(c) != "Mn").lower()


def _case(word: str) -> int:
    if any(c.isdigit() for c in word):
        return _DIGIT
    if not word[0].isalpha():
        return _OTHER
    if len(word) == 1:
        return _INITIAL if word.isupper() else _LOWER
    if word.isupper():
        return _UPPER
    if word[0].isupper():
        return _TITLE if word[1:].islower() else _MIXED
    return _LOWER if word.islower() or not word[0].islower() else _MIXED


def _gap(between: str) -> int:
    breaks = between.count("\n")
    if breaks:
        return _NEW_LINE if breaks == 1 else _NEW_PARAGRAPH
    return _SPACED if between else _JOINED

"""Records and passages as the network reads them: pieces, what each may be, what is stated."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detectors.model.labels import LABELS, SENSITIVE
from detectors.model.windows import SIZE, cut
from detectors.model.wordpiece import Pieces, WordPiece
from detectors.training.corpora import Passage
from detectors.training.labels import OPEN, OUTSIDE, OWN, OWN_BENIGN, begin, inside
from detectors.training.markup import Record

CLASSES = 1 + 2 * len(LABELS)
UNKNOWN = -1.0  # a sensitive target that the annotation does not settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window. `allowed` (pieces, CLASSES) is true where the annotation permits a class;
    `stated` (len(SENSITIVE)) is 1, 0 or UNKNOWN per category. `fixed` keeps its letter case.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    stated: NDArray[np.float32]
    fixed: bool


class Reader:
    """Turns texts into examples with the product's own word pieces."""

    def __init__(self, wordpiece: WordPiece) -> None:
        self._wordpiece = wordpiece

    def passage(self, passage: Passage, *, ours: bool) -> Iterator[Example]:
        """`ours`: synthetic text, in which every person is a private one."""
        pieces = self._wordpiece.encode(passage.text)
        allowed = np.zeros((len(pieces.ids), CLASSES), bool)
        allowed[:, OUTSIDE] = True
        for label in OPEN:
            allowed[:, (begin(label), inside(label))] = True
        for start, end, label in passage.spans:
            labels = (label,) if ours else _MAY_BE.get(label, (label,))
            _set(allowed, pieces, start, end, labels)
        unknown = np.full(len(SENSITIVE), UNKNOWN, np.float32)
        yield from _windows(pieces, allowed, unknown, fixed=ours)

    def record(self, record: Record) -> Iterator[Example]:
        pieces = self._wordpiece.encode(record.text)
        allowed = np.zeros((len(pieces.ids), CLASSES), bool)
        allowed[:, OUTSIDE] = True
        for mark in record.marks:
            label = (OWN_BENIGN if mark.benign else OWN).get(mark.label)
            if label is not None:
                _set(allowed, pieces, mark.start, mark.end, (label,))
        yield from _windows(pieces, allowed, _stated(record), fixed=False)


_MAY_BE = {"PERSON": ("PERSON", "FIGURE"), "LOCATION": ("LOCATION", "ADDRESS")}


def _stated(record: Record) -> NDArray[np.float32]:
    """Prompts of others are silent on what else a `pii` text states; our records are not."""
    states = record.kind in {"special", "pii"}
    silent = record.kind == "pii" and not record.categories and record.id.startswith("pos-")
    if silent:
        return np.full(len(SENSITIVE), UNKNOWN, np.float32)
    found = [float(states and name in record.categories) for name in SENSITIVE]
    return np.array(found, np.float32)


def _set(
    allowed: NDArray[np.bool_], pieces: Pieces, start: int, end: int, labels: Iterable[str]
) -> None:
    """Only these labels may stand at these characters."""
    first = True
    for at, word in enumerate(pieces.words):
        begins, ends = pieces.spans[word]
        if begins < end and ends > start:
            allowed[at] = False
            for label in labels:
                allowed[at, begin(label) if first else inside(label)] = True
            first = False


def _windows(
    pieces: Pieces, allowed: NDArray[np.bool_], stated: NDArray[np.float32], *, fixed: bool
) -> Iterator[Example]:
    windows = cut(pieces.words, SIZE, overlap=0)
    if len(windows) > 1:  # which window states it is not known
        stated = np.where(stated > 0, np.float32(UNKNOWN), stated)
    for window in windows:
        here = slice(window.start, window.end)
        yield Example(
            ids=np.array(pieces.ids[here], np.int64),
            shapes=np.array(pieces.shapes[here], np.int64),
            allowed=allowed[here],
            stated=stated,
            fixed=fixed,
        )


_NAME_WORD = re.compile(r"[^\W\d_]{2,}")


def renamed(record: Record, names: Sequence[str], chance: random.Random) -> Record:
    """The same record about other people: every word of a private name becomes another name.

    One word becomes the same other word wherever it stands in a mark, in its own letter case.
    """
    pieces, marks, size, at = [], [], 0, 0
    new: dict[str, str] = {}
    for mark in record.marks:
        words = record.text[mark.start : mark.end]
        if mark.label == "PERSON" and not mark.benign:
            words = _NAME_WORD.sub(
                lambda match: _like(
                    match[0], new.setdefault(match[0].casefold(), chance.choice(names))
                ),
                words,
            )
        before = record.text[at : mark.start]
        pieces += [before, words]
        start = size + len(before)
        marks.append((mark, start, start + len(words)))
        size, at = start + len(words), mark.end
    pieces.append(record.text[at:])
    moved = tuple(replace(mark, start=start, end=end) for mark, start, end in marks)
    return replace(record, text="".join(pieces), marks=moved)


def _like(old: str, new: str) -> str:
    if old.isupper():
        return new.upper()
    return new.lower() if old.islower() else new

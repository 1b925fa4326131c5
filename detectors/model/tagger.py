"""Run the shipped ONNX token classifier and turn its probabilities into spans."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detectors.model.join import join_pieces
from detectors.model.tagged import Tagged
from detectors.model.windows import Window, cut
from detectors.model.wordpiece import Pieces, WordPiece

LABELS = ("PERSON", "LOCATION", "ORGANIZATION", "ADDRESS")
Probabilities = NDArray[np.float32]


class Tagger:
    """`tag` is not safe for two threads at once: the word cache is shared."""

    def __init__(self, folder: Path, person_threshold: float | None) -> None:
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), _options(), providers=["CPUExecutionProvider"]
        )
        self._reader = WordPiece(folder / "vocab.txt")
        self._person_threshold = person_threshold

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Spans of each text, in order. The words read are forgotten before it returns."""
        try:
            read = [self._reader.encode(text) for text in texts]
        finally:
            self._reader.forget()
        return [
            join_pieces(text, self._spans(text, pieces, self._classify(pieces)))
            for text, pieces in zip(texts, read, strict=True)
        ]

    def _classify(self, pieces: Pieces) -> Probabilities:
        """An array (pieces, 9): O, then B and I of each label; zeros where nobody can be.

        One window at a time: int8 activations are scaled over all that runs together, so in
        a batch a text's findings would depend on its neighbours. Batches are no faster here.
        """
        out = np.zeros((len(pieces.ids), 1 + 2 * len(LABELS)), np.float32)
        for window in cut(pieces.words):
            if pieces.has_letters(window.start, window.end):
                begin, end = window.first - window.start + 1, window.last - window.start + 1
                out[window.first : window.last] = self._run(pieces, window)[begin:end]
        return out

    def _run(self, pieces: Pieces, window: Window) -> Probabilities:
        """Probabilities of a window, a start and an end piece round it."""
        ids, mask, shape = np.zeros((3, 1, window.end - window.start + 2), np.int64)
        ids[0] = (self._reader.start, *pieces.ids[window.start : window.end], self._reader.end)
        shape[0, 1:-1] = pieces.shapes[window.start : window.end]
        mask[:] = 1
        fed = {"ids": ids, "mask": mask, "shape": shape}
        found: Probabilities = self._session.run(None, fed)[0][0]
        return found

    def _spans(self, text: str, pieces: Pieces, found: Probabilities) -> Iterator[Tagged]:
        if not pieces.ids:
            return
        starts = np.flatnonzero(np.diff(pieces.words, prepend=-1))
        begins = found[starts, 1::2] > found[starts, 2::2]
        words = np.add.reduceat(found, starts, axis=0)
        words /= np.diff(starts, append=len(pieces.ids))[:, None]
        labels, scores = self._best(words)
        for first, last, label in _runs(labels, begins):
            start, end = _trim(text, pieces.spans[first][0], pieces.spans[last][1])
            if end > start:
                yield Tagged(start, end, LABELS[label], float(scores[first : last + 1].mean()))

    def _best(self, words: Probabilities) -> tuple[NDArray[np.int64], Probabilities]:
        """Per word the label, -1 for none, and its probability."""
        kinds = words[:, 1:].reshape(-1, len(LABELS), 2).sum(axis=2)
        labels = kinds.argmax(axis=1)
        scores = kinds[np.arange(len(kinds)), labels]
        hit = scores > words[:, 0]
        if self._person_threshold is not None:
            hit = np.where(labels == 0, scores >= self._person_threshold, hit)
        return np.where(hit, labels, -1), scores


def _options() -> onnxruntime.SessionOptions:
    """One thread, no spinning: there is a worker per core already."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    return options


def _runs(labels: NDArray[np.int64], begins: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """(first word, last word, label) of each run of one label; a B starts a new run."""
    first = 0
    for at in range(1, len(labels) + 1):
        same = at < len(labels) and labels[at] == labels[first]
        if same and (labels[at] < 0 or not begins[at, labels[at]]):
            continue
        if labels[first] >= 0:
            yield first, at - 1, int(labels[first])
        first = at


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Marks at the edges are not part of a name, save the dot of an initial."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    if text[start:end].endswith(")") and "(" not in text[start:end]:
        end -= 1
    if end - start > 2 and text[end - 1] == "." and not text[end - 2].isupper():
        end -= 1
    return start, end

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
BATCH = 8  # windows per run; more brings no speed on one core
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
        probabilities = self._classify(read)
        return [
            join_pieces(text, self._spans(text, pieces, p))
            for text, pieces, p in zip(texts, read, probabilities, strict=True)
        ]

    def _classify(self, read: list[Pieces]) -> list[Probabilities]:
        """Per text an array (pieces, 9): O, then B and I of each label; zeros where nobody can be."""
        out = [np.zeros((len(p.ids), 1 + 2 * len(LABELS)), np.float32) for p in read]
        jobs = [
            (n, window)
            for n, pieces in enumerate(read)
            for window in cut(pieces.words)
            if pieces.has_letters(window.start, window.end)
        ]
        jobs.sort(key=lambda job: job[1].end - job[1].start)
        for first in range(0, len(jobs), BATCH):
            batch = jobs[first : first + BATCH]
            found = self._run([(read[n], window) for n, window in batch])
            for (n, window), row in zip(batch, found, strict=True):
                begin, end = window.first - window.start + 1, window.last - window.start + 1
                out[n][window.first : window.last] = row[begin:end]
        return out

    def _run(self, batch: list[tuple[Pieces, Window]]) -> Probabilities:
        width = max(window.end - window.start for _, window in batch) + 2
        ids, mask, shape = np.zeros((3, len(batch), width), np.int64)
        for row, (pieces, window) in enumerate(batch):
            size = window.end - window.start
            ids[row, 0], ids[row, size + 1] = self._reader.start, self._reader.end
            ids[row, 1 : size + 1] = pieces.ids[window.start : window.end]
            shape[row, 1 : size + 1] = pieces.shapes[window.start : window.end]
            mask[row, : size + 2] = 1
        found: Probabilities = self._session.run(None, {"ids": ids, "mask": mask, "shape": shape})[
            0
        ]
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

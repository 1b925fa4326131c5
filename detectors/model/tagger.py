"""Run the shipped ONNX classifier and turn its probabilities into spans and statements."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detectors.model.abreast import Abreast
from detectors.model.calibration import calibrated, read_curves
from detectors.model.join import join_pieces
from detectors.model.labels import LABELS, SENSITIVE
from detectors.model.tagged import Reading, Tagged
from detectors.model.windows import Window, cut
from detectors.model.wordpiece import Pieces, WordPiece

Floats = NDArray[np.float32]
Part = tuple[Window, Floats, Floats]  # as `_run` gives them
SPAN_FLOOR = 0.2  # less probable words start no span; which score counts is for policy to say
STATED_FLOOR = 0.005
PEAK = 2.0  # log odds
_PERSON, _FIGURE = LABELS.index("PERSON"), LABELS.index("FIGURE")


class Tagger:
    """`tag` is not safe for two threads at once: the word cache is shared.

    `model` names the network: "accurate" (6 layers) or "fast" (3). Both share one table of word
    vectors, kept as bytes with a scale per row and mapped into memory, so that the workers of a
    machine share its pages. `threads` read that many windows at once: each by itself, as two that
    share one window's sums wait for each other longer than they save.
    """

    def __init__(
        self, folder: Path, model: str = "accurate", *, threads: int = 1, calibrated: bool = True
    ) -> None:
        self._session = onnxruntime.InferenceSession(
            str(folder / f"{model}.onnx"), _options(), providers=["CPUExecutionProvider"]
        )
        self._abreast = Abreast(threads)
        self._reader = WordPiece(folder / "vocab.txt")
        # As a plain array: to take rows from a memmap object costs ten times as much.
        self._vectors = np.asarray(np.load(folder / "vectors.npy", mmap_mode="r"))
        self._scales = np.load(folder / "scales.npy")
        self._curves = read_curves(folder, model) if calibrated else {}

    def tag(self, texts: Sequence[str]) -> list[Reading]:
        """What stands in each text, in order. The words read are forgotten before it returns.

        One window at a time: int8 activations are scaled over all that runs together, so in a
        batch a text's findings would depend on its neighbours. Batches are no faster here.
        """
        try:
            read = [self._reader.encode(text) for text in texts]
        finally:
            self._reader.forget()
        windows = [_windows(pieces) for pieces in read]
        parts = [(pieces, w) for pieces, own in zip(read, windows, strict=True) for w in own]
        ran = iter(self._abreast.map(lambda part: self._run(*part), parts))
        return [
            self._reading(text, pieces, [(window, *next(ran)) for window in own])
            for text, pieces, own in zip(texts, read, windows, strict=True)
        ]

    def _reading(self, text: str, pieces: Pieces, parts: Sequence[Part]) -> Reading:
        found = np.zeros((len(pieces.ids), 1 + 2 * len(LABELS)), np.float32)
        stated: list[Tagged] = []
        for window, token, states in parts:
            begin, end = window.first - window.start, window.last - window.start
            found[window.first : window.last] = token[begin:end]
            stated += _statements(text, pieces, window, states)
        spans = join_pieces(text, _spans(text, pieces, found))
        honest = tuple(calibrated(span, self._curves) for span in spans)
        return Reading(spans=honest, stated=tuple(stated))

    def _run(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        """Of a window's pieces: class probabilities, and logits per sensitive category."""
        ids, shape = np.zeros((2, 1, window.end - window.start + 2), np.int64)
        ids[0] = (self._reader.start, *pieces.ids[window.start : window.end], self._reader.end)
        shape[0, 1:-1] = pieces.shapes[window.start : window.end]
        vectors = self._vectors[ids].astype(np.float32) * self._scales[ids][..., None]
        token, states = self._session.run(None, {"words": vectors, "shape": shape})
        return token[0][1:-1], states[0][1:-1]


def _windows(pieces: Pieces) -> list[Window]:
    """Those with words in them: figures and marks name nobody."""
    return [w for w in cut(pieces.words) if pieces.has_letters(w.start, w.end)]


def _options() -> onnxruntime.SessionOptions:
    """No threads of its own: it runs on the thread that calls it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
    options.log_severity_level = 4
    return options


def _statements(text: str, pieces: Pieces, window: Window, states: Floats) -> Iterator[Tagged]:
    """A window states what its strongest pieces state, as in training: a soft maximum of them.

    The place is the words round the strongest piece that speak nearly as clearly.
    """
    pooled = np.log(np.exp(np.clip(states, -30, 30) * 2).sum(0)) / 2 - 1.0
    for number, score in enumerate(1 / (1 + np.exp(-pooled))):
        if score >= STATED_FLOOR:
            first, last = _peak(states[:, number])
            start = pieces.spans[pieces.words[window.start + first]][0]
            end = pieces.spans[pieces.words[window.start + last]][1]
            inner = _trim(text, start, end)
            if inner[1] <= inner[0]:  # marks alone; the place still has to be one
                inner = start, end
            yield Tagged(*inner, SENSITIVE[number], float(score))


def _peak(logits: Floats) -> tuple[int, int]:
    """The run of pieces round the highest one that stay within PEAK of it."""
    near = logits >= logits.max() - PEAK
    first = last = int(logits.argmax())
    while first > 0 and near[first - 1]:
        first -= 1
    while last + 1 < len(near) and near[last + 1]:
        last += 1
    return first, last


def _spans(text: str, pieces: Pieces, found: Floats) -> Iterator[Tagged]:
    """Runs of words of one label; a word's probability is the mean over its pieces.

    A name may be a private person's or a public figure's: the run is one name, and its score as
    PERSON is what decides.
    """
    if not pieces.ids:
        return
    starts = np.flatnonzero(np.diff(pieces.words, prepend=-1))
    begins = found[starts, 1::2] > found[starts, 2::2]
    words = np.add.reduceat(found, starts, axis=0)
    words /= np.diff(starts, append=len(pieces.ids))[:, None]
    kinds = words[:, 1:].reshape(-1, len(LABELS), 2).sum(axis=2)
    names = kinds.copy()
    names[:, _PERSON] += names[:, _FIGURE]
    names[:, _FIGURE] = 0
    begins[:, _PERSON] |= begins[:, _FIGURE]
    labels = names.argmax(axis=1)
    labels = np.where(names.max(axis=1) >= SPAN_FLOOR, labels, -1)
    for first, last, label in _runs(labels, begins):
        start, end = _trim(text, pieces.spans[first][0], pieces.spans[last][1])
        if end <= start:
            continue
        scores = kinds[first : last + 1].mean(axis=0)
        if label == _PERSON and scores[_FIGURE] > scores[_PERSON]:
            yield Tagged(start, end, "FIGURE", float(scores[_FIGURE]), float(scores[_PERSON]))
        else:
            yield Tagged(start, end, LABELS[label], float(scores[label]), float(scores[_PERSON]))


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

"""What the network sees of the sources in one epoch, cut into batches."""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from detectors.model.wordpiece import WordPiece
from detectors.training.examples import CLASSES, Example, Reader, renamed
from detectors.training.sources import Sources

LETTERS = range(1, 6)  # shapes of words with letters (detectors/model/wordpiece.py)


class Epochs:
    """Each epoch reads the records anew, some of them about other people."""

    def __init__(self, sources: Sources, wordpiece: WordPiece, options: argparse.Namespace) -> None:
        self._sources, self._options = sources, options
        self._chance = random.Random(options.seed + 1)  # noqa: S311 - reproducible on purpose
        self._reader = Reader(wordpiece)
        self._corpora = [
            example
            for passage in sources.corpora
            for example in self._reader.passage(passage, ours=False)
        ]

    def batches(self) -> list[list[Example]]:
        """Windows of like length together, about `--batch` pieces each, in random order."""
        examples = list(self._examples())
        self._chance.shuffle(examples)
        groups: list[list[Example]] = []
        for at in range(0, len(examples), 600):
            groups += _packed(sorted(examples[at : at + 600], key=_length), self._options.batch)
        self._chance.shuffle(groups)
        return groups

    def _examples(self) -> Iterator[Example]:
        yield from self._corpora
        chosen = self._chance.sample(self._sources.synthetic, self._options.synthetic)
        for passage in chosen:
            yield from self._reader.passage(passage, ours=True)
        for record in self._sources.records * self._options.repeat:
            if self._chance.random() < self._options.renamed:
                record = renamed(record, self._sources.names, self._chance)  # noqa: PLW2901
            yield from self._reader.record(record)


def _length(example: Example) -> int:
    return len(example.ids)


def _packed(examples: Sequence[Example], budget: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for example in examples:
        if batch and (len(example.ids) + 2) * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


@dataclass(slots=True)
class Batch:
    """Tensors: ids, mask, shapes (b, t); allowed (b, t, CLASSES); stated (b, categories)."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    allowed: Tensor
    stated: Tensor


def collate(examples: Sequence[Example], start: int, end: int, chance: random.Random) -> Batch:
    """A start and an end piece round each window; letter case at random off or up."""
    size = max(len(example.ids) for example in examples) + 2
    ids, mask, shapes = np.zeros((3, len(examples), size), np.int64)
    allowed = np.ones((len(examples), size, CLASSES), bool)
    for row, example in enumerate(examples):
        n = len(example.ids)
        ids[row, : n + 2] = (start, *example.ids, end)
        mask[row, : n + 2] = 1
        shapes[row, 1 : n + 1] = example.shapes if example.fixed else _noisy(example.shapes, chance)
        allowed[row, 1 : n + 1] = example.allowed
    stated = np.stack([example.stated for example in examples])
    return Batch(*map(torch.from_numpy, (ids, mask, shapes, allowed, stated)))


def _noisy(shapes: NDArray[np.int64], chance: random.Random) -> NDArray[np.int64]:
    case, gap = shapes // 4, shapes % 4
    letters = np.isin(case, LETTERS)
    draw = chance.random()
    if draw < 0.15:
        case = np.where(letters, 1, case)
    elif draw < 0.20:
        case = np.where(letters, 3, case)
    elif draw < 0.24:
        gap = np.where(gap >= 2, 1, gap)
    return case * 4 + gap

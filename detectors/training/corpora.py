"""Read the open corpora (JSON lines, offsets in code points) and the hand-written prompts."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detectors.model.labels import SENSITIVE as CATEGORIES
from detectors.training.markup import Mark, Record

# CC BY 4.0 all; nothing share-alike, nothing that is kept for judging (MODEL_CARD.md).
OPEN_CORPORA = ("wnut.train", "wnut.dev", "btc.train", "litbank.train", "gum.train_perm")
WIKI = "wikigold.train"
SYNTHETIC = "synth.train"
LABELLED = frozenset({"PERSON", "LOCATION", "ORGANIZATION", "ADDRESS"})
PROMPTS = ("positive", "negative", "special")
FOLD = 5  # of the prompts every fifth is held out from training and tuning


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of a corpus with its spans."""

    text: str = field(repr=False)
    spans: tuple[tuple[int, int, str], ...]


def read_corpus(folder: Path, name: str) -> list[Passage]:
    """One corpus file of the folder."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_passage(json.loads(line)) for line in lines]


def _passage(row: dict[str, Any]) -> Passage:
    spans = (
        (span["start"], span["end"], span["label"])
        for span in row["spans"]
        if span["label"] in LABELLED
    )
    return Passage(text=row["text"], spans=tuple(spans))


def grouped(passages: Sequence[Passage], chance: random.Random) -> Iterator[Passage]:
    """Tweets and single sentences come one to five at a time, as lines of one text."""
    at = 0
    while at < len(passages):
        size = chance.choice((1, 1, 2, 3, 5))
        yield _joined(passages[at : at + size], chance.choice(("\n", " ", "\n\n")))
        at += size


def _joined(passages: Sequence[Passage], gap: str) -> Passage:
    text, spans = "", []
    for passage in passages:
        text += gap if text else ""
        spans += [(len(text) + a, len(text) + b, label) for a, b, label in passage.spans]
        text += passage.text
    return Passage(text=text, spans=tuple(spans))


def read_prompts(folder: Path, *, held_out: bool) -> list[Record]:
    """The hand-written prompts as records: the held-out fifth, or the rest."""
    records = []
    for name in PROMPTS:
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if (number % FOLD == FOLD - 1) is held_out:
                    records.append(_prompt(json.loads(line), number))
    return records


def _prompt(row: dict[str, Any], number: int) -> Record:
    marks = [Mark(start=s["start"], end=s["end"], label=s["label"]) for s in row["spans"]]
    marks += [
        Mark(start=s["start"], end=s["end"], label=s["label"], benign=True)
        for s in row.get("benign_spans", ())
    ]
    categories = [row["category"]] if "category" in row else []
    categories += row.get("also") or []
    return Record(
        id=row["id"],
        kind=row["expect"],
        categories=tuple(c for c in categories if c in CATEGORIES),
        notes=str(row.get("notes", "")),
        text=row["text"],
        marks=tuple(sorted(marks, key=lambda mark: mark.start)),
        line=number + 1,
    )

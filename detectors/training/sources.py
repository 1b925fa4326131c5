"""Everything the model learns from, read once."""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detectors.training.corpora import (
    OPEN_CORPORA,
    SYNTHETIC,
    WIKI,
    Passage,
    grouped,
    read_corpus,
    read_prompts,
)
from detectors.training.markup import Record, is_held_out, read_folder

RECORDS = Path(__file__).parent / "records"


@dataclass(slots=True, kw_only=True)
class Sources:
    """Everything that is read, once."""

    records: list[Record] = field(repr=False)
    corpora: list[Passage] = field(repr=False)
    synthetic: list[Passage] = field(repr=False)
    names: list[str] = field(repr=False)


def read_sources(options: argparse.Namespace) -> Sources:
    chance = random.Random(options.seed)  # noqa: S311 - reproducible on purpose
    own = [record for record in read_folder(RECORDS) if not is_held_out(record)]
    prompts = read_prompts(options.prompts, held_out=False) if options.prompts else []
    corpora: list[Passage] = []
    for name in (*OPEN_CORPORA, WIKI):
        passages = read_corpus(options.corpora, name)
        short = name.startswith(("wnut", "btc", "wikigold"))
        corpora += grouped(passages, chance) if short else passages
    synthetic = read_corpus(options.corpora, SYNTHETIC)
    return Sources(
        records=own + prompts, corpora=corpora, synthetic=synthetic, names=_names(synthetic)
    )


def _names(synthetic: Sequence[Passage]) -> list[str]:
    """Words of the synthetic people: the pool our records borrow names from."""
    words = {
        word
        for passage in synthetic
        for start, end, label in passage.spans
        if label == "PERSON"
        for word in passage.text[start:end].split()
        if len(word) > 1 and word.isalpha() and word.istitle()
    }
    return sorted(words)

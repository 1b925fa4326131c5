"""What the model learns from: never what is held out, and names from synthetic people only."""

import argparse
import gzip
import json
from pathlib import Path

import pytest

from detectors.training.corpora import OPEN_CORPORA, PROMPTS, SYNTHETIC, WIKI
from detectors.training.markup import is_held_out
from detectors.training.sources import Sources, read_sources
from tests.unit.detectors.training.made import Part, passage

LINES = 30


def write(folder: Path, name: str, *parts: Part) -> None:
    made = passage(*parts)
    spans = [{"start": a, "end": b, "label": label} for a, b, label in made.spans]
    row = json.dumps({"text": made.text, "spans": spans})
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(f"{row}\n" * LINES)


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> argparse.Namespace:
    folder = tmp_path_factory.mktemp("corpora")
    for name in (*OPEN_CORPORA, WIKI):
        write(folder, name, ("Tully", "PERSON"), " rang.")
    people = ("Imani Bell-Moss", "PERSON"), " and ", ("otto X Quill", "PERSON")
    write(folder, SYNTHETIC, *people, " in ", ("Leeds", "LOCATION"))
    for name in PROMPTS:
        rows = (
            json.dumps({"id": f"{name}-{n}", "expect": "clean", "text": "", "spans": []})
            for n in range(10)
        )
        (folder / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return argparse.Namespace(seed=1, corpora=folder, prompts=folder)


@pytest.fixture(scope="module")
def sources(options: argparse.Namespace) -> Sources:
    return read_sources(options)


def test_nothing_held_out_is_learnt_from(sources: Sources) -> None:
    prompts = [record for record in sources.records if record.id.startswith(PROMPTS)]
    own = [record for record in sources.records if record not in prompts]
    assert {record.id.rpartition("-")[2] for record in prompts} == set("01235678")
    assert own
    assert not any(is_held_out(record) for record in own)


def test_prompts_may_be_left_out(options: argparse.Namespace, sources: Sources) -> None:
    without = read_sources(argparse.Namespace(**{**vars(options), "prompts": None}))
    assert len(without.records) == len(sources.records) - 8 * len(PROMPTS)


def test_no_passage_of_a_corpus_is_lost_and_only_short_ones_come_together(
    sources: Sources,
) -> None:
    sizes = [len(passage.spans) for passage in sources.corpora]
    assert sum(sizes) == LINES * len((*OPEN_CORPORA, WIKI))
    assert sizes.count(1) >= 2 * LINES  # LitBank and GUM
    assert max(sizes) > 1


def test_names_to_borrow_are_whole_capitalised_words_of_synthetic_people(
    sources: Sources,
) -> None:
    assert sources.names == ["Imani", "Quill"]


def test_the_same_seed_reads_the_same(options: argparse.Namespace, sources: Sources) -> None:
    assert read_sources(options).corpora == sources.corpora


def test_what_was_read_does_not_show_itself(sources: Sources) -> None:
    assert repr(sources) == "Sources()"

"""Corpora and prompts come in with exact places, and a fifth of the prompts stays out."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.training.corpora import PROMPTS, Passage, grouped, read_corpus, read_prompts
from tests.unit.detectors.training.made import marked, passage

plain = st.text("ab \n\u00e9\U0001f600", min_size=1, max_size=5)
passages = st.lists(
    st.builds(lambda a, b: passage(a, ("Ada Bell", "PERSON"), b), plain, plain), max_size=12
)


def words(one: Passage) -> list[str]:
    return [one.text[start:end] for start, end, _ in one.spans]


@given(passages, st.integers(0, 99))
def test_passages_come_together_in_order_and_every_span_keeps_its_words(
    several: list[Passage], seed: int
) -> None:
    together = list(grouped(several, random.Random(seed)))
    assert [word for one in together for word in words(one)] == ["Ada Bell"] * len(several)
    said = "".join(one.text for one in several)
    joined = "".join(one.text for one in together)
    assert [c for c in joined if not c.isspace()] == [c for c in said if not c.isspace()]


def test_at_most_five_passages_make_one_text() -> None:
    several = [passage(("Ada", "PERSON"), " rang.")] * 200
    sizes = {len(one.spans) for one in grouped(several, random.Random(1))}
    assert {1, 2, 3, 5} <= sizes <= {1, 2, 3, 4, 5}


def test_a_corpus_keeps_the_labels_it_can_teach_and_no_others(tmp_path: Path) -> None:
    spans = [
        {"start": 0, "end": 3, "label": "PERSON"},
        {"start": 7, "end": 12, "label": "LOCATION"},
        {"start": 13, "end": 16, "label": "PRODUCT"},
    ]
    row = json.dumps({"text": "Ada in Leeds Zap", "spans": spans})
    with gzip.open(tmp_path / "tiny.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(f"{row}\n{row}\n")
    first, second = read_corpus(tmp_path, "tiny")
    assert first == second
    assert first.spans == ((0, 3, "PERSON"), (7, 12, "LOCATION"))


def test_a_passage_does_not_show_its_text() -> None:
    assert "Ada" not in repr(passage(("Ada", "PERSON"), " rang."))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in PROMPTS:
        rows = (json.dumps(prompt(f"{name}-{n}")) for n in range(10))
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def prompt(name: str, **more: Any) -> dict[str, Any]:
    span = {"start": 5, "end": 13, "label": "PERSON"}
    return {"id": name, "expect": "pii", "text": "Ring Ada Bell", "spans": [span]} | more


def test_every_fifth_prompt_is_held_out_and_no_prompt_is_on_both_sides(folder: Path) -> None:
    held = {record.id for record in read_prompts(folder, held_out=True)}
    rest = {record.id for record in read_prompts(folder, held_out=False)}
    assert held == {f"{name}-{n}" for name in PROMPTS for n in (4, 9)}
    assert not held & rest
    assert len(held | rest) == 10 * len(PROMPTS)


def test_a_prompt_becomes_a_record_with_its_marks_in_order(folder: Path) -> None:
    benign = [{"start": 0, "end": 4, "label": "PHONE"}]
    more = {"category": "health", "also": ["religion", "sorrow"], "notes": "a note"}
    row = prompt("one", benign_spans=benign, **more)
    (folder / "positive.jsonl").write_text(json.dumps(row), encoding="utf-8")
    record = read_prompts(folder, held_out=False)[0]
    assert marked(record) == ["Ring", "Ada Bell"]
    assert [mark.benign for mark in record.marks] == [True, False]
    assert record.categories == ("health", "religion")
    assert (record.kind, record.notes, record.line) == ("pii", "a note", 1)

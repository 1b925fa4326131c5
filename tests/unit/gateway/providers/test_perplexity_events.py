"""Perplexity's blocks: pieces in turn, patches, snapshots, and JSON in strings in strings."""

import json
from typing import Any

from gateway.providers.perplexity_events import Blocks
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import HERE, recorded_answer, runs

SAID = "Dear PersonK7Q2, thank you for waiting. PersonK7Q2 is owed an answer."


def block(**markdown: Any) -> dict[str, Any]:
    return {"blocks": [{"intended_usage": "ask_text", "markdown_block": markdown}]}


def fields(read: Blocks, unit: Any) -> list[tuple[str, bool, bool, bool]]:
    found = [spot.field for spot in read(unit, True).spots]
    return [(f.text, f.delta, f.anew, f.kept) for f in found]


def test_pieces_and_patches_add_up_and_repeats_are_not_kept() -> None:
    codec, frames = recorded_answer("perplexity.web/stream.sse")
    assert list(runs(frames).values()) == [SAID]
    assert codec.facts.finished
    assert codec.facts.model == "turbo"
    assert codec.facts.conversation == "c0de0001-0000-4000-8000-00000000000a"
    assert "write-to-personk7q2-Xy3" in codec.facts.kept


def test_older_answers_stand_in_strings_inside_strings() -> None:
    codec, frames = recorded_answer("perplexity.web/stream.older.sse")
    assert list(runs(frames).values()) == [SAID]
    assert codec.facts.finished


def test_a_name_with_quotes_is_restored_at_every_depth() -> None:
    codec, _ = recorded_answer("perplexity.web/stream.older.sse")
    content = (HERE / "perplexity.web" / "stream.older.sse").read_bytes()
    name = 'Zoë "Z" O\\Neil'
    restorer = AnswerRestorer(codec, {"PersonK7Q2": name}, capture_characters=1000)
    out = restorer.feed(content) + restorer.end()
    last = [line for line in out.decode().split("\r\n") if line.startswith("data: ")][-1]
    steps = json.loads(json.loads(last[6:])["text"])
    assert json.loads(steps[-1]["content"]["answer"])["answer"] == SAID.replace("PersonK7Q2", name)


def test_the_first_piece_again_begins_anew_and_one_out_of_turn_stands_alone() -> None:
    read = Blocks()
    assert fields(read, block(chunks=["a", "b"], chunk_starting_offset=0)) == [
        ("a", True, True, True),
        ("b", True, False, True),
    ]
    assert fields(read, block(chunks=["d"], chunk_starting_offset=3)) == [
        ("d", False, False, False)
    ]
    assert fields(read, block(chunks=["c"], chunk_starting_offset=2)) == [("c", True, False, True)]
    assert fields(read, block(chunks=["A"]))[0] == ("A", True, True, True)


def test_an_answer_without_pieces_is_kept() -> None:
    assert fields(Blocks(), block(answer="All of it")) == [("All of it", True, True, True)]
    assert fields(Blocks(), {"text": "All of it"}) == [("All of it", True, True, True)]


def test_every_kind_of_patch_is_followed() -> None:
    patches = [
        {"op": "replace", "path": "", "value": {"chunks": ["a"], "chunk_starting_offset": 0}},
        {"op": "add", "path": "/chunks/-", "value": "b"},
        {"op": "replace", "path": "/chunks", "value": ["A", "B"]},
        {"op": "replace", "path": "/answer", "value": "AB"},
        {"op": "replace", "path": "/progress", "value": "DONE"},
    ]
    diff = {"field": "markdown_block", "patches": patches}
    texts = [t for t, *_ in fields(Blocks(), {"blocks": [{"diff_block": diff}]})]
    assert texts[:5] == ["a", "b", "A", "B", "AB"]


def test_names_by_which_a_page_finds_a_thread_stay_as_they_are() -> None:
    unit = {"thread_url_slug": "write-to-personk7q2-x", "thread_title": "Write to PersonK7Q2"}
    assert [text for text, *_ in fields(Blocks(), unit)] == ["Write to PersonK7Q2"]
    whole = Blocks()({"entries": [unit]}, False)
    assert [spot.field.text for spot in whole.spots] == ["Write to PersonK7Q2"]


def test_an_error_is_known_by_its_code() -> None:
    assert Blocks()({"error_code": "RATE_LIMITED", "error_message": "m"}, True).error

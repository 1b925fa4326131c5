"""Rows of Gemini's page: snapshots inside strings, thoughts, ends, errors."""

import json
from typing import Any

from gateway.providers.gemini_web_events import item, read_rows
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import HERE, recorded_answer, runs

SAID = 'Dear PersonK7Q2, thank you 😀 for "waiting". PersonK7Q2 is owed an answer.'


def row(payload: Any, *more: Any) -> Any:
    return ["wrb.fr", None, json.dumps(payload), *more]


def test_the_last_snapshot_is_the_answer() -> None:
    codec, frames = recorded_answer("gemini.web/stream.chunks")
    assert runs(frames) == {
        "candidate0.thought": "Thinking of PersonK7Q2.",
        "candidate0.text": SAID,
    }
    assert codec.facts.finished
    assert codec.facts.conversation == "c_1a2b3c4d5e6f7a8b"
    assert "Letter to PersonK7Q2" in runs(frames, kept=False).values()


def test_a_restored_answer_has_the_right_lengths() -> None:
    name = 'Zoë "Z" 😀 O\\Neil'
    codec, _ = recorded_answer("gemini.web/stream.chunks")
    content = (HERE / "gemini.web" / "stream.chunks").read_bytes()
    restorer = AnswerRestorer(codec, {"PersonK7Q2": name}, capture_characters=1000)
    out = (restorer.feed(content) + restorer.end()).decode()
    rest = out.removeprefix(")]}'\n\n")
    texts: list[Any] = []
    while rest:
        digits, _, _ = rest.partition("\n")
        units = rest[len(digits) :].encode("utf-16-le")[: 2 * int(digits)]
        rows = [one for one in json.loads(units.decode("utf-16-le")) if one[0] == "wrb.fr"]
        texts += [item(json.loads(one[2]), 4, 0, 1, 0) for one in rows]
        rest = rest[len(digits) + len(units.decode("utf-16-le")) :]
    shown = [text for text in texts if text]
    assert shown[-1] == SAID.replace("PersonK7Q2", name)
    assert all(shown[-1].startswith(text) for text in shown)
    assert len(set(shown)) > 3


def test_a_procedure_answers_with_texts_in_any_place() -> None:
    _, frames = recorded_answer("gemini.procedures/stream.chunks")
    beside = runs(frames, kept=False).values()
    assert {'Write to PersonK7Q2, "rent" first.', "Dear PersonK7Q2, thank you."} <= set(beside)


def test_an_error_is_known_by_its_number() -> None:
    error = [None, None, [[None, [1037, None]]]]
    assert read_rows([["wrb.fr", None, None, None, None, error]], True).error == "1037"


def test_a_complete_candidate_is_closed() -> None:
    event = read_rows([row([None, None, None, None, [["rc", ["x"], *[None] * 6, [2]]]])], True)
    assert event.closes == ["candidate0."]
    assert not event.finished
    assert read_rows([["e", 4]], True).finished


def test_other_shapes_are_read_all_the_same() -> None:
    (spot,) = read_rows([["wrb.fr", None, "not JSON"]], True).spots[1:2] or [None]
    assert spot is not None
    assert spot.field.text == "not JSON"
    assert read_rows({"error": {"message": "m"}}, True).spots[0].field.text == "m"
    assert item([[1]], 0, 0) == 1
    assert item([[1]], 0, 3) is None

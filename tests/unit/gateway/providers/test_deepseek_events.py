"""DeepSeek's changes: what they leave out, what stands together, and where it ends."""

from typing import Any

from gateway.providers.deepseek_events import Fragments
from tests.golden.providers.cases import recorded_answer, runs


def said(*units: Any) -> str:
    read = Fragments()
    return "".join(
        spot.field.text for unit in units for spot in read(unit, True).spots if spot.field.kept
    )


def test_changes_add_up_whatever_they_leave_out() -> None:
    fragments = [{"id": 1, "type": "RESPONSE", "content": "A"}]
    assert (
        said(
            {"v": {"response": {"fragments": fragments}}},
            {"p": "response/fragments/-1/content", "o": "APPEND", "v": "B"},
            {"v": "C"},
            {
                "p": "response/fragments/-1",
                "o": "BATCH",
                "v": [{"p": "content", "o": "APPEND", "v": "D"}],
            },
            {"p": "response/status", "o": "SET", "v": "FINISHED"},
        )
        == "ABCD"
    )


def test_the_recorded_answer_has_a_thought_and_a_text() -> None:
    codec, frames = recorded_answer("deepseek.web/stream.sse")
    assert list(runs(frames).values()) == [
        "A letter to PersonK7Q2.",
        "Dear PersonK7Q2, thank you for waiting. PersonK7Q2 is owed an answer.",
    ]
    assert "Letter to PersonK7Q2" in runs(frames, kept=False).values()
    assert codec.facts.finished


def test_batches_may_hold_batches() -> None:
    inner = {"p": "fragments/0", "o": "BATCH", "v": [{"p": "content", "v": "x"}]}
    assert said({"p": "response", "o": "BATCH", "v": [inner, "no change"]}) == "x"


def test_the_end_closes_what_is_open() -> None:
    read = Fragments()
    assert not read({"p": "response/content", "o": "APPEND", "v": "x"}, True).closes
    ended = read({"p": "response/status", "o": "SET", "v": "INCOMPLETE"}, True)
    assert (ended.closes, ended.finished) == (["*"], True)


def test_errors_are_known_by_their_kind_and_never_by_their_words() -> None:
    hint = {"type": "error", "content": "Too long", "finish_reason": "input_exceeds_limit"}
    assert Fragments()(hint, True).error == "input_exceeds_limit"
    assert Fragments()({"code": 40003, "msg": "INVALID TOKEN"}, True).error == "40003"
    assert Fragments()({"code": 0, "data": {"biz_code": 5}}, True).error == "5"
    assert Fragments()({"code": 0, "data": {"biz_code": 0}}, True).error == ""


def test_what_is_no_object_is_read_all_the_same() -> None:
    (spot,) = Fragments()(["words of somebody"], True).spots
    assert spot.field.text == "words of somebody"

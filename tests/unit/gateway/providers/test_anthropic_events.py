"""Texts and tool input are runs by block; signed thinking is left alone."""

from gateway.providers.anthropic_events import read_messages
from tests.golden.providers.cases import recorded_answer, runs


def test_texts_and_tool_input_are_runs_and_thinking_is_left_alone() -> None:
    _, frames = recorded_answer("anthropic.messages/stream.sse")
    assert runs(frames) == {
        "b1.text": "Dear PersonK7Q2, hello",
        "b2.partial_json": '{"a": "x\\u00e9", "who": "PersonK7Q2"}',
    }


def test_a_whole_message_leaves_thinking_alone_too() -> None:
    _, (frame,) = recorded_answer("anthropic.messages/answer.json")
    assert "They want PersonK7Q2" not in [f.text for f in frame.fields]
    assert runs([frame])["b1.text"] == "Dear PersonK7Q2"


def test_citations_and_search_results_are_restored_whole() -> None:
    _, frames = recorded_answer("anthropic.messages/stream.sse")
    repeats = runs(frames, kept=False).values()
    assert {"PersonK7Q2 wrote", "On PersonK7Q2"} <= set(repeats)


def test_a_block_closes_only_its_own_run() -> None:
    _, frames = recorded_answer("anthropic.messages/stream.sse")
    closes = [frame.closes for frame in frames if frame.closes]
    assert closes == [("b1.text",), ("b2.partial_json",), ("*",)]


def test_input_counts_what_came_from_the_cache() -> None:
    facts = recorded_answer("anthropic.messages/stream.sse")[0].facts
    assert (facts.input_tokens, facts.output_tokens, facts.finished) == (35, 89, True)


def test_a_kind_that_is_no_word_is_read_like_an_unknown_one() -> None:
    for kind in ([7], {"a": 1}, None, 7):
        event = read_messages(
            {"type": "content_block_delta", "delta": {"type": kind, "said": "to PersonK7Q2"}}, True
        )
        assert [spot.field.text for spot in event.spots] == ["to PersonK7Q2"]
        block = {"type": kind, "said": "to PersonK7Q2"}
        for value in (
            {"type": "content_block_start", "content_block": block},
            {"content": [block]},
        ):
            assert [spot.field.text for spot in read_messages(value, True).spots] == [
                "to PersonK7Q2"
            ]

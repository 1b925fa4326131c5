"""Answers of Converse: what is said, what is signed, what ends."""

from typing import Any

from gateway.providers.converse_events import read_converse
from tests.golden.providers.cases import recorded_answer, runs


def said(value: Any, *, stream: bool = True) -> dict[str, str]:
    return {spot.field.channel: spot.field.text for spot in read_converse(value, stream).spots}


def test_a_recorded_stream_is_read_to_its_end() -> None:
    codec, frames = recorded_answer("bedrock.converse/stream.eventstream")
    texts = runs(frames)
    assert texts["b1.text"] == "Dear PersonK7Q2, é 😀 your appeal from June"
    assert texts["b2.input"] == '{"to": "PersonK7Q2", "subject": "Appeal"}'
    facts = codec.facts
    assert (facts.finished, facts.input_tokens, facts.output_tokens) == (True, 150, 42)


def test_a_stream_without_its_end_is_not_finished() -> None:
    delta = {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Hi"}}}
    assert not read_converse(delta, True).finished
    assert read_converse({"messageStop": {"stopReason": "end_turn"}}, True).closes == ["*"]


def test_signed_reasoning_is_left_as_it_came() -> None:
    delta = {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "Hm"}}}
    assert said({"contentBlockDelta": delta}) == {}
    block = {"reasoningContent": {"reasoningText": {"text": "Hm", "signature": "s"}}}
    whole = {"output": {"message": {"content": [block, {"text": "Yes"}]}}}
    assert said(whole, stream=False) == {"b1.text": "Yes"}


def test_padding_is_no_text() -> None:
    assert said({"messageStart": {"role": "assistant", "p": "abc def"}}) == {}


def test_results_of_tools_are_pieces_of_their_own_runs() -> None:
    delta = {"toolResult": [{"text": "A"}, {"json": {"name": "B"}}]}
    texts = said({"contentBlockDelta": {"contentBlockIndex": 2, "delta": delta}})
    assert texts["b2.result0"] == "A"
    assert "B" in texts.values()


def test_what_an_answer_cites_is_said_too() -> None:
    block = {"citationsContent": {"content": [{"text": "As written."}]}}
    value = {"output": {"message": {"content": [block]}}}
    assert said(value, stream=False) == {"b0.text0": "As written."}


def test_an_exception_is_known_by_its_name_and_its_message_is_not_kept() -> None:
    event = read_converse({"throttlingException": {"message": "Slow down, Ann Lowe"}}, True)
    assert event.error == "throttlingException"
    assert not any(spot.field.kept for spot in event.spots)

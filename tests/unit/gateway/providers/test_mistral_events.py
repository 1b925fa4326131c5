"""Events of conversations and transcripts: each run of text ends where Mistral ends it."""

import json
from typing import Any

import pytest

from gateway.providers.mistral_events import read_conversation, read_transcript
from tests.golden.providers.cases import recorded_answer, runs


def test_thoughts_texts_and_calls_are_runs_of_their_own() -> None:
    codec, frames = recorded_answer("mistral.conversations/stream.sse")
    said = runs(frames)
    assert said["o1.0.thought"] == "They want PersonK7Q2"
    assert said["o1.1"] == "Dear PersonK7Q2, café 😀"
    assert said["o1.3"] == " and PersonK7Q2"
    calls = sorted(json.dumps(json.loads(said[name])) for name in said if ".call" in name)
    assert calls == ['{"id": "PersonK7Q2"}', '{"query": "PersonK7Q2"}']
    assert codec.facts.finished
    assert codec.facts.conversation == "conv_0a1b2c3d4e"
    assert (codec.facts.input_tokens, codec.facts.output_tokens) == (31, 17)


def test_names_beside_the_message_are_found_too() -> None:
    told = runs(recorded_answer("mistral.conversations/stream.sse")[1], kept=False).values()
    assert {"Letters of PersonK7Q2", "Cases of PersonK7Q2", "About PersonK7Q2"} <= {*told}


def test_a_whole_answer_says_the_same() -> None:
    codec, frames = recorded_answer("mistral.conversations/answer.json")
    said = runs(frames)
    assert said["o0.call"] == '{"query": "PersonK7Q2"}'
    assert said["o1.0.thought"] == "They want PersonK7Q2"
    assert codec.facts.conversation == "conv_0a1b2c3d4e"


@pytest.mark.parametrize("listed", ["entries", "messages"])
def test_what_is_kept_is_read_back_entry_by_entry(listed: str) -> None:
    entry = {"type": "function.result", "result": "Ann Lowe", "tool_call_id": "c"}
    event = read_conversation({"conversation_id": "conv_1", listed: [entry]}, False)
    assert [spot.path for spot in event.spots][:1] == [(listed, 0, "result")]
    assert event.kept == ["conv_1"]


def test_an_agent_is_known_by_its_id() -> None:
    assert read_conversation({"object": "agent", "id": "ag_1"}, False).kept == ["ag_1"]


def test_an_error_ends_the_answer_and_is_known_by_its_code() -> None:
    kind = "conversation.response.error"
    event = read_conversation({"type": kind, "message": "of Ann Lowe", "code": 503}, True)
    assert (event.finished, event.closes, event.error) == (True, ["*"], "503")


@pytest.mark.parametrize(
    "value", [{}, [], None, {"type": 3}, {"type": "message.output.delta", "content": [1]}]
)
@pytest.mark.parametrize("stream", [True, False])
def test_any_shape_is_read(value: Any, stream: bool) -> None:
    assert read_conversation(value, stream).error == ""
    assert read_transcript(value, stream).error == ""


def test_a_transcript_is_one_run_which_its_end_repeats() -> None:
    codec, frames = recorded_answer("mistral.audio/stream.sse")
    assert runs(frames) == {"t": "Good morning PersonK7Q2, café 😀"}
    repeated = runs(frames, kept=False)
    assert repeated["all"] == "Good morning PersonK7Q2, café 😀"
    assert repeated["segment"] == "Good morning PersonK7Q2,"
    assert codec.facts.finished
    assert codec.facts.output_tokens == 9


def test_a_whole_transcript_is_kept_once() -> None:
    _, frames = recorded_answer("mistral.audio/answer.json")
    assert runs(frames) == {"t": "Good morning PersonK7Q2, café 😀"}

"""Answers nobody described: every text is found, and no key is shown."""

import json

import pytest

from tests.golden.providers.cases import SSE, codec, play, recorded_answer, runs


def test_unknown_events_are_runs_by_place() -> None:
    _, frames = recorded_answer("generic/stream.sse")
    assert runs(frames)["any.text"] == "Dear PersonK7Q2"


def test_json_lines_are_runs_by_place() -> None:
    made, frames = recorded_answer("generic/stream.ndjson")
    assert runs(frames) == {"any.message.content": "Dear PersonK7Q2"}
    assert made.facts.finished


@pytest.mark.parametrize("key", ["detail", "status", "data", "model", "anything"])
def test_a_sentence_is_restored_wherever_it_stands(key: str) -> None:
    made = codec("/api/ask", "application/json")
    frames = play(made, [json.dumps({key: "bad: PersonK7Q2"}).encode()])
    assert [f.text for frame in frames for f in frame.fields] == ["bad: PersonK7Q2"]


def test_a_picture_inside_json_is_no_text() -> None:
    made = codec("/v1/images/generations", "application/json")
    body = {"data": [{"b64_json": "QUJD" * 100, "revised_prompt": "of PersonK7Q2"}]}
    frames = play(made, [json.dumps(body).encode()])
    assert [f.text for frame in frames for f in frame.fields] == ["of PersonK7Q2"]


@pytest.mark.parametrize("media", [SSE, "application/json", "application/x-ndjson"])
def test_no_repr_shows_the_keys_of_an_answer(media: str) -> None:
    body = b'{"Ann Lowe": "is ill today"}\n'
    frames = play(codec("/api/ask", media), [b"data: " + body if media == SSE else body])
    assert [f.text for frame in frames for f in frame.fields] == ["is ill today"]
    assert "Ann" not in repr(frames)

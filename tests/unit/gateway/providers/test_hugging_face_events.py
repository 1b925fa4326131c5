"""What Hugging Face's tasks answer, and where a stream of its server ends."""

from typing import Any

import pytest

from gateway.providers.dialect import AnswerCodec, dialect_for
from tests.golden.providers.cases import event, play, recorded_answer, runs, wire

TASK = "/hf-inference/models/o/m"


def codec(media: str = "application/json", status: int = 200) -> AnswerCodec:
    request = wire(TASK, b"{}", host="router.huggingface.co")
    return dialect_for(request).answer(request, status=status, content_type=media)


def test_tokens_are_pieces_and_what_they_make_is_said_again_at_the_end() -> None:
    made, frames = recorded_answer("hf.task@server/stream.sse")
    assert runs(frames) == {"h.text": "Dear PersonK7Q2"}
    assert runs(frames, kept=False)["h.whole"] == "Dear PersonK7Q2"
    assert frames[-1].closes == ("*",)
    assert (made.facts.finished, made.facts.input_tokens, made.facts.output_tokens) == (True, 7, 5)


def test_the_tokens_of_a_whole_answer_are_one_run() -> None:
    _, frames = recorded_answer("hf.task@server/answer.json")
    assert runs(frames) == {"h.generated_text0": "Dear PersonK7Q2"}
    assert "Dear PersonK7Q2" in runs(frames, kept=False).values()


@pytest.mark.parametrize(
    "value",
    [
        [{"generated_text": "Dear PersonK7Q2"}],
        [{"summary_text": "Dear PersonK7Q2"}],
        [[{"translation_text": "Dear PersonK7Q2"}]],
        {"answer": "Dear PersonK7Q2", "score": 0.9},
        {"text": "Dear PersonK7Q2", "chunks": []},
    ],
)
def test_every_shape_of_answer_is_kept_and_restored(value: Any) -> None:
    import json

    frames = play(codec(), [json.dumps(value).encode()])
    assert [*runs(frames).values()] == ["Dear PersonK7Q2"]


def test_vectors_hold_no_text() -> None:
    (frame,) = play(codec(), [b"[[0.1, 0.2], [0.3, 0.4]]"])
    assert frame.fields == ()


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"error": "Input is too long", "error_type": "validation"}, "validation"),
        ({"error": ["Error in `parameters`"]}, "error"),
        ({"error": {"message": "no", "type": "unknown"}}, "unknown"),
    ],
)
def test_errors_are_learnt_by_type_also_in_a_stream(value: Any, kind: str) -> None:
    made = codec("text/event-stream")
    play(made, [event(value)])
    assert made.facts.error == kind
    assert not made.facts.finished


def test_lists_as_deep_as_a_reader_of_json_allows_are_no_answer() -> None:
    (frame,) = play(codec(), [b"[" * 900 + b"]" * 900])
    assert frame.fields == ()
    (frame,) = play(codec(), [b'[[[{"text": "Dear PersonK7Q2"}]]]'])
    assert [field.text for field in frame.fields] == ["Dear PersonK7Q2"]

"""Answers of models on Bedrock: every vendor's shape, whole and in chunks."""

from typing import Any

import pytest

from gateway.providers.invoke_events import read_model

WHOLE: list[tuple[dict[str, Any], str]] = [
    ({"type": "message", "content": [{"type": "text", "text": "Hi"}]}, "anthropic"),
    ({"completion": "Hi", "stop_reason": "stop_sequence"}, "claude 2"),
    ({"output": {"message": {"content": [{"text": "Hi"}]}}, "stopReason": "end_turn"}, "nova"),
    ({"inputTextTokenCount": 3, "results": [{"outputText": "Hi", "tokenCount": 2}]}, "titan"),
    ({"generation": "Hi", "prompt_token_count": 3, "generation_token_count": 2}, "llama"),
    ({"outputs": [{"text": "Hi", "stop_reason": "stop"}]}, "mistral"),
    ({"choices": [{"index": 0, "message": {"content": "Hi"}}]}, "mistral large, jamba, gpt-oss"),
    ({"text": "Hi", "finish_reason": "COMPLETE"}, "command r"),
    ({"generations": [{"text": "Hi"}]}, "command"),
    ({"completions": [{"data": {"text": "Hi"}, "finishReason": {}}]}, "jurassic"),
    ({"message": "Hi", "finishReason": "stop"}, "pegasus"),
]
PIECES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hi"}},
        {"type": "message_stop"},
    ),
    (
        {"contentBlockDelta": {"delta": {"text": "Hi"}, "contentBlockIndex": 0}},
        {"messageStop": {"stopReason": "end_turn"}},
    ),
    ({"outputText": "Hi", "index": 0}, {"outputText": "", "completionReason": "FINISH"}),
    ({"generation": "Hi", "stop_reason": None}, {"generation": "", "stop_reason": "stop"}),
    ({"outputs": [{"text": "Hi", "stop_reason": None}]}, {"outputs": [{"text": "", "stop_reason": "stop"}]}),
    (
        {"choices": [{"index": 0, "delta": {"content": "Hi"}}]},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ),
    ({"completion": "Hi"}, {"completion": "", "stop_reason": "stop_sequence"}),
    (
        {"event_type": "text-generation", "text": "Hi", "is_finished": False},
        {"event_type": "stream-end", "is_finished": True, "response": {"text": "Hi"}},
    ),
]  # fmt: skip


def chunk(inner: Any) -> dict[str, Any]:
    return {"chunk": {"bytes": inner, "p": "ab"}}


@pytest.mark.parametrize(("answer", "vendor"), WHOLE, ids=[vendor for _, vendor in WHOLE])
def test_a_whole_answer_says_its_text_once(answer: dict[str, Any], vendor: str) -> None:
    event = read_model(answer, False)
    assert [s.field.text for s in event.spots if s.field.kept] == ["Hi"], vendor
    assert event.finished


@pytest.mark.parametrize(("piece", "end"), PIECES)
def test_a_piece_is_one_and_stands_inside_the_chunk(
    piece: dict[str, Any], end: dict[str, Any]
) -> None:
    event = read_model(chunk(piece), True)
    (spot,) = [s for s in event.spots if s.field.kept]
    assert (spot.field.text, spot.field.delta) == ("Hi", True)
    assert spot.path is not None
    assert spot.path[:2] == ("chunk", "bytes")
    assert not event.finished
    last = read_model(chunk(end), True)
    assert last.closes
    assert last.finished or last.ending
    assert not any(s.field.kept for s in last.spots)


def test_the_last_chunk_tells_what_was_counted() -> None:
    metrics = {"inputTokenCount": 5, "outputTokenCount": 7}
    event = read_model(chunk({"unheard": "of", "amazon-bedrock-invocationMetrics": metrics}), True)
    assert (event.input_tokens, event.output_tokens, event.finished) == (5, 7, True)


def test_a_model_nobody_described_is_read_whole() -> None:
    event = read_model(chunk({"answer": {"words": "Ann Lowe"}}), True)
    assert [(s.field.text, s.path) for s in event.spots] == [
        ("Ann Lowe", ("chunk", "bytes", "answer", "words"))
    ]


def test_titan_and_llama_count_tokens() -> None:
    for answer in (WHOLE[3][0], WHOLE[4][0]):
        assert read_model(answer, False).input_tokens == 3


def test_an_exception_in_the_stream_is_an_error() -> None:
    event = read_model({"modelTimeoutException": {"message": "too slow"}}, True)
    assert event.error == "modelTimeoutException"

"""Offsets of annotations count in the text that the person sees."""

import json
from typing import Any

import pytest

from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import codec, event

TOKEN, NAME = "PersonK7Q2A9XB4C", "Zoë O'Neil"
TEXT = f"Dear {TOKEN}, see the guide of {TOKEN}."
ISSUED = {TOKEN: NAME}


def restored(target: str, media: str, *pieces: bytes) -> bytes:
    answer = AnswerRestorer(codec(target, media), ISSUED, capture_characters=999)
    return b"".join(map(answer.feed, pieces)) + answer.end()


def span(of: str) -> dict[str, int]:
    start = TEXT.index(of)
    return {"start_index": start, "end_index": start + len(of)}


def shown(annotation: Any, text: str) -> str:
    return text[annotation["start_index"] : annotation["end_index"]]


@pytest.mark.parametrize(
    ("of", "wanted"),
    [
        ("see the guide", "see the guide"),
        (f"Dear {TOKEN}", f"Dear {NAME}"),
        ("PersonK7Q2A9XB4C, see", f"{NAME}, see"),
        ("K7Q2A9XB4C, see", f"{NAME}, see"),  # a name is never cut in two
        ("guide of Person", f"guide of {NAME}"),
        ("Dear", "Dear"),
    ],
)
def test_an_annotation_of_a_whole_answer_moves_with_its_text(of: str, wanted: str) -> None:
    part = {"type": "output_text", "annotations": [{"type": "url_citation", **span(of)}]}
    output = [{"type": "message", "content": [part | {"text": TEXT}]}]
    body = json.dumps({"output": output}).encode()
    (item,) = json.loads(restored("/v1/responses", "application/json", body))["output"]
    (seen,) = item["content"]
    assert shown(seen["annotations"][0], seen["text"]) == wanted


def test_an_annotation_of_a_chat_answer_moves_too() -> None:
    cited = {"type": "url_citation", "url_citation": span("guide")}
    message = {"role": "assistant", "content": TEXT, "annotations": [cited]}
    body = json.dumps({"choices": [{"index": 0, "message": message}]}).encode()
    answer = json.loads(restored("/v1/chat/completions", "application/json", body))
    seen = answer["choices"][0]["message"]
    assert shown(seen["annotations"][0]["url_citation"], seen["content"]) == "guide"


def chat_chunk(delta: Any) -> bytes:
    return event({"choices": [{"index": 0, "delta": delta}]})


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_an_annotation_of_a_stream_counts_in_the_run_so_far(size: int) -> None:
    pieces = [chat_chunk({"content": TEXT[i : i + size]}) for i in range(0, len(TEXT), size)]
    cited = {"type": "url_citation", "url_citation": span(f"guide of {TOKEN}")}
    out = restored(
        "/v1/chat/completions", "text/event-stream", *pieces, chat_chunk({"annotations": [cited]})
    )
    deltas = [json.loads(line[6:])["choices"][0]["delta"] for line in out.split(b"\n\n") if line]
    text = "".join(delta.get("content", "") for delta in deltas)
    (moved,) = deltas[-1]["annotations"]
    assert shown(moved["url_citation"], text) == f"guide of {NAME}"


def test_the_annotation_event_of_responses_counts_in_its_part() -> None:
    at = {"output_index": 1, "content_index": 0}
    delta = event({"type": "response.output_text.delta", **at, "delta": TEXT})
    added = {"type": "response.output_text.annotation.added", **at}
    noted = event(added | {"annotation": {"type": "url_citation", **span("guide")}})
    out = restored("/v1/responses", "text/event-stream", delta, noted)
    first, second = (json.loads(line[6:]) for line in out.split(b"\n\n") if line)
    assert shown(second["annotation"], first["delta"]) == "guide"


def test_what_an_annotation_quotes_is_not_what_it_counts_in() -> None:
    annotation = {"type": "file_citation", "text": TOKEN, **span("guide")}
    body = json.dumps({"content": [{"text": {"value": TEXT, "annotations": [annotation]}}]})
    answer = json.loads(restored("/api/ask", "application/json", body.encode()))
    seen = answer["content"][0]["text"]
    assert shown(seen["annotations"][0], seen["value"]) == "guide"
    assert seen["annotations"][0]["text"] == NAME


def test_numbers_that_count_in_nothing_we_know_stay() -> None:
    body = b'{"name": "' + TOKEN.encode() + b'", "rows": [{"start_index": 90, "end_index": true}]}'
    assert b'{"start_index": 90, "end_index": true}' in restored(
        "/api/ask", "application/json", body
    )


def test_an_answer_without_tokens_keeps_its_offsets_byte_for_byte() -> None:
    body = b'{"text": "Dear all", "annotations": [{"start_index":  0, "end_index": 4}]}'
    assert restored("/api/ask", "application/json", body) == body

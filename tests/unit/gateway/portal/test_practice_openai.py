"""Details of OpenAI's formats that the SDK does not show."""

import base64
import json
import struct

import pytest

from gateway.portal import practice_openai as openai
from gateway.portal.practice_reply import Ask

ASKED = Ask(text="Hello", model="practice", stream=True, choices=2)


def data(stream: list[bytes]) -> list[dict[str, object]]:
    return [json.loads(e.split(b"data: ", 1)[1]) for e in stream if b"[DONE]" not in e]


def test_every_chunk_of_a_chat_stream_has_the_same_id() -> None:
    chunks = data(list(openai.chat_stream(ASKED, b'{"stream_options": {"include_usage": true}}')))
    assert len({str(chunk["id"]) for chunk in chunks}) == 1
    assert chunks[-1]["choices"] == []
    assert all(chunk["usage"] is None for chunk in chunks[:-1])


@pytest.mark.parametrize("n", [0, -1, 9, "2", True, None, 2.0])
def test_a_strange_number_of_choices_counts_as_one(n: object) -> None:
    body = json.dumps({"messages": [{"role": "user", "content": "x"}], "n": n}).encode()
    assert openai.read_chat(body).choices == 1


def test_the_events_of_a_response_are_numbered_and_repeat_the_text_five_times() -> None:
    raw = list(openai.response_stream(ASKED))
    events = data(raw)
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert all(raw[at].startswith(f"event: {e['type']}\n".encode()) for at, e in enumerate(events))
    whole = json.dumps(ASKED.reply).encode()
    assert sum(whole in json.dumps(event).encode() for event in events) == 4
    deltas = [e["delta"] for e in events if e["type"] == "response.output_text.delta"]
    assert "".join(map(str, deltas)) == ASKED.reply


def test_embeddings_come_as_numbers_or_packed_as_asked() -> None:
    plain = openai.embeddings(b'{"input": "a"}')
    packed = openai.embeddings(b'{"input": ["a"], "encoding_format": "base64"}')
    (row,), (packed_row,) = plain["data"], packed["data"]  # type: ignore[misc]
    values = struct.unpack("<8f", base64.b64decode(packed_row["embedding"]))
    assert values == pytest.approx(row["embedding"])

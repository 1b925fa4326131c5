"""What OpenAI keeps and gives back later: read like the answer it was."""

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import recorded_answer, runs, wire


def test_a_response_read_back_has_its_text_and_its_name() -> None:
    _, frames = recorded_answer("openai.stored/answer.json")
    assert "Dear Ann Lowe, on Friday." in runs(frames).values()
    request = wire("/v1/responses/resp_1a2b3c", method="GET")
    assert dialect_for(request).read(request).recalls == ("resp_1a2b3c",)


def test_a_stream_taken_up_again_is_read_from_its_middle() -> None:
    codec, frames = recorded_answer("openai.stored/stream.sse")
    assert "Dear Ann Lowe, on Friday." in runs(frames).values()
    assert codec.facts.finished


def test_sending_there_is_not_reading_back() -> None:
    assert dialect_for(wire("/v1/chat/completions", b"{}")).name == "openai.chat"
    listed = wire("/v1/chat/completions", method="GET")
    assert dialect_for(listed).name == "openai.stored"

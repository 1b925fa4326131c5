"""Converse: messages, system and tools are read; the path names the model."""

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"


def test_the_recorded_request_is_read_with_nothing_but_files_left_unread() -> None:
    prompt = recorded_prompt("bedrock.converse/request.json")
    assert texts(prompt)
    assert {part.why for part in prompt.unread} <= {"a file", "a file at an address", "audio"} | {
        "kept by the provider, not in this request"
    }


def test_the_recorded_stream_has_texts_and_its_end() -> None:
    codec, frames = recorded_answer("bedrock.converse/stream.eventstream")
    assert any(field.text for frame in frames for field in frame.fields)
    assert codec.facts.error == ""


def test_the_path_names_model_and_stream() -> None:
    prompt = read(
        "/model/eu.anthropic.claude-x-v1%3A0/converse-stream", {"messages": []}, host=HOST
    )
    assert prompt.model == "eu.anthropic.claude-x-v1:0"
    assert prompt.stream


def test_what_a_signature_covers_cannot_be_altered() -> None:
    body = {"messages": [{"role": "user", "content": [{"text": "Ann Lowe"}]}]}
    signed = {"authorization": "AWS4-HMAC-SHA256 Credential=AKIA/20261125/eu-west-2/bedrock"}
    prompt = read("/model/m/converse", body, host=HOST, headers=signed)
    assert [segment.writable for segment in prompt.segments] == [False]
    plain = read("/model/m/converse", body, host=HOST, headers={"authorization": "Bearer k"})
    assert [segment.writable for segment in plain.segments] == [True]

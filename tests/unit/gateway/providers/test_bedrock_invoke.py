"""Invoke: a model's own JSON is read whole; a stream in both directions is not."""

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"


def test_the_recorded_request_is_read_with_nothing_but_files_left_unread() -> None:
    prompt = recorded_prompt("bedrock.invoke/request.json")
    assert texts(prompt)
    assert {part.why for part in prompt.unread} <= {"a file", "a file at an address", "audio"} | {
        "kept by the provider, not in this request"
    }


def test_the_recorded_stream_has_texts_and_its_end() -> None:
    codec, frames = recorded_answer("bedrock.invoke/stream.eventstream")
    assert any(field.text for frame in frames for field in frame.fields)
    assert codec.facts.error == ""


def test_a_stream_in_both_directions_is_unread() -> None:
    prompt = read("/model/m/invoke-with-bidirectional-stream", b"x", host=HOST)
    assert any("both directions" in part.why for part in prompt.unread)


def test_the_path_names_the_model() -> None:
    prompt = read("/model/amazon.nova-pro-v1:0/invoke", {"inputText": "Ann Lowe"}, host=HOST)
    assert prompt.model == "amazon.nova-pro-v1:0"
    assert "Ann Lowe" in texts(prompt)

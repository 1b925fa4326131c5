"""Converse: who says what, what is signed, what cannot be read."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, segment, unread

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"
TARGET = "/model/m/converse"


def content(*blocks: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": list(blocks)}]}


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ({"image": {"format": "png", "source": {"bytes": "iVBORw0KGgo="}}}, "image/source/bytes"),
        ({"document": {"name": "a", "source": {"bytes": "JVBE"}}}, "document/source/bytes"),
        ({"video": {"source": {"s3Location": {"uri": "s3://b/v"}}}}, "video/source/s3Location/uri"),
        ({"audio": {"source": {"bytes": "AAAA"}}}, "audio/source/bytes"),
    ],
)
def test_files_are_unread_and_say_where(block: Any, part: str) -> None:
    assert unread(read(TARGET, content(block), host=HOST)) == [f"/messages/0/content/0/{part}"]


def test_the_path_names_the_model_also_by_its_arn() -> None:
    arn = "arn%3Aaws%3Abedrock%3Aeu-west-2%3A123456789012%3Ainference-profile%2Feu.amazon.nova-v1"
    prompt = read(f"/model/{arn}/converse-stream", content({"text": "Hi"}), host=HOST)
    assert prompt.model.endswith("inference-profile/eu.amazon.nova-v1")
    assert prompt.stream


def test_everybody_speaks_in_their_own_role() -> None:
    prompt = recorded_prompt("bedrock.converse/request.json")
    assert segment(prompt, "You answer for Calderwick Council.").role == "system"
    assert segment(prompt, "Ask for Ann Lowe").role == "tool"
    assert segment(prompt, "4 Mill Lane").role == "assistant"
    assert segment(prompt, "Write to her, please.").new
    assert not segment(prompt, "Who is the tenant of 4 Mill Lane?").new


def test_signed_reasoning_is_read_but_never_altered() -> None:
    prompt = recorded_prompt("bedrock.converse/request.json")
    assert not segment(prompt, "I should look PersonK7Q2 up.").writable
    unsigned = {"reasoningContent": {"reasoningText": {"text": "My own"}}}
    assert segment(read(TARGET, content(unsigned), host=HOST), "My own").writable


def test_keys_of_a_tools_input_hide_nothing() -> None:
    use = {"toolUse": {"toolUseId": "t1", "name": "f", "input": {"id": "Ann Lowe", "type": "ill"}}}
    prompt = read(TARGET, content(use), host=HOST)
    assert [s.text for s in prompt.segments] == ["Ann Lowe", "ill"]


def test_the_path_names_the_stream() -> None:
    prompt = read("/model/m/converse-stream", {"messages": []}, host=HOST)
    assert (prompt.model, prompt.stream) == ("m", True)


def test_what_a_signature_covers_cannot_be_altered() -> None:
    body = {"messages": [{"role": "user", "content": [{"text": "Ann Lowe"}]}]}
    signed = {"authorization": "AWS4-HMAC-SHA256 Credential=AKIA/20261125/eu-west-2/bedrock"}
    prompt = read("/model/m/converse", body, host=HOST, headers=signed)
    assert ([one.writable for one in prompt.segments], prompt.signed) == ([False], True)
    plain = read("/model/m/converse", body, host=HOST, headers={"authorization": "Bearer k"})
    assert ([one.writable for one in plain.segments], plain.signed) == ([True], False)

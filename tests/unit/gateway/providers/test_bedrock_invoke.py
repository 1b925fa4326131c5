"""Invoke: every vendor's request is read, whichever way the model is named."""

import base64
import json
from typing import Any

import pytest

from tests.golden.providers.cases import read, segment, texts, unread

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"
BODIES: list[tuple[str, dict[str, Any]]] = [
    ("eu.anthropic.claude-v1%3A0", {"messages": [{"role": "user", "content": "Ann Lowe"}]}),
    ("amazon.nova-lite-v1%3A0", {"messages": [{"role": "user", "content": [{"text": "Ann Lowe"}]}]}),
    ("amazon.titan-text-express-v1", {"inputText": "Ann Lowe"}),
    ("meta.llama3-8b-instruct-v1%3A0", {"prompt": "Ann Lowe", "temperature": 0.5}),
    ("mistral.mistral-large-2407-v1%3A0", {"messages": [{"role": "user", "content": "Ann Lowe"}]}),
    ("cohere.command-r-v1%3A0", {"message": "Ann Lowe", "chat_history": []}),
    ("cohere.embed-english-v3", {"texts": ["Ann Lowe"], "input_type": "search_document"}),
    ("ai21.jamba-1-5-large-v1%3A0", {"messages": [{"role": "user", "content": "Ann Lowe"}]}),
    ("stability.sd3-large-v1%3A0", {"prompt": "Ann Lowe"}),
    ("amazon.nova-canvas-v1%3A0", {"textToImageParams": {"text": "Ann Lowe"}}),
    ("twelvelabs.pegasus-1-2-v1%3A0", {"inputPrompt": "Ann Lowe"}),
]  # fmt: skip


@pytest.mark.parametrize(("model", "body"), BODIES)
def test_every_vendors_body_is_read_as_what_the_user_says(model: str, body: dict[str, Any]) -> None:
    (found,) = read(f"/model/{model}/invoke", body, host=HOST).segments
    assert (found.text, found.role, found.new, found.writable) == ("Ann Lowe", "user", True, True)


def test_earlier_turns_of_command_r_are_history() -> None:
    body = {
        "message": "And now?",
        "chat_history": [
            {"role": "USER", "message": "Who is Ann Lowe?"},
            {"role": "CHATBOT", "message": "A tenant."},
        ],
    }
    prompt = read("/model/eu.cohere.command-r-plus-v1%3A0/invoke", body, host=HOST)
    assert segment(prompt, "A tenant.").role == "assistant"


def test_a_body_to_be_counted_is_read_in_both_forms() -> None:
    converse = {"messages": [{"role": "user", "content": [{"text": "Ann Lowe"}]}]}
    target = "/model/m/count-tokens"
    prompt = read(target, {"input": {"converse": converse}}, host=HOST)
    assert segment(prompt, "Ann Lowe").writable
    for inner in (json.dumps({"inputText": "Ann Lowe"}).encode(), b"Ann Lowe"):
        packed = {"input": {"invokeModel": {"body": base64.b64encode(inner).decode()}}}
        prompt = read(target, packed, host=HOST)
        assert texts(prompt) == ["Ann Lowe"]
        assert not segment(prompt, "Ann Lowe").writable


def test_what_is_not_text_inside_base64_is_unread() -> None:
    packed = {"input": {"invokeModel": {"body": base64.b64encode(b"\xff\xfe").decode()}}}
    assert unread(read("/model/m/count-tokens", packed, host=HOST)) == ["/invokeModel/body"]


def test_a_request_for_later_names_its_model_in_the_body() -> None:
    body = {"modelId": "amazon.nova-reel-v1:0", "modelInput": {"inputText": "Ann Lowe"}}
    prompt = read("/async-invoke", body, host=HOST)
    assert (prompt.model, texts(prompt)) == ("amazon.nova-reel-v1:0", ["Ann Lowe"])


def test_a_stream_in_both_directions_is_unread() -> None:
    prompt = read("/model/m/invoke-with-bidirectional-stream", b"\0\0\0", host=HOST)
    assert any("both directions" in found.why for found in prompt.unread)

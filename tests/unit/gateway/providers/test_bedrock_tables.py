"""The tables of Bedrock: what is signed or packed is known by its place."""

import base64
import json

from tests.golden.providers.cases import read, texts

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"


def test_a_body_in_base64_is_read_and_cannot_be_altered() -> None:
    inner = json.dumps({"messages": [{"role": "user", "content": "Ann Lowe"}]}).encode()
    body = {"input": {"invokeModel": {"body": base64.b64encode(inner).decode()}}}
    prompt = read("/model/m/count-tokens", body, host=HOST)
    assert "Ann Lowe" in texts(prompt)
    assert not any(segment.writable for segment in prompt.segments)


def test_reasoning_with_a_signature_cannot_be_altered() -> None:
    block = {"reasoningContent": {"reasoningText": {"text": "Ann Lowe", "signature": "c2ln"}}}
    body = {"messages": [{"role": "assistant", "content": [block]}]}
    prompt = read("/model/m/converse", body, host=HOST)
    (found,) = [segment for segment in prompt.segments if segment.text == "Ann Lowe"]
    assert not found.writable

"""Anything else: all of it is read, or said to be unread."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import read, recorded_prompt, texts, unread, wire

TARGET = "/api/generate"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"prompt": "go on", "context": [1, 2, 3]}, "/context"),
        (
            {
                "anything": "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD"
            },
            "/*",
        ),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_a_thread_in_the_address_is_a_conversation() -> None:
    prompt = read("/v1/threads/thread_abc/messages", {"role": "user", "content": "hi all"})
    assert prompt.conversation == "thread_abc"


def test_everything_of_unknown_json_is_new() -> None:
    prompt = recorded_prompt("generic/request.json")
    assert "9434765919" in texts(prompt)
    assert all(s.new and s.writable for s in prompt.segments)


def test_escapes_of_json_inside_a_string_hide_nothing() -> None:
    inner = json.dumps({"q": 'Dear\nAnn Lowe, "AB 12 34 56 C"'})
    request = wire(TARGET, json.dumps({"payload": inner}).encode())
    prompt = dialect_for(request).read(request)
    at = texts(prompt).index('Dear\nAnn Lowe, "AB 12 34 56 C"')
    written = json.loads(dialect_for(request).write(request, {at: 'To "X"'}))
    assert json.loads(written["payload"]) == {"q": 'To "X"'}
    assert texts(read(TARGET, {"note": "{Dear\\nAnn Lowe"})) == ["{Dear\\nAnn Lowe"]

"""Anything else: all of it is read, or said to be unread."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, texts, unread

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

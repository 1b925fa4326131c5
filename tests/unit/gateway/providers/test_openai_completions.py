"""Text completions: prompts are read, token numbers are not."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, unread

TARGET = "/v1/completions"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"prompt": [1012, 34, 5]}, "/prompt"),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_recorded_request_is_read_with_its_model() -> None:
    prompt = recorded_prompt("openai.completions/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("openai.completions", "davinci", True)


def test_each_prompt_is_the_users() -> None:
    prompt = recorded_prompt("openai.completions/request.json")
    assert [s.role for s in prompt.segments] == ["user", "user", "user"]
    assert all(s.new for s in prompt.segments)

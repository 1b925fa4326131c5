"""Responses: what the provider keeps is named or unread."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, unread

TARGET = "/v1/responses"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (
            {"input": [{"type": "input_image", "image_url": "https://example.org/a.png"}]},
            "/input/0/image_url",
        ),
        ({"prompt": {"id": "pmpt_1"}, "input": "x y"}, "/prompt/id"),
        ({"tools": [{"type": "mcp", "server_url": "https://mcp.example/"}]}, "/tools/0/server_url"),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_recorded_request_is_read_with_its_model() -> None:
    prompt = recorded_prompt("openai.responses/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("openai.responses", "gpt-5", True)


@pytest.mark.parametrize(
    "body",
    [
        {"previous_response_id": "resp_abc"},
        {"conversation": "resp_abc"},
        {"conversation": {"id": "resp_abc"}},
    ],
)
def test_history_the_provider_keeps_is_named(body: dict[str, Any]) -> None:
    prompt = read(TARGET, {"input": "go on", **body})
    assert prompt.conversation == "resp_abc"
    assert prompt.unread == ()


def test_a_conversation_with_no_proper_name_is_still_one() -> None:
    assert read(TARGET, {"conversation": "not an id"}).conversation == "unknown"

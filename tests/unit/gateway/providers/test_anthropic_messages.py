"""Messages: documents as text are read, other files are not."""

from typing import Any

import pytest

from tests.golden.providers.cases import message, read, recorded_prompt, unread

TARGET = "/v1/messages"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [
                            {"type": "document", "source": {"type": "base64", "data": "JVBE"}}
                        ],
                    }
                ]
            },
            "/messages/0/content/0/source/data",
        ),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [
                            {
                                "type": "document",
                                "source": {"type": "url", "url": "https://e.example/x"},
                            }
                        ],
                    }
                ]
            },
            "/messages/0/content/0/source/url",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": [{"source": {"type": "file", "file_id": "file_1"}}]}
                ]
            },
            "/messages/0/content/0/source/file_id",
        ),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_recorded_request_is_read_with_its_model() -> None:
    prompt = recorded_prompt("anthropic.messages/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == (
        "anthropic.messages",
        "claude-sonnet-4-5",
        True,
    )


def test_vertex_names_the_model_in_the_address() -> None:
    place = "/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:streamRawPredict"
    prompt = read(place, {"messages": [message("user")]})
    assert (prompt.dialect, prompt.model, prompt.stream) == ("anthropic.messages", "claude-x", True)

"""Chat completions: files are unread; the deployment of Azure is the model."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, unread

TARGET = "/v1/chat/completions"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [{"image_url": {"url": "data:image/png;base64,AA"}}],
                    }
                ]
            },
            "/messages/0/content/0/image_url/url",
        ),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [{"input_audio": {"data": "AAAA", "format": "wav"}}],
                    }
                ]
            },
            "/messages/0/content/0/input_audio/data",
        ),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [{"file": {"file_data": "data:application/pdf;base64,A"}}],
                    }
                ]
            },
            "/messages/0/content/0/file/file_data",
        ),
        (
            {"messages": [{"role": "user", "content": [{"file": {"file_id": "file-1"}}]}]},
            "/messages/0/content/0/file/file_id",
        ),
        ({"messages": [{"role": "assistant", "audio": {"id": "audio_1"}}]}, "/messages/0/audio/id"),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
                    }
                ]
            },
            "/messages/0/content",
        ),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_recorded_request_is_read_with_its_model() -> None:
    prompt = recorded_prompt("openai.chat/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("openai.chat", "gpt-5-mini", True)


def test_the_deployment_of_azure_is_the_model() -> None:
    target = "/openai/deployments/council-gpt/chat/completions?api-version=2024-10-21"
    assert read(target, {"model": "something-else"}).model == "council-gpt"

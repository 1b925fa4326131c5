"""Chat completions: files are unread; the deployment of Azure is the model."""

from typing import Any

import pytest

from tests.golden.providers.cases import codec, play, read, recorded_prompt, segment, texts, unread

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


AZURE = "/openai/deployments/council-gpt/chat/completions?api-version=2024-10-21"
SEARCH: dict[str, Any] = {
    "endpoint": "https://council.search.example",
    "index_name": "tenants",
    "query_type": "semantic",
    "role_information": "You help Ann Lowe",
    "authentication": {"type": "api_key", "key": "fake-0123456789"},
}


def test_data_of_azure_is_another_service_whose_key_is_not_kept() -> None:
    prompt = read(AZURE, {"data_sources": [{"type": "azure_search", "parameters": SEARCH}]})
    assert [found.why for found in prompt.unread] == [
        "another service that the provider is asked to call"
    ]
    assert "fake-0123456789" not in texts(prompt)
    assert segment(prompt, "You help Ann Lowe").role == "system"


def test_text_in_the_place_of_a_key_is_read() -> None:
    search = SEARCH | {"authentication": {"key": "Ann Lowe is ill"}}
    prompt = read(AZURE, {"data_sources": [{"type": "azure_search", "parameters": search}]})
    assert segment(prompt, "Ann Lowe is ill").writable is False


def test_the_filter_of_azure_is_an_error_of_the_provider() -> None:
    made = codec(AZURE, "application/json", 400)
    inner = b'"innererror":{"code":"ResponsibleAIPolicyViolation"}'
    play(made, [b'{"error":{"code":"content_filter","type":null,"message":"x",' + inner + b"}}"])
    assert made.facts.error == "content_filter"


def test_results_of_azures_filter_before_the_first_choice_are_no_text() -> None:
    made = codec(AZURE)
    first = b'data: {"choices":[],"prompt_filter_results":[{"prompt_index":0}],"model":""}\n\n'
    (frame,) = play(made, [first])
    assert (frame.fields, made.facts.finished) == ((), False)


@pytest.mark.parametrize(
    ("body", "text", "role"),
    [
        ({"prediction": {"type": "content", "content": "Ann Lowe"}}, "Ann Lowe", "user"),
        (
            {"prediction": {"content": [{"type": "text", "text": "Ann Lowe"}]}},
            "Ann Lowe",
            "user",
        ),
        (
            {"web_search_options": {"user_location": {"approximate": {"city": "Mill Lane"}}}},
            "Mill Lane",
            "other",
        ),
        ({"metadata": {"id": "Ann"}}, "Ann", "other"),
        ({"safety_identifier": "ann.lowe@example.org"}, "ann.lowe@example.org", "other"),
        (
            {"messages": [{"role": "user", "name": "Ann", "content": "x y"}]},
            "Ann",
            "user",
        ),
        (
            {"messages": [{"role": "user", "content": [{"file": {"filename": "Ann.pdf"}}]}]},
            "Ann.pdf",
            "user",
        ),
    ],
)
def test_every_member_that_people_fill_in_is_read(body: Any, text: str, role: str) -> None:
    assert segment(read(TARGET, body), text).role == role

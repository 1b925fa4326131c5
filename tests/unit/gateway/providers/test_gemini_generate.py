"""Gemini: both spellings, wrapped requests, and files that are unread."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, unread

TARGET = "/v1beta/models/gemini-3:generateContent"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (
            {"contents": [{"parts": [{"inlineData": {"data": "AAAA"}}]}]},
            "/contents/0/parts/0/inlineData/data",
        ),
        (
            {"contents": [{"parts": [{"fileData": {"fileUri": "gs://b/o"}}]}]},
            "/contents/0/parts/0/fileData/fileUri",
        ),
        (  # as Google's own SDK spells it
            {"contents": [{"parts": [{"fileData": {"file_uri": "gs://b/o"}}]}]},
            "/contents/0/parts/0/fileData/file_uri",
        ),
        ({"cachedContent": "cachedContents/abc"}, "/cachedContent"),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_address_names_the_model_and_the_stream() -> None:
    prompt = recorded_prompt("gemini.generate/request.json")
    assert (prompt.model, prompt.stream) == ("gemini-3-flash", True)
    assert not read(TARGET, {}).stream


def test_a_wrapped_request_is_read_like_a_bare_one() -> None:
    bare = {"contents": [{"role": "user", "parts": [{"text": "Ann Lowe"}]}]}
    wrapped = {"model": "gemini-3", "project": "p-1", "request": bare}
    prompt = read("/v1internal:generateContent", wrapped)
    assert prompt.model == "gemini-3"
    assert prompt.segments == read(TARGET, bare).segments


def test_snake_case_is_read_like_camel_case() -> None:
    body = {
        "system_instruction": {"parts": [{"text": "Be kind."}]},
        "contents": [{"parts": [{"inline_data": {"mime_type": "image/png", "data": "AAAA"}}]}],
    }
    prompt = read(TARGET, body)
    assert [(s.role, s.text) for s in prompt.segments] == [("system", "Be kind.")]
    assert unread(prompt) == ["/contents/0/parts/0/inline_data/data"]

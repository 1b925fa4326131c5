"""Embeddings: texts are read, token numbers are not."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, unread

TARGET = "/v1/embeddings"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"input": [1012, 34, 5]}, "/input"),
        ({"input": [[1012, 34], [5]]}, "/input"),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_recorded_request_is_read_with_its_model() -> None:
    prompt = recorded_prompt("openai.embeddings/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == (
        "openai.embeddings",
        "text-embedding-3-small",
        False,
    )


def test_the_numbers_of_an_answer_are_no_text() -> None:
    made, (frame,) = recorded_answer("openai.embeddings/answer.json")
    assert frame.fields == ()
    assert made.facts.input_tokens == 9

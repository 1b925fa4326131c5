"""What only the provider can read has the same name in an answer and where it is sent again."""

import json
from typing import Any

import pytest

from gateway.providers.seals import first_seal, may_seal, named
from tests.golden.providers.cases import read

SEAL = "RXE0Q2lD+/=="


@pytest.mark.parametrize(
    "unit",
    [
        {"content": [{"type": "thinking", "thinking": "x", "signature": SEAL}]},
        {"type": "content_block_delta", "delta": {"type": "signature_delta", "signature": SEAL}},
        {"content_block": {"type": "redacted_thinking", "data": SEAL}},
        {"candidates": [{"content": {"parts": [{"text": "x", "thoughtSignature": SEAL}]}}]},
        {"type": "response.output_item.done", "item": {"encrypted_content": SEAL}},
        {"output": [{"type": "reasoning", "encrypted_content": SEAL}]},
    ],
)
def test_a_seal_of_an_answer_is_found_wherever_vendors_put_it(unit: dict[str, Any]) -> None:
    assert may_seal(json.dumps(unit))
    assert first_seal(unit) == named(SEAL)


@pytest.mark.parametrize(
    "unit",
    [
        {"content_block": {"type": "thinking", "thinking": "", "signature": ""}},
        {"type": "response.output_item.added", "item": {"encrypted_content": SEAL}},
        {"content": [{"type": "text", "data": SEAL}]},
        {"signature": "Ann Lowe"},
    ],
)
def test_what_is_empty_not_yet_complete_or_words_is_none(unit: dict[str, Any]) -> None:
    assert first_seal(unit) == ""


@pytest.mark.parametrize(
    ("target", "host", "body"),
    [
        (
            "/v1/messages",
            "api.anthropic.com",
            {"messages": [{"role": "assistant", "content": [{"type": "thinking", "thinking": "x", "signature": SEAL}]}]},
        ),
        (
            "/v1/messages",
            "api.anthropic.com",
            {"messages": [{"role": "assistant", "content": [{"type": "redacted_thinking", "data": SEAL}]}]},
        ),
        (
            "/v1/responses",
            "api.openai.com",
            {"input": [{"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": SEAL}]},
        ),
        (
            "/v1beta/models/m:generateContent",
            "generativelanguage.googleapis.com",
            {"contents": [{"role": "model", "parts": [{"text": "x", "thoughtSignature": SEAL}]}]},
        ),
    ],
)  # fmt: skip
def test_it_has_the_same_name_where_it_is_sent_again(
    target: str, host: str, body: dict[str, Any]
) -> None:
    assert read(target, body, host=host).seal == named(SEAL)


def test_a_name_says_nothing_of_what_it_names() -> None:
    assert SEAL not in named(SEAL)
    assert named(SEAL) != named(SEAL + "A")

"""Embeddings and judgements: texts are the person's own; of a chat, who said what is kept."""

from typing import Any

import pytest

from gateway.providers.mistral_classifiers import CHATS, CLASSIFIERS_DIALECT, TEXTS
from tests.golden.providers.cases import (
    message,
    read,
    recorded_answer,
    recorded_prompt,
    segment,
    texts,
    wire,
)

HOST = {"host": "api.mistral.ai"}


@pytest.mark.parametrize("path", ["embeddings", "moderations", "classifications"])
def test_texts_are_the_persons_own(path: str) -> None:
    prompt = read(f"/v1/{path}", {"model": "m", "input": ["Ann Lowe", "bins"]}, **HOST)
    assert prompt.dialect == "mistral.classifiers"
    assert [(one.text, one.role) for one in prompt.segments] == [
        ("Ann Lowe", "user"),
        ("bins", "user"),
    ]


def test_words_of_the_protocol_say_nothing() -> None:
    assert texts(recorded_prompt("mistral.classifiers@embeddings/request.json")) == [
        "Ann Lowe, 4 Mill Lane",
        "bins",
        "Joe Bright",
    ]


def test_all_of_a_chat_is_judged_and_so_is_all_of_it_new() -> None:
    prompt = recorded_prompt("mistral.classifiers/request.json")
    assert segment(prompt, "A tenant, like Joe Bright.").role == "assistant"
    assert all(one.new for one in prompt.segments)


@pytest.mark.parametrize(
    "chats",
    [[[message("user"), message("assistant")]], {"messages": [message("user")]}],
)
def test_lists_of_chats_and_chats_by_name_are_read(chats: Any) -> None:
    prompt = read("/v1/chat/classifications", {"model": "m", "input": chats}, **HOST)
    assert set(texts(prompt)) == {"words of somebody"}


def test_the_path_says_whether_it_is_a_chat() -> None:
    chat, text = (wire(f"/v1/{p}moderations", b"{}", **HOST) for p in ("chat/", ""))
    assert CLASSIFIERS_DIALECT._family(chat) is CHATS
    assert CLASSIFIERS_DIALECT._family(text) is TEXTS


def test_an_answer_has_numbers_and_no_texts() -> None:
    codec, frames = recorded_answer("mistral.classifiers/answer.json")
    assert [frame.fields for frame in frames] == [()]
    assert codec.facts.input_tokens == 9

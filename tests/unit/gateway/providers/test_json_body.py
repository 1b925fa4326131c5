"""What is read of JSON, and what is honestly called unread."""

from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt
from tests.golden.providers.cases import (
    Recorded,
    message,
    read,
    recorded_prompt,
    requests,
    segment,
    texts,
    wire,
)

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"


def chat(*messages: dict[str, Any], **more: Any) -> Prompt:
    return read(CHAT, {"model": "m", "messages": list(messages), **more})


def test_words_ids_and_seals_are_not_texts() -> None:
    prompt = recorded_prompt("openai.responses/request.json")
    assert not {"input_text", "call_1", "rs_1", "gAAAAABo"} & set(texts(prompt))


@pytest.mark.parametrize("key", ["type", "role", "id", "model", "tool_call_id", "signature"])
def test_a_sentence_cannot_hide_behind_the_name_of_a_word(key: str) -> None:
    prompt = read(CHAT, {"messages": [{key: "Ann Lowe is ill", "content": "hello"}]})
    assert "Ann Lowe is ill" in texts(prompt)


@pytest.mark.parametrize("value", ["9434765919", "QQ123456C", "ann.lowe@council.example"])
def test_an_identifier_of_a_person_is_no_id_of_a_machine(value: str) -> None:
    assert value in texts(read(CHAT, {"messages": [{"id": value, "content": "x y"}]}))


def test_ids_of_unknown_json_are_read() -> None:
    assert "P-4471-AL" in texts(read("/api/ask", {"id": "P-4471-AL"}))


def test_ids_that_people_fill_in_are_read() -> None:
    prompt = chat(message("user"), user="ann lowe", safety_identifier="al 7", metadata={"id": "x"})
    assert {"ann lowe", "al 7", "x"} <= set(texts(prompt))


def test_json_inside_a_string_is_read_leaf_by_leaf() -> None:
    prompt = recorded_prompt("openai.chat/request.json")
    assert 'she said "no"' in texts(prompt)
    assert "9434765919" in texts(prompt)


def test_arguments_that_are_not_json_are_read_as_text() -> None:
    call = {"id": "call_1", "type": "function", "function": {"arguments": '{"name": "Ann Lo'}}
    prompt = chat({"role": "assistant", "content": None, "tool_calls": [call]})
    assert texts(prompt) == ['{"name": "Ann Lo']


def test_everything_in_a_tools_own_json_is_text() -> None:
    prompt = recorded_prompt("anthropic.messages/request.json")
    assert {"C-1", "Ann Lowe", "123456789", "Joe Bright"} <= set(texts(prompt))


def test_a_key_that_may_be_a_name_is_read_but_cannot_be_altered() -> None:
    prompt = recorded_prompt("openai.chat/request.json")
    keys = [s for s in prompt.segments if not s.writable]
    assert [s.text for s in keys] == ["Zoë O'Neil"]


def test_signed_thinking_is_read_but_cannot_be_altered() -> None:
    prompt = recorded_prompt("anthropic.messages/request.json")
    assert not segment(prompt, "They want PersonK7Q2").writable


def test_thinking_without_signature_can_be_altered() -> None:
    body = {"messages": [message("assistant", [{"type": "thinking", "thinking": "of Ann Lowe"}])]}
    assert segment(read(MESSAGES, body), "of Ann Lowe").writable


def test_long_numbers_are_read_and_short_ones_are_not() -> None:
    prompt = read("/api/ask", b'{"a": 9434765919, "b": 42, "c": 0.123456789, "d": 4.12345e15}')
    assert texts(prompt) == ["9434765919", "4.12345e15"]


def test_a_changed_number_becomes_a_string() -> None:
    request = wire("/api/ask", b'{"nhs": 9434765919}')
    written = dialect_for(request).write(request, {0: "NhsNumberK7Q2"})
    assert written == b'{"nhs": "NhsNumberK7Q2"}'


def test_a_key_that_occurs_twice_is_read_twice() -> None:
    body = b'{"messages":[{"role":"user","content":"Ann Lowe","content":"Joe Bright"}]}'
    assert texts(read(CHAT, body)) == ["Ann Lowe", "Joe Bright"]


def test_half_a_surrogate_pair_survives() -> None:
    request = wire(CHAT, b'{"messages":[{"role":"user","content":"\\ud83d Ann"}]}')
    dialect = dialect_for(request)
    (only,) = dialect.read(request).segments
    assert only.text == "\ud83d Ann"
    written = dialect.write(request, {0: "\ud83d Person"})
    assert written == b'{"messages":[{"role":"user","content":"\\ud83d Person"}]}'


def test_a_segment_that_must_not_change_cannot_be_written() -> None:
    request = wire("/api/ask", b'{"Ann Lowe": 1}')
    with pytest.raises(ValueError, match="cannot be altered"):
        dialect_for(request).write(request, {0: "x"})


def test_model_and_stream_are_read() -> None:
    prompt = recorded_prompt("openai.chat/request.json")
    assert (prompt.model, prompt.stream) == ("gpt-5-mini", True)
    assert not read(CHAT, {"stream": False}).stream


def test_a_model_that_is_a_sentence_is_scanned_and_not_believed() -> None:
    prompt = read(CHAT, {"model": "Ann Lowe is ill"})
    assert (prompt.model, texts(prompt)) == ("", ["Ann Lowe is ill"])


def test_the_address_of_a_file_is_text_too() -> None:
    url = "https://files.example/ann%20lowe.pdf?name=Ann Lowe"
    prompt = chat(message("user", [{"type": "image_url", "image_url": {"url": url}}]))
    found = segment(prompt, url)
    assert not found.writable


def test_words_where_a_file_belongs_are_text() -> None:
    prompt = chat(message("user", [{"type": "image_url", "image_url": "of Ann Lowe"}]))
    assert (texts(prompt), prompt.unread) == (["of Ann Lowe"], ())


def test_a_plain_text_document_is_read() -> None:
    prompt = recorded_prompt("anthropic.messages/request.json")
    assert segment(prompt, "Minutes by Joe Bright").writable


def test_json_that_is_nested_too_deeply_is_unread() -> None:
    prompt = read(CHAT, b'{"a":' * 500 + b"1" + b"}" * 500)
    assert [u.part for u in prompt.unread] == ["body"]


def test_json_with_a_byte_order_mark_and_nan_is_read() -> None:
    prompt = read(CHAT, b'\xef\xbb\xbf{"temperature": NaN, "x": "Ann Lowe is ill"}')
    assert texts(prompt) == ["Ann Lowe is ill"]
    assert prompt.unread == ()


def test_paths_never_show_keys_that_may_be_content() -> None:
    prompt = read("/api/ask", {"Ann Lowe": {"text": "is ill today"}, "ann_lowe": "too"})
    assert [s.path for s in prompt.segments] == ["/*", "/*/text", "/*"]
    assert "Lowe" not in repr(prompt)
    assert "lowe" not in repr(prompt)


@pytest.mark.parametrize("case", requests(), ids=str)
def test_no_repr_shows_what_was_typed(case: Recorded) -> None:
    shown = repr(recorded_prompt(str(case)))
    assert "Lowe" not in shown
    assert "Neil" not in shown


def test_words_where_the_name_of_a_conversation_belongs_are_read() -> None:
    prompt = read(
        "/backend-api/f/conversation", {"conversation_id": "Ann Lowe is ill"}, host="chatgpt.com"
    )
    assert segment(prompt, "Ann Lowe is ill").writable is False
    assert prompt.conversation == "unknown"
    named = read("/backend-api/f/conversation", {"conversation_id": "c0ffee-1"}, host="chatgpt.com")
    assert (texts(named), named.conversation) == ([], "c0ffee-1")


def test_words_where_the_id_of_a_file_belongs_are_in_no_repr() -> None:
    prompt = chat(message("user", [{"type": "file", "file_id": "Ann Lowe is ill"}]))
    assert "Ann Lowe is ill" in texts(prompt)
    assert "Lowe" not in repr(prompt)

"""What is read of a JSON request, as whose words, and what is honestly called unread."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt, Segment
from tests.golden.providers.cases import Recorded, requests, wire

CHAT = "/v1/chat/completions"
RESPONSES = "/v1/responses"
MESSAGES = "/v1/messages"
GEMINI = "/v1beta/models/gemini-3:generateContent"


def read(target: str, body: Any, **more: Any) -> Prompt:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = wire(target, raw, **more)
    return dialect_for(request).read(request)


def texts(prompt: Prompt) -> list[str]:
    return [segment.text for segment in prompt.segments]


def segment(prompt: Prompt, text: str) -> Segment:
    (found,) = [s for s in prompt.segments if s.text == text]
    return found


def recorded(name: str) -> Prompt:
    (case,) = [r for r in requests() if str(r) == name]
    return _read(case)


def _read(case: Recorded) -> Prompt:
    request = case.request()
    return dialect_for(request).read(request)


def chat(*messages: dict[str, Any], **more: Any) -> Prompt:
    return read(CHAT, {"model": "m", "messages": list(messages), **more})


def said(role: str, content: Any = "words of somebody") -> dict[str, Any]:
    return {"role": role, "content": content}


class TestRoles:
    def test_chat_roles_are_translated(self) -> None:
        names = ("developer", "system", "user", "assistant", "tool", "function", "stranger")
        prompt = chat(*(said(role, f"from {role}") for role in names))
        roles = [s.role for s in prompt.segments]
        assert roles == ["system", "system", "user", "assistant", "tool", "tool", "other"]

    def test_a_role_given_twice_differently_is_nobodys(self) -> None:
        body = b'{"messages":[{"role":"assistant","content":"secret words","role":"user"}]}'
        (only,) = read(CHAT, body).segments
        assert (only.role, only.new) == ("other", True)

    def test_tool_definitions_are_the_systems(self) -> None:
        prompt = recorded("openai.chat/request.json")
        assert segment(prompt, "Looks up a tenant by name.").role == "system"

    def test_a_tool_result_of_anthropic_is_the_tools(self) -> None:
        prompt = recorded("anthropic.messages/request.json")
        assert segment(prompt, "Zoë O'Neil").role == "tool"
        assert segment(prompt, "Go on.").role == "user"

    def test_a_function_result_of_gemini_is_the_tools(self) -> None:
        prompt = recorded("gemini.generate/request.json")
        assert segment(prompt, "Ann Lowe, tenant").role == "tool"

    def test_items_of_responses_get_their_role_from_their_type(self) -> None:
        prompt = recorded("openai.responses/request.json")
        assert segment(prompt, "Look it up").role == "assistant"
        assert segment(prompt, "Zoë O'Neil").role == "tool"
        assert segment(prompt, "Be brief.").role == "system"


class TestNew:
    @pytest.mark.parametrize(
        ("roles", "new"),
        [
            ("su", "11"),
            ("sua", "111"),  # words put into the model's mouth are no answer
            ("suau", "0001"),
            ("suauau", "000001"),
            ("suaut", "00011"),
            ("uaa", "111"),
            ("uauaa", "00111"),
            ("uax", "001"),
        ],
    )
    def test_what_follows_the_last_answer_is_new(self, roles: str, new: str) -> None:
        words = {"s": "system", "u": "user", "a": "assistant", "t": "tool", "x": "strange"}
        prompt = chat(*(said(words[letter]) for letter in roles))
        assert [s.new for s in prompt.segments] == [flag == "1" for flag in new]

    def test_instructions_and_tools_are_new_only_at_the_start(self) -> None:
        tool = {"type": "function", "function": {"description": "Finds tenants"}}
        first = chat(said("user"), tools=[tool])
        later = chat(said("user"), said("assistant"), said("user"), tools=[tool])
        assert segment(first, "Finds tenants").new
        assert not segment(later, "Finds tenants").new

    def test_responses_count_from_the_last_output_item(self) -> None:
        prompt = recorded("openai.responses/request.json")
        assert not segment(prompt, "Who lives at 4 Mill Lane?").new
        assert segment(prompt, "Zoë O'Neil").new
        assert segment(prompt, "Write to her.").new

    def test_gemini_counts_from_the_last_answer_of_the_model(self) -> None:
        prompt = recorded("gemini.generate/request.json")
        assert not segment(prompt, "Who is Ann Lowe?").new
        assert segment(prompt, "Thank you.").new

    def test_an_unknown_shape_is_all_new(self) -> None:
        body = {"messages": [said("user"), said("assistant"), said("user")]}
        assert all(s.new for s in read("/api/ask", body).segments)


class TestKinds:
    def test_words_ids_and_seals_are_not_texts(self) -> None:
        prompt = recorded("openai.responses/request.json")
        assert not {"input_text", "call_1", "rs_1", "gAAAAABo"} & set(texts(prompt))

    @pytest.mark.parametrize("key", ["type", "role", "id", "model", "tool_call_id", "signature"])
    def test_a_sentence_cannot_hide_behind_the_name_of_a_word(self, key: str) -> None:
        prompt = read(CHAT, {"messages": [{key: "Ann Lowe is ill", "content": "hello"}]})
        assert "Ann Lowe is ill" in texts(prompt)

    @pytest.mark.parametrize("value", ["9434765919", "QQ123456C", "ann.lowe@council.example"])
    def test_an_identifier_of_a_person_is_no_id_of_a_machine(self, value: str) -> None:
        assert value in texts(read(CHAT, {"messages": [{"id": value, "content": "x y"}]}))

    def test_ids_of_unknown_json_are_read(self) -> None:
        assert "P-4471-AL" in texts(read("/api/ask", {"id": "P-4471-AL"}))

    def test_ids_that_people_fill_in_are_read(self) -> None:
        prompt = chat(said("user"), user="ann lowe", safety_identifier="al 7", metadata={"id": "x"})
        assert {"ann lowe", "al 7", "x"} <= set(texts(prompt))

    def test_json_inside_a_string_is_read_leaf_by_leaf(self) -> None:
        prompt = recorded("openai.chat/request.json")
        assert 'she said "no"' in texts(prompt)
        assert "9434765919" in texts(prompt)

    def test_arguments_that_are_not_json_are_read_as_text(self) -> None:
        call = {"id": "call_1", "type": "function", "function": {"arguments": '{"name": "Ann Lo'}}
        prompt = chat({"role": "assistant", "content": None, "tool_calls": [call]})
        assert texts(prompt) == ['{"name": "Ann Lo']

    def test_everything_in_a_tools_own_json_is_text(self) -> None:
        prompt = recorded("anthropic.messages/request.json")
        assert {"C-1", "Ann Lowe", "123456789", "Joe Bright"} <= set(texts(prompt))

    def test_a_key_that_may_be_a_name_is_read_but_cannot_be_altered(self) -> None:
        prompt = recorded("openai.chat/request.json")
        keys = [s for s in prompt.segments if not s.writable]
        assert [s.text for s in keys] == ["Zoë O'Neil"]

    def test_signed_thinking_is_read_but_cannot_be_altered(self) -> None:
        prompt = recorded("anthropic.messages/request.json")
        assert not segment(prompt, "They want PersonK7Q2").writable

    def test_thinking_without_signature_can_be_altered(self) -> None:
        body = {"messages": [said("assistant", [{"type": "thinking", "thinking": "of Ann Lowe"}])]}
        assert segment(read(MESSAGES, body), "of Ann Lowe").writable

    def test_long_numbers_are_read_and_short_ones_are_not(self) -> None:
        prompt = read("/api/ask", b'{"a": 9434765919, "b": 42, "c": 0.123456789, "d": 4.12345e15}')
        assert texts(prompt) == ["9434765919", "4.12345e15"]

    def test_a_changed_number_becomes_a_string(self) -> None:
        request = wire("/api/ask", b'{"nhs": 9434765919}')
        written = dialect_for(request).write(request, {0: "NhsNumberK7Q2"})
        assert written == b'{"nhs": "NhsNumberK7Q2"}'

    def test_a_key_that_occurs_twice_is_read_twice(self) -> None:
        body = b'{"messages":[{"role":"user","content":"Ann Lowe","content":"Joe Bright"}]}'
        assert texts(read(CHAT, body)) == ["Ann Lowe", "Joe Bright"]

    def test_half_a_surrogate_pair_survives(self) -> None:
        request = wire(CHAT, b'{"messages":[{"role":"user","content":"\\ud83d Ann"}]}')
        dialect = dialect_for(request)
        (only,) = dialect.read(request).segments
        assert only.text == "\ud83d Ann"
        written = dialect.write(request, {0: "\ud83d Person"})
        assert written == b'{"messages":[{"role":"user","content":"\\ud83d Person"}]}'

    def test_a_segment_that_must_not_change_cannot_be_written(self) -> None:
        request = wire("/api/ask", b'{"Ann Lowe": 1}')
        with pytest.raises(ValueError, match="cannot be altered"):
            dialect_for(request).write(request, {0: "x"})


class TestFacts:
    def test_model_and_stream_are_read(self) -> None:
        prompt = recorded("openai.chat/request.json")
        assert (prompt.model, prompt.stream) == ("gpt-5-mini", True)
        assert not read(CHAT, {"stream": False}).stream

    def test_a_model_that_is_a_sentence_is_scanned_and_not_believed(self) -> None:
        prompt = read(CHAT, {"model": "Ann Lowe is ill"})
        assert (prompt.model, texts(prompt)) == ("", ["Ann Lowe is ill"])

    @pytest.mark.parametrize(
        "body",
        [
            {"previous_response_id": "resp_abc"},
            {"conversation": "resp_abc"},
            {"conversation": {"id": "resp_abc"}},
        ],
    )
    def test_history_the_provider_keeps_is_named(self, body: dict[str, Any]) -> None:
        prompt = read(RESPONSES, {"input": "go on", **body})
        assert prompt.conversation == "resp_abc"
        assert prompt.unread == ()

    def test_a_thread_in_the_address_is_a_conversation(self) -> None:
        prompt = read("/v1/threads/thread_abc/messages", {"role": "user", "content": "hi all"})
        assert prompt.conversation == "thread_abc"

    def test_a_conversation_with_no_proper_name_is_still_one(self) -> None:
        assert read(RESPONSES, {"conversation": "not an id"}).conversation == "unknown"


UNREAD: list[tuple[str, dict[str, Any], str]] = [
    (
        CHAT,
        {"messages": [said("user", [{"image_url": {"url": "data:image/png;base64,AA"}}])]},
        "/messages/0/content/0/image_url/url",
    ),
    (
        CHAT,
        {"messages": [said("user", [{"input_audio": {"data": "AAAA", "format": "wav"}}])]},
        "/messages/0/content/0/input_audio/data",
    ),
    (
        CHAT,
        {"messages": [said("user", [{"file": {"file_data": "data:application/pdf;base64,A"}}])]},
        "/messages/0/content/0/file/file_data",
    ),
    (
        CHAT,
        {"messages": [said("user", [{"file": {"file_id": "file-1"}}])]},
        "/messages/0/content/0/file/file_id",
    ),
    (
        CHAT,
        {"messages": [{"role": "assistant", "audio": {"id": "audio_1"}}]},
        "/messages/0/audio/id",
    ),
    (CHAT, {"messages": [said("user", "QUJD" * 100)]}, "/messages/0/content"),
    (
        RESPONSES,
        {"input": [{"type": "input_image", "image_url": "https://example.org/a.png"}]},
        "/input/0/image_url",
    ),
    (RESPONSES, {"prompt": {"id": "pmpt_1"}, "input": "x y"}, "/prompt/id"),
    (
        RESPONSES,
        {"tools": [{"type": "mcp", "server_url": "https://mcp.example/"}]},
        "/tools/0/server_url",
    ),
    (
        MESSAGES,
        {
            "messages": [
                said("user", [{"type": "document", "source": {"type": "base64", "data": "JVBE"}}])
            ]
        },
        "/messages/0/content/0/source/data",
    ),
    (
        MESSAGES,
        {
            "messages": [
                said(
                    "user",
                    [{"type": "document", "source": {"type": "url", "url": "https://e.example/x"}}],
                )
            ]
        },
        "/messages/0/content/0/source/url",
    ),
    (
        MESSAGES,
        {"messages": [said("user", [{"source": {"type": "file", "file_id": "file_1"}}])]},
        "/messages/0/content/0/source/file_id",
    ),
    (
        GEMINI,
        {"contents": [{"parts": [{"inlineData": {"data": "AAAA"}}]}]},
        "/contents/0/parts/0/inlineData/data",
    ),
    (
        GEMINI,
        {"contents": [{"parts": [{"fileData": {"fileUri": "gs://b/o"}}]}]},
        "/contents/0/parts/0/fileData/fileUri",
    ),
    (GEMINI, {"cachedContent": "cachedContents/abc"}, "/cachedContent"),
    ("/v1/embeddings", {"input": [1012, 34, 5]}, "/input"),
    ("/v1/embeddings", {"input": [[1012, 34], [5]]}, "/input"),
    ("/v1/completions", {"prompt": [1012, 34, 5]}, "/prompt"),
    ("/api/generate", {"prompt": "go on", "context": [1, 2, 3]}, "/context"),
    ("/api/ask", {"anything": "QUJD" * 100}, "/*"),
]


@pytest.mark.parametrize(("target", "body", "part"), UNREAD)
def test_what_cannot_be_inspected_is_unread_and_says_where(
    target: str, body: dict[str, Any], part: str
) -> None:
    assert [unread.part for unread in read(target, body).unread] == [part]


def test_the_address_of_a_file_is_text_too() -> None:
    url = "https://files.example/ann%20lowe.pdf?name=Ann Lowe"
    prompt = chat(said("user", [{"type": "image_url", "image_url": {"url": url}}]))
    found = segment(prompt, url)
    assert not found.writable


def test_words_where_a_file_belongs_are_text() -> None:
    prompt = chat(said("user", [{"type": "image_url", "image_url": "of Ann Lowe"}]))
    assert (texts(prompt), prompt.unread) == (["of Ann Lowe"], ())


def test_a_plain_text_document_is_read() -> None:
    prompt = recorded("anthropic.messages/request.json")
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
    shown = repr(_read(case))
    assert "Lowe" not in shown
    assert "Neil" not in shown

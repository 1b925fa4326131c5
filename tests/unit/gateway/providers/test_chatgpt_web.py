"""ChatGPT's web chat: drafts count as prompts, ids do not, and a refusal is shown as an answer."""

import json

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.found import LISTED
from gateway.refusal import Refusal
from gateway.types import Prompt
from tests.golden.providers.cases import (
    SSE,
    play,
    read,
    recorded_prompt,
    runs,
    segment,
    texts,
    unread,
    wire,
)

REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")
CHAT = "/backend-api/f/conversation"


def test_of_a_prompt_only_what_was_typed_and_the_names_of_files_are_text() -> None:
    prompt = recorded_prompt("chatgpt.web/request.json")
    assert texts(prompt) == ['Write to Margaret Okonkwo, "rent" first.', "Okonkwo rent.png"]
    assert segment(prompt, "Okonkwo rent.png").role == "user"
    assert prompt.model == "auto"
    assert prompt.conversation == "6a0f1b2c-0000-4000-8000-000000000003"


def test_pictures_that_the_provider_keeps_are_not_passed_over() -> None:
    assert unread(recorded_prompt("chatgpt.web/request.json")) == [
        "/messages/0/content/parts/0/*",
        "/messages/0/metadata/attachments/0/id",
    ]


@pytest.mark.parametrize(
    ("target", "body"),
    [
        (f"{CHAT}/prepare", {"partial_query": {"content": {"parts": ["Ann Lowe is"]}}}),
        ("/backend-api/ecosystem/call_mcp", {"tool_input": {"who": "Ann Lowe is"}}),
        ("/backend-api/user_system_messages", {"about_user_message": "Ann Lowe is"}),
        ("/backend-api/files", {"file_name": "Ann Lowe is", "use_case": "multimodal"}),
    ],
)
def test_words_leave_by_smaller_calls_too(target: str, body: object) -> None:
    prompt = read(target, body, host="chatgpt.com")
    assert (prompt.dialect, texts(prompt)) == ("chatgpt.web", ["Ann Lowe is"])


def test_a_draft_is_masked_in_place() -> None:
    body = b'{"partial_query": {"id": "m1", "content": {"parts": ["Ann Lowe is"]}}}'
    request = wire(f"{CHAT}/prepare", body, host="chatgpt.com")
    written = dialect_for(request).write(request, {0: "PersonK7Q2 is"})
    assert written == body.replace(b"Ann Lowe", b"PersonK7Q2")


def test_the_time_of_a_message_is_no_text_but_another_number_is() -> None:
    message = {"create_time": 1770109200.123, "content": {"parts": ["Hello Ann"]}}
    assert texts(read(CHAT, {"messages": [message]}, host="chatgpt.com")) == ["Hello Ann"]
    message["create_time"] = 9434765919
    assert "9434765919" in texts(read(CHAT, {"messages": [message]}, host="chatgpt.com"))


@pytest.mark.parametrize("target", [CHAT, "/backend-anon/f/conversation", f"{CHAT}/"])
def test_a_refused_prompt_is_answered_by_a_message_that_says_why(target: str) -> None:
    request = wire(target, b'{"conversation_id": "c-1"}', host="chatgpt.com")
    dialect = dialect_for(request)
    refused = dialect.refusal(request, REFUSAL)
    headers = dict(refused.headers)
    assert (refused.status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert refused.body.endswith(b"\n\ndata: [DONE]\n\n")
    codec = dialect.answer(request, status=200, content_type=SSE)
    assert list(runs(play(codec, [refused.body])).values()) == [REFUSAL.in_chat]
    assert (codec.facts.finished, codec.facts.conversation) == (True, "c-1")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"conversation_id": 1}'])
def test_a_refusal_needs_no_conversation(body: bytes) -> None:
    request = wire(CHAT, body, host="chatgpt.com")
    told = dialect_for(request).refusal(request, REFUSAL).body
    assert json.loads(told.split(b"\n")[0][6:])["conversation_id"] is None


def test_a_smaller_call_is_refused_by_an_error_with_details() -> None:
    request = wire(f"{CHAT}/prepare", b"{}", host="chatgpt.com")
    refused = dialect_for(request).refusal(request, REFUSAL)
    assert (refused.status, json.loads(refused.body)) == (403, {"detail": REFUSAL.text})


@pytest.mark.parametrize("target", [CHAT, f"{CHAT}/prepare", "/backend-api/files"])
def test_without_an_account_a_prompt_says_so(target: str) -> None:
    assert read(target, {}, host="chatgpt.com").account == ""
    anonymous = target.replace("-api", "-anon")
    assert read(anonymous, {}, host="chatgpt.com").account == "none"


def asked(target: str) -> Prompt:
    request = wire(target, host="chatgpt.com", method="GET")
    return dialect_for(request).read(request)


@pytest.mark.parametrize("path", ["conversation/6a0f-3", "conversation/gen_title/6a0f-3"])
def test_a_chat_that_is_shown_again_is_named_and_not_continued(path: str) -> None:
    prompt = asked(f"/backend-api/{path}")
    assert (prompt.dialect, prompt.recalls, prompt.conversation) == ("chatgpt.web", ("6a0f-3",), "")


@pytest.mark.parametrize("path", ["conversations?offset=0", "conversations/search?query=bins"])
def test_a_list_of_chats_is_about_all_of_them(path: str) -> None:
    assert asked(f"/backend-api/{path}").recalls == (LISTED,)


def test_what_is_searched_for_is_text_that_cannot_be_altered() -> None:
    (found,) = asked("/backend-api/conversations/search?query=Ann%20Lowe").segments
    assert (found.text, found.writable) == ("Ann Lowe", False)


def test_only_an_answer_to_a_prompt_is_expected_to_stream() -> None:
    assert read(CHAT, {}, host="chatgpt.com").stream
    assert not read(f"{CHAT}/prepare", {}, host="chatgpt.com").stream


@pytest.mark.parametrize(
    ("target", "host", "body"),
    [
        ("/ces/v1/t", "chatgpt.com", {"properties": {"draft": "Ann Lowe is ill"}}),
        ("/ces/v1/rgstr", "ab.chatgpt.com", {"events": [{"metadata": {"q": "Ann Lowe is ill"}}]}),
        ("/backend-api/lat/r", "chatgpt.com", {"turn": {"text": "Ann Lowe is ill"}}),
    ],
)
def test_a_prompt_inside_telemetry_is_read_and_can_be_masked(
    target: str, host: str, body: object
) -> None:
    found = segment(read(target, body, host=host), "Ann Lowe is ill")
    assert found.writable


def test_a_failure_in_a_stream_is_told_where_the_page_looks_for_it() -> None:
    request = wire(CHAT, b"{}", host="chatgpt.com")
    codec = dialect_for(request).answer(request, status=200, content_type=SSE)
    assert codec.failure("m") == b'data: {"message": null, "error": "m"}\n\n'

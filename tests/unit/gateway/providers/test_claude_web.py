"""Claude's web chat: where people's words are, what the provider keeps, how it refuses."""

import json

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.found import LISTED
from gateway.refusal import Refusal
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread, wire

CHATS = "/api/organizations/org-1/chat_conversations"


def test_every_place_for_words_is_read() -> None:
    prompt = recorded_prompt("claude.web/request.json")
    assert texts(prompt) == [
        "Write to Margaret Okonkwo about her rent arrears.",
        "How Owen Pritchard writes",
        "Sign as Owen Pritchard, housing officer.",
        "The tenant is Margaret Okonkwo.",
        "Finds a case of Bilal Ahmed's team",
        "Okonkwo, Margaret.txt",
        'Notes of 3 February\nMargaret Okonkwo called, "very upset".',
        "Minutes by Joan Whitfield",
        "Letter to Margaret Okonkwo",
    ]
    assert prompt.conversation == "c0ffee00-0000-4000-8000-000000000007"
    assert prompt.model == "claude-sonnet-4-6"


def test_what_the_person_and_what_the_page_says_are_told_apart() -> None:
    prompt = recorded_prompt("claude.web/request.json")
    assert segment(prompt, "The tenant is Margaret Okonkwo.").role == "system"
    assert segment(prompt, "Okonkwo, Margaret.txt").role == "user"


def test_files_that_the_provider_keeps_are_not_passed_over() -> None:
    assert unread(recorded_prompt("claude.web/request.json")) == ["/*/0", "/*/0/uuid"]


@pytest.mark.parametrize(
    ("target", "body", "said"),
    [
        (CHATS, {"uuid": "c-1", "name": "About Ann Lowe"}, "About Ann Lowe"),
        (f"{CHATS}/c-1/title", {"message_content": "Ann Lowe is ill"}, "Ann Lowe is ill"),
        (f"{CHATS}/c-1/tool_result", {"result": [{"text": "Ann Lowe"}]}, "Ann Lowe"),
        (f"{CHATS}/c-1/retry_completion", {"prompt": "Ann Lowe is ill"}, "Ann Lowe is ill"),
    ],
)
def test_smaller_calls_carry_words_as_well(target: str, body: object, said: str) -> None:
    prompt = read(target, body, host="claude.ai")
    assert prompt.dialect == "claude.web"
    assert said in texts(prompt)


ROOT = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("call", ["completion", "retry_completion"])
def test_an_answer_to_the_root_has_no_history_and_any_other_has(call: str) -> None:
    target = f"{CHATS}/c-1/{call}"
    first = read(target, {"prompt": "x", "parent_message_uuid": ROOT}, host="claude.ai")
    later = read(target, {"prompt": "x", "parent_message_uuid": "m-2"}, host="claude.ai")
    assert (first.conversation, first.carried, first.chat, first.stream) == ("c-1", *(True,) * 3)
    assert (later.conversation, later.carried) == ("c-1", False)


def test_a_chat_begins_where_it_is_made() -> None:
    made = read(CHATS, {"uuid": "c-1", "name": ""}, host="claude.ai")
    assert (made.conversation, made.carried) == ("c-1", True)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"uuid": 1}'])
def test_a_chat_without_an_id_is_one_nobody_knows(body: bytes) -> None:
    assert read(CHATS, body, host="claude.ai").conversation in ("", "unknown")


@pytest.mark.parametrize(
    ("target", "recalls"),
    [(f"{CHATS}/c-1?tree=True", ("c-1",)), (CHATS, (LISTED,))],
)
def test_what_is_shown_again_is_named_and_not_continued(
    target: str, recalls: tuple[str, ...]
) -> None:
    request = wire(target, host="claude.ai", method="GET")
    prompt = dialect_for(request).read(request)
    assert (prompt.dialect, prompt.recalls, prompt.conversation) == ("claude.web", recalls, "")


@pytest.mark.parametrize("call", ["title", "tool_approval", "chat_feedback"])
def test_smaller_calls_about_a_chat_do_not_continue_it(call: str) -> None:
    prompt = read(f"{CHATS}/c-1/{call}", {"message_content": "x"}, host="claude.ai")
    assert (prompt.conversation, prompt.recalls) == ("", ("c-1",))


@pytest.mark.parametrize(
    "target",
    [
        "/api/org-1/upload",
        "/api/organizations/org-1/convert_document",
        "/api/organizations/org-1/conversations/c-1/wiggle/upload-file",
        "/api/organizations/org-1/projects/p-1/upload",
    ],
)
def test_an_uploaded_file_and_its_name_are_seen(target: str) -> None:
    name = 'Content-Disposition: form-data; name="file"; filename="Okonkwo rent.pdf"'
    body = f"--xyz\r\n{name}\r\n\r\n%PDF-1.7\r\n--xyz--\r\n".encode()
    media = 'multipart/form-data; boundary="xyz"'
    prompt = read(target, body, host="claude.ai", media=media)
    assert prompt.dialect == "claude.web"
    assert "Okonkwo rent.pdf" in texts(prompt)
    assert len(prompt.attached.blobs) == 1


def test_sources_elsewhere_are_not_passed_over() -> None:
    prompt = read(f"{CHATS}/c-1/completion", {"sync_sources": [{"uuid": "s-1"}]}, host="claude.ai")
    assert [found.why for found in prompt.unread] == [
        "another service that the provider is asked to call"
    ]


def test_a_refusal_is_an_error_that_the_page_shows() -> None:
    request = wire(f"{CHATS}/c-1/completion", b"{}", host="claude.ai")
    refusal = Refusal(reference="r-1", reasons=(), contact="Ask us.")
    answer = dialect_for(request).refusal(request, refusal)
    told = json.loads(answer.body)
    assert (answer.status, told["error"]["type"]) == (403, "permission_error")
    assert told["error"]["message"] == refusal.text


def test_the_id_of_the_root_message_is_no_text_though_it_has_no_letters() -> None:
    root = "00000000-0000-4000-8000-000000000000"
    body = {"prompt": "Hello Ann", "parent_message_uuid": root}
    assert texts(read(f"{CHATS}/c-1/completion", body, host="claude.ai")) == ["Hello Ann"]
    body = {"prompt": "Hello Ann", "parent_message_uuid": "07700 900123"}
    assert "07700 900123" in texts(read(f"{CHATS}/c-1/completion", body, host="claude.ai"))

"""Claude's web chat: where people's words are, what the provider keeps, how it refuses."""

import json

import pytest

from gateway.providers.dialect import dialect_for
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


def test_a_prompt_after_the_root_has_no_history() -> None:
    root = {"prompt": "Hello Ann", "parent_message_uuid": "00000000-0000-4000-8000-000000000000"}
    later = root | {"parent_message_uuid": "9f8e7d6c-0000-4000-8000-000000000004"}
    assert read(f"{CHATS}/c-1/completion", root, host="claude.ai").carried
    assert not read(f"{CHATS}/c-1/completion", later, host="claude.ai").carried


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

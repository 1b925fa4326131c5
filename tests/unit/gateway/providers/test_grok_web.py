"""Grok's web chat: prompts on its own page and inside X, old chats, and refusals as answers."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import play, read, recorded_prompt, runs, texts, unread, wire

CHATS = "/rest/app-chat/conversations"
IN_X = "/2/grok/add_response.json"
REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")


def test_of_a_prompt_what_was_typed_and_the_instructions_are_text() -> None:
    prompt = recorded_prompt("grok.web/request.json")
    assert texts(prompt) == ['Write to Margaret Okonkwo, "rent" first.', "Sign as Owen Pritchard."]
    assert [s.role for s in prompt.segments] == ["user", "system"]
    assert (prompt.conversation, prompt.stream) == ("", True)
    assert unread(prompt) == ["/*/0"]


def test_a_later_prompt_continues_what_is_kept() -> None:
    prompt = read(f"{CHATS}/5f0e1d2c-3b4a/responses", {"message": "And Ann?"}, host="grok.com")
    assert (prompt.conversation, prompt.carried) == ("5f0e1d2c-3b4a", False)


def test_an_old_chat_is_recalled_by_its_address() -> None:
    request = wire(f"{CHATS}/5f0e1d2c-3b4a/responses", host="grok.com", method="GET")
    prompt = dialect_for(request).read(request)
    assert (prompt.dialect, prompt.recalls) == ("grok.web", ("5f0e1d2c-3b4a",))


def test_inside_x_the_first_prompt_begins_the_conversation() -> None:
    first = {"message": "Ann Lowe is", "sender": 1, "fileAttachments": []}
    body = {"responses": [first], "conversationId": "1886000000000000001", "returnCitations": True}
    prompt = read(IN_X, body, host="grok.x.com")
    # Its ids are bare numbers, which may be anybody's: they are read too.
    assert (texts(prompt), prompt.carried) == (["Ann Lowe is", body["conversationId"]], True)
    body["responses"] = [first, {"message": "Yes", "sender": 2}, first]
    assert not read(IN_X, body, host="grok.x.com").carried


def test_an_uploaded_file_is_a_file() -> None:
    body = {"fileName": "Ann Lowe.txt", "fileMimeType": "text/plain", "content": "QW5uIExvd2U="}
    prompt = read("/rest/app-chat/upload-file", body, host="grok.com")
    assert texts(prompt) == ["Ann Lowe.txt"]
    assert [blob.part for blob in prompt.attached.blobs] == ["/content"]


@pytest.mark.parametrize(
    ("host", "target", "channel"),
    [
        ("grok.com", f"{CHATS}/new", "answer"),
        ("grok.com", f"{CHATS}/5f0e1d2c/responses", "answer"),
        ("x.com", f"/i/api{IN_X}", "answer"),
    ],
)
def test_a_refusal_is_an_answer(host: str, target: str, channel: str) -> None:
    request = wire(target, b"{}", host=host)
    dialect = dialect_for(request)
    refused = dialect.refusal(request, REFUSAL)
    codec = dialect.answer(request, status=200, content_type="application/json")
    assert runs(play(codec, [refused.body]))[channel] == REFUSAL.in_chat
    assert (refused.status, codec.facts.finished) == (200, True)

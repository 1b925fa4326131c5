"""Le Chat: the procedure that begins a chat, the stream that goes on, old chats, refusals."""

import json

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import play, read, recorded_prompt, runs, texts, wire

HOST = "chat.mistral.ai"
CHAT = "d4c3b2a1-0000-4000-8000-000000000001"
NEW = "/api/trpc/message.newChat?batch=1"
REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")


def new(content: object) -> dict[str, object]:
    said = {"content": content, "voiceInput": None, "agentId": None, "features": ["beta-websearch"]}
    meta = {"values": {"voiceInput": ["undefined"], "agentId": ["undefined"]}, "v": 1}
    return {"0": {"json": said, "meta": meta}}


@pytest.mark.parametrize("content", ["Ann Lowe is", [{"type": "text", "text": "Ann Lowe is"}]])
def test_the_first_prompt_goes_with_the_call_that_makes_the_chat(content: object) -> None:
    prompt = read(NEW, new(content), host=HOST)
    assert (texts(prompt), prompt.conversation, prompt.dialect) == (
        ["Ann Lowe is"],
        "",
        "lechat.web",
    )
    assert prompt.segments[0].role == "user"


def test_the_first_prompt_is_masked_in_place() -> None:
    body = json.dumps(new([{"type": "text", "text": "Ann Lowe is"}])).encode()
    request = wire(NEW, body, host=HOST)
    written = dialect_for(request).write(request, {0: "PersonK7Q2 is"})
    assert written == body.replace(b"Ann Lowe", b"PersonK7Q2")


def test_the_call_for_its_answer_begins_the_chat_and_a_later_prompt_does_not() -> None:
    start = {"chatId": CHAT, "mode": "start", "shouldUseMessagePatch": True}
    prompt = read("/api/chat", start, host=HOST)
    assert (prompt.segments, prompt.conversation, prompt.carried) == ((), CHAT, True)
    later = recorded_prompt("lechat.web/request.json")
    assert texts(later)[0] == 'Write to Margaret Okonkwo, "rent" first.'
    assert (later.conversation, later.carried, later.stream) == (CHAT, False, True)


def test_an_old_chat_is_recalled_by_its_address() -> None:
    asked = json.dumps({"0": {"json": {"chatId": CHAT}}}).replace('"', "%22")
    request = wire(f"/api/trpc/message.all?batch=1&input={asked}", host=HOST, method="GET")
    prompt = dialect_for(request).read(request)
    assert prompt.dialect == "lechat.web"
    assert CHAT in prompt.recalls


@pytest.mark.parametrize("patched", [True, False])
def test_a_refusal_is_a_message_in_the_format_that_was_asked_for(patched: bool) -> None:
    body = json.dumps({"chatId": CHAT, "shouldUseMessagePatch": patched}).encode()
    request = wire("/api/chat", body, host=HOST)
    dialect = dialect_for(request)
    refused = dialect.refusal(request, REFUSAL)
    codec = dialect.answer(request, status=200, content_type="text/plain")
    assert list(runs(play(codec, [refused.body])).values()) == [REFUSAL.in_chat]
    assert codec.facts.finished
    assert refused.body.startswith(b"15:" if patched else b"0:")


def test_a_refused_procedure_fails_as_the_page_knows_it() -> None:
    request = wire(NEW, b"{}", host=HOST)
    refused = dialect_for(request).refusal(request, REFUSAL)
    error = json.loads(refused.body)["error"]["json"]
    assert (refused.status, error["message"], error["data"]["httpStatus"]) == (
        403,
        REFUSAL.text,
        403,
    )


def test_a_failure_in_a_stream_is_an_error_line() -> None:
    request = wire("/api/chat", b"{}", host=HOST)
    codec = dialect_for(request).answer(request, status=200, content_type="text/plain")
    assert codec.failure("m") == b'3:"m"\n'

"""DeepSeek's web chat: prompts, first turns, old chats, and a refusal where the answer would be."""

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import SSE, play, read, recorded_prompt, texts, unread, wire

HOST = "chat.deepseek.com"
CHAT = "/api/v0/chat/completion"
REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")


def test_of_a_prompt_only_what_was_typed_is_text() -> None:
    prompt = recorded_prompt("deepseek.web/request.json")
    assert texts(prompt) == ['Write to Margaret Okonkwo, "rent" first.']
    assert (prompt.stream, prompt.carried) == (True, True)
    assert prompt.conversation == "7b1f6a52-8c3d-4e0f-9a61-2d5c4b3a1f00"


def test_a_later_prompt_continues_what_is_kept() -> None:
    body = {"chat_session_id": "7b1f6a52-a", "parent_message_id": 2, "prompt": "And Ann Lowe?"}
    assert not read(CHAT, body, host=HOST).carried
    del body["parent_message_id"]
    assert not read("/api/v0/chat/continue", body, host=HOST).carried


def test_files_that_are_kept_are_not_passed_over() -> None:
    body = {"prompt": "Read this", "ref_file_ids": ["file-1a2b"]}
    assert unread(read(CHAT, body, host=HOST)) == ["/*/0"]


def test_an_old_chat_is_recalled_by_its_address() -> None:
    request = wire("/api/v0/chat/history_messages?chat_session_id=7b1f6a52-a&x=1", host=HOST)
    request = wire(request.target, host=HOST, method="GET")
    prompt = dialect_for(request).read(request)
    assert (prompt.dialect, prompt.recalls) == ("deepseek.web", ("7b1f6a52-a",))


def test_a_refusal_is_a_hint_of_the_page() -> None:
    request = wire(CHAT, b"{}", host=HOST)
    dialect = dialect_for(request)
    refused = dialect.refusal(request, REFUSAL)
    codec = dialect.answer(request, status=200, content_type=SSE)
    fields = [field.text for frame in play(codec, [refused.body]) for field in frame.fields]
    assert REFUSAL.in_chat in fields
    assert codec.facts.error == "policy_violation"
    assert refused.body.startswith(b"event: ready\n")
    assert refused.body.endswith(b"\n\n")


def test_a_smaller_call_fails_as_the_page_knows_it() -> None:
    request = wire("/api/v0/chat_session/update_title", b"{}", host=HOST)
    refused = dialect_for(request).refusal(request, REFUSAL)
    assert refused.status == 403
    assert b'"msg": "' in refused.body

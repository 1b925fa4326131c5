"""Microsoft Copilot's calls beside its socket: which chats are new, and which are only shown."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import play, wire

HOST, CHATS = "copilot.microsoft.com", "/c/api/conversations"
ANSWER = b'{"id": "Wq3Vn8", "currentConversationId": "Zt5Kd2"}'


def named(target: str, body: Any = None, method: str = "POST") -> str:
    """Which conversation the answer to that call names."""
    raw = b"" if body is None else json.dumps(body).encode()
    request = wire(target, raw, host=HOST, method=method)
    codec = dialect_for(request).answer(request, status=200, content_type="application/json")
    play(codec, [ANSWER])
    return codec.facts.conversation


def test_making_a_chat_is_its_first_turn_without_a_word() -> None:
    request = wire(CHATS, host=HOST)
    prompt = dialect_for(request).read(request)
    assert (prompt.dialect, prompt.segments) == ("mscopilot.calls", ())
    assert (prompt.chat, prompt.generative, prompt.conversation) == (True, True, "")
    assert named(CHATS) == "Wq3Vn8"


def test_what_is_current_at_the_start_is_new_only_where_the_page_asks_for_a_new_one() -> None:
    assert named("/c/api/start", {"startNewConversation": True}) == "Zt5Kd2"
    for body in ({"startNewConversation": False}, {"startNewConversation": "true"}, {}, None):
        assert named("/c/api/start", body) == ""


@pytest.mark.parametrize("target", [CHATS, f"{CHATS}/Wq3Vn8/history"])
def test_what_is_only_shown_begins_nothing(target: str) -> None:
    request = wire(target, host=HOST, method="GET")
    prompt = dialect_for(request).read(request)
    assert (prompt.dialect, prompt.generative) == ("mscopilot.calls", False)
    assert named(target, method="GET") == ""
    assert prompt.recalls == (("Wq3Vn8",) if target.endswith("history") else ("*",))


def test_a_name_for_a_chat_continues_that_chat() -> None:
    request = wire(f"{CHATS}/Wq3Vn8", b'{"title": "Ann Lowe"}', host=HOST, method="PATCH")
    prompt = dialect_for(request).read(request)
    assert (prompt.conversation, prompt.carried) == ("Wq3Vn8", False)

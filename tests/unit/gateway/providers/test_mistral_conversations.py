"""Conversations: entries say who spoke, and what Mistral keeps is known by its id."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.mistral_conversations import CONVERSATIONS_DIALECT, failure
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread, wire

HOST = {"host": "api.mistral.ai"}
ONE = "/v1/conversations/conv_0a1b2c3d4e"


def test_entries_are_read_by_what_they_are() -> None:
    prompt = recorded_prompt("mistral.conversations/request.json")
    roles = {one.path: (one.role, one.new) for one in prompt.segments}
    assert roles["/inputs/0/content"] == ("user", False)
    assert roles["/inputs/1/arguments/id"] == ("assistant", False)
    assert roles["/inputs/2/result#/*/name"] == ("tool", False)
    assert roles["/inputs/3/arguments#/query"] == ("assistant", False)
    assert roles["/inputs/4/content/0/text"] == ("assistant", False)
    assert roles["/inputs/5/content/0/text"] == ("user", True)
    assert roles["/instructions"] == ("system", False)


def test_files_and_libraries_are_for_the_policy() -> None:
    assert unread(recorded_prompt("mistral.conversations/request.json")) == [
        "/inputs/4/content/1/file_id",
        "/inputs/5/content/1/*",
        "/tools/1/*/0",
    ]


@pytest.mark.parametrize(
    ("method", "target", "conversation", "recalls"),
    [
        ("POST", "/v1/conversations", "", ()),
        ("POST", ONE, "conv_0a1b2c3d4e", ()),
        ("POST", f"{ONE}/restart", "conv_0a1b2c3d4e", ()),
        ("GET", ONE, "", ("conv_0a1b2c3d4e",)),
        ("GET", f"{ONE}/history", "", ("conv_0a1b2c3d4e",)),
        ("GET", f"{ONE}/messages", "", ("conv_0a1b2c3d4e",)),
        ("DELETE", ONE, "", ("conv_0a1b2c3d4e",)),
        ("GET", "/v1/agents/ag_1/versions/2", "", ("ag_1",)),
        ("GET", "/v1/agents/pages", "", ()),
    ],
)
def test_what_is_gone_on_with_and_what_is_read_back(
    method: str, target: str, conversation: str, recalls: tuple[str, ...]
) -> None:
    body = {"inputs": "words of somebody"} if method == "POST" else b""
    prompt = read(target, body, method=method, **HOST)
    assert prompt.dialect == "mistral.conversations"
    assert (prompt.conversation, prompt.recalls) == (conversation, recalls)


@pytest.mark.parametrize("asked", [{"agent_id": "ag_1"}, {"from_entry_id": "ag_1"}])
def test_agents_and_entries_are_known_by_their_ids(asked: dict[str, Any]) -> None:
    prompt = read("/v1/conversations", {**asked, "inputs": "words of somebody"}, **HOST)
    assert prompt.recalls == ("ag_1",)


def test_an_agent_is_told_by_the_system_and_its_credentials_are_no_text() -> None:
    prompt = recorded_prompt("mistral.conversations@agent/request.json")
    assert segment(prompt, "You help Joe Bright of housing, 4 Mill Lane.").role == "system"
    assert "s3cret-of-casework" not in texts(prompt)
    assert unread(prompt) == ["/tools/0/*"]


def test_completions_of_agents_are_chats() -> None:
    assert dialect_for(wire("/v1/agents/completions", b"{}", **HOST)).name == "mistral.chat"


def test_a_stream_that_fails_ends_with_mistrals_own_event() -> None:
    told = json.loads(failure("It broke."))
    assert (told["type"], told["message"]) == ("conversation.response.error", "It broke.")
    asked = wire("/v1/conversations", b"{}", **HOST)
    codec = CONVERSATIONS_DIALECT.answer(asked, status=200, content_type="text/event-stream")
    assert codec.failure("It broke.").startswith(b"event: conversation.response.error\n")

"""Agents, knowledge bases and the rest of Bedrock."""

from typing import Any

import pytest

from tests.golden.providers.cases import read, texts, unread

HOST = "bedrock-agent-runtime.eu-west-2.amazonaws.com"
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("/agents/A/agentAliases/B/sessions/session-1/text", {"inputText": "Ann Lowe"}),
    ("/agents/session-1", {"inputText": "Ann Lowe"}),
    ("/retrieveAndGenerate", {"input": {"text": "Ann Lowe"}}),
    ("/retrieveAndGenerateStream", {"input": {"text": "Ann Lowe"}}),
    ("/knowledgebases/KB1/retrieve", {"retrievalQuery": {"text": "Ann Lowe"}}),
    ("/generateQuery", {"queryGenerationInput": {"type": "TEXT", "text": "Ann Lowe"}}),
    ("/rerank", {"queries": [{"type": "TEXT", "textQuery": {"text": "Ann Lowe"}}]}),
    ("/flows/F/aliases/A", {"inputs": [{"content": {"document": "Ann Lowe"}}]}),
    ("/guardrail/g/version/1/apply", {"source": "INPUT", "content": [{"text": {"text": "Ann Lowe"}}]}),
    ("/optimize-prompt", {"input": {"textPrompt": {"text": "Ann Lowe"}}}),
]  # fmt: skip


@pytest.mark.parametrize(("target", "body"), ASKED)
def test_every_operation_is_read_as_what_the_user_says(target: str, body: dict[str, Any]) -> None:
    found = [s for s in read(target, body, host=HOST).segments if s.text == "Ann Lowe"]
    assert [(s.role, s.new, s.writable) for s in found] == [("user", True, True)]


@pytest.mark.parametrize("target", [ASKED[0][0], ASKED[1][0]])
def test_the_session_in_the_path_is_the_conversation(target: str) -> None:
    assert read(target, {}, host=HOST).conversation == "session-1"


def test_the_session_in_a_body_is_the_conversation() -> None:
    assert read("/retrieveAndGenerate", {"sessionId": "s-1"}, host=HOST).conversation == "s-1"


def test_files_for_an_agent_are_unread() -> None:
    source = {"sourceType": "BYTE_CONTENT", "byteContent": {"data": "JVBE"}}
    body = {"inputText": "Read it", "sessionState": {"files": [{"name": "a", "source": source}]}}
    prompt = read(ASKED[0][0], body, host=HOST)
    assert len(unread(prompt)) == 1
    assert "Read it" in texts(prompt)


def test_private_endpoints_are_bedrock_too() -> None:
    host = "vpce-0a1b-x.bedrock-agent-runtime.eu-west-2.vpce.amazonaws.com"
    assert read("/sessions", {}, host=host).dialect == "bedrock.agent"
    assert read("/sessions", {}, host="sessions.example").dialect == "generic"

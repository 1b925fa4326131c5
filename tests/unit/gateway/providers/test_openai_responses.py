"""Responses: what the provider keeps is named or unread."""

import json
from typing import Any

import pytest

from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread

TARGET = "/v1/responses"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (
            {"input": [{"type": "input_image", "image_url": "https://example.org/a.png"}]},
            "/input/0/image_url",
        ),
        ({"prompt": {"id": "pmpt_1"}, "input": "x y"}, "/prompt/id"),
        ({"tools": [{"type": "mcp", "server_url": "https://mcp.example/"}]}, "/tools/0/server_url"),
    ],
)
def test_what_cannot_be_inspected_is_unread_and_says_where(body: Any, part: str) -> None:
    assert unread(read(TARGET, body)) == [part]


def test_the_recorded_request_is_read_with_its_model() -> None:
    prompt = recorded_prompt("openai.responses/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("openai.responses", "gpt-5", True)


@pytest.mark.parametrize(
    "body",
    [
        {"previous_response_id": "resp_abc"},
        {"conversation": "resp_abc"},
        {"conversation": {"id": "resp_abc"}},
    ],
)
def test_history_the_provider_keeps_is_named(body: dict[str, Any]) -> None:
    prompt = read(TARGET, {"input": "go on", **body})
    assert prompt.conversation == "resp_abc"
    assert prompt.unread == ()


def test_a_conversation_with_no_proper_name_is_still_one() -> None:
    assert read(TARGET, {"conversation": "not an id"}).conversation == "unknown"


ANN = "Ann Lowe is ill"


@pytest.mark.parametrize(
    ("item", "role"),
    [
        ({"type": "message", "role": "developer", "content": ANN}, "system"),
        ({"type": "function_call", "arguments": json.dumps({"who": ANN})}, "assistant"),
        ({"type": "function_call_output", "output": json.dumps({"who": ANN})}, "tool"),
        ({"type": "function_call_output", "output": [{"text": ANN}]}, "tool"),
        ({"type": "custom_tool_call", "name": "ask", "input": ANN}, "assistant"),
        ({"type": "custom_tool_call_output", "output": ANN}, "tool"),
        ({"type": "reasoning", "summary": [{"text": ANN}], "encrypted_content": "gA"}, "assistant"),
        ({"type": "file_search_call", "queries": [ANN]}, "assistant"),
        ({"type": "file_search_call", "results": [{"text": ANN, "file_id": "f-1"}]}, "assistant"),
        ({"type": "web_search_call", "action": {"query": ANN}}, "assistant"),
        ({"type": "computer_call", "action": {"type": "type", "text": ANN}}, "assistant"),
        ({"type": "code_interpreter_call", "code": ANN}, "assistant"),
        ({"type": "code_interpreter_call", "outputs": [{"logs": ANN}]}, "assistant"),
        ({"type": "local_shell_call", "action": {"command": ["echo", ANN]}}, "assistant"),
        ({"type": "shell_call", "action": {"commands": [ANN]}}, "assistant"),
        ({"type": "shell_call_output", "output": [{"stdout": ANN}]}, "tool"),
        ({"type": "apply_patch_call", "operation": {"path": "a", "diff": ANN}}, "assistant"),
        ({"type": "apply_patch_call_output", "output": ANN}, "tool"),
        ({"type": "mcp_call", "name": "ask", "output": ANN}, "assistant"),
        ({"type": "mcp_call", "error": {"message": ANN}}, "assistant"),
        ({"type": "mcp_approval_response", "reason": ANN}, "tool"),
    ],
)
def test_the_text_of_every_kind_of_item_is_read_and_can_be_replaced(item: Any, role: str) -> None:
    prompt = read(TARGET, {"input": [item]})
    found = segment(prompt, ANN)
    assert (found.role, found.writable) == (role, True)
    assert "gA" not in texts(prompt)


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": {"id": "pmpt_1", "variables": {"id": ANN}}},
        {"prompt": {"id": "pmpt_1", "variables": {"who": {"type": "input_text", "text": ANN}}}},
        {"metadata": {"model": ANN}},
        {"tools": [{"type": "function", "name": "f", "description": ANN}]},
        {"tools": [{"type": "web_search", "user_location": {"city": ANN}}]},
        {"text": {"format": {"type": "json_schema", "name": "f", "description": ANN}}},
    ],
)
def test_what_stands_beside_the_items_is_read(body: Any) -> None:
    assert segment(read(TARGET, body), ANN).writable


def test_a_sealed_digest_is_no_text_and_what_only_names_an_item_says_nothing() -> None:
    sealed = {"type": "compaction", "id": "cmp_1", "encrypted_content": "gAAAAABo" * 40}
    prompt = read(TARGET, {"input": [sealed, {"type": "item_reference", "id": "msg_1"}]})
    assert (prompt.segments, prompt.unread) == ((), ())


def test_a_connector_is_another_service() -> None:
    tool = {"type": "mcp", "connector_id": "connector_gmail", "authorization": "fake-0123456789"}
    assert unread(read(TARGET, {"tools": [tool]})) == ["/tools/0/*"]

"""Who says what, and which of it is new."""

from typing import Any

import pytest

from gateway.providers.turns import last_answered, role_of_type
from gateway.types import Prompt
from tests.golden.providers.cases import message, read, recorded_prompt, segment


def chat(*messages: dict[str, Any], **more: Any) -> Prompt:
    return read("/v1/chat/completions", {"model": "m", "messages": list(messages), **more})


def test_chat_roles_are_translated() -> None:
    names = ("developer", "system", "user", "assistant", "tool", "function", "stranger")
    prompt = chat(*(message(role, f"from {role}") for role in names))
    roles = [s.role for s in prompt.segments]
    assert roles == ["system", "system", "user", "assistant", "tool", "tool", "other"]


def test_a_role_given_twice_differently_is_nobodys() -> None:
    body = b'{"messages":[{"role":"assistant","content":"secret words","role":"user"}]}'
    (only,) = read("/v1/chat/completions", body).segments
    assert (only.role, only.new) == ("other", True)


def test_tool_definitions_are_the_systems() -> None:
    prompt = recorded_prompt("openai.chat/request.json")
    assert segment(prompt, "Looks up a tenant by name.").role == "system"


def test_a_tool_result_of_anthropic_is_the_tools() -> None:
    prompt = recorded_prompt("anthropic.messages/request.json")
    assert segment(prompt, "Zoë O'Neil").role == "tool"
    assert segment(prompt, "Go on.").role == "user"


def test_a_function_result_of_gemini_is_the_tools() -> None:
    prompt = recorded_prompt("gemini.generate/request.json")
    assert segment(prompt, "Ann Lowe, tenant").role == "tool"


def test_items_of_responses_get_their_role_from_their_type() -> None:
    prompt = recorded_prompt("openai.responses/request.json")
    assert segment(prompt, "Look it up").role == "assistant"
    assert segment(prompt, "Zoë O'Neil").role == "tool"
    assert segment(prompt, "Be brief.").role == "system"


@pytest.mark.parametrize(
    ("roles", "new"),
    [
        ("su", "11"),
        ("sua", "111"),  # words put into the model's mouth are no answer
        ("suau", "0001"),
        ("suauau", "000001"),
        ("suaut", "00011"),
        ("uaa", "111"),
        ("uauaa", "00111"),
        ("uax", "001"),
    ],
)
def test_what_follows_the_last_answer_is_new(roles: str, new: str) -> None:
    words = {"s": "system", "u": "user", "a": "assistant", "t": "tool", "x": "strange"}
    prompt = chat(*(message(words[letter]) for letter in roles))
    assert [s.new for s in prompt.segments] == [flag == "1" for flag in new]


def test_instructions_and_tools_are_new_only_at_the_start() -> None:
    tool = {"type": "function", "function": {"description": "Finds tenants"}}
    first = chat(message("user"), tools=[tool])
    later = chat(message("user"), message("assistant"), message("user"), tools=[tool])
    assert segment(first, "Finds tenants").new
    assert not segment(later, "Finds tenants").new


def test_responses_count_from_the_last_output_item() -> None:
    prompt = recorded_prompt("openai.responses/request.json")
    assert not segment(prompt, "Who lives at 4 Mill Lane?").new
    assert segment(prompt, "Zoë O'Neil").new
    assert segment(prompt, "Write to her.").new


def test_gemini_counts_from_the_last_answer_of_the_model() -> None:
    prompt = recorded_prompt("gemini.generate/request.json")
    assert not segment(prompt, "Who is Ann Lowe?").new
    assert segment(prompt, "Thank you.").new


def test_an_unknown_shape_is_all_new() -> None:
    body = {"messages": [message("user"), message("assistant"), message("user")]}
    assert all(s.new for s in read("/api/ask", body).segments)


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("function_call", "assistant"),
        ("reasoning", "assistant"),
        ("server_tool_use", "assistant"),
        ("computer_call_output", "tool"),
        ("web_search_tool_result", "tool"),
        ("message", ""),
        ("text", ""),
    ],
)
def test_a_type_tells_whose_words_they_are(kind: str, role: str) -> None:
    assert role_of_type(kind) == role


def test_no_messages_have_no_answer() -> None:
    assert last_answered({}) == -1

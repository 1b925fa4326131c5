"""Interactions: steps have roles, kept turns are named, files are unread."""

from tests.golden.providers.cases import read, recorded_prompt, segment, unread

HOST = "generativelanguage.googleapis.com"
TARGET = "/v1beta/interactions"


def test_every_step_has_its_role() -> None:
    prompt = recorded_prompt("gemini.interactions/request.json")
    assert segment(prompt, "Who is Ann Lowe?").role == "user"
    assert not segment(prompt, "Who is Ann Lowe?").new
    assert segment(prompt, "A tenant.").role == "assistant"
    assert segment(prompt, "4 Mill Lane").role == "tool"
    assert segment(prompt, "Write to her.").new
    assert segment(prompt, "You answer for Calderwick Council.").role == "system"
    assert prompt.stream


def test_a_bare_text_is_the_users() -> None:
    prompt = read(TARGET, {"model": "m", "input": "Who is Ann Lowe?"}, host=HOST)
    assert segment(prompt, "Who is Ann Lowe?").role == "user"


def test_turns_that_google_keeps_are_a_conversation() -> None:
    body = {"previous_interaction_id": "v1_abc", "input": "And now?"}
    assert read(TARGET, body, host=HOST).conversation == "v1_abc"
    assert read(f"{TARGET}/v1_abc", {}, host=HOST).conversation == "v1_abc"


def test_files_and_servers_elsewhere_are_unread() -> None:
    image = {"type": "image", "data": "iVBORw0KGgo=", "mime_type": "image/png"}
    assert len(unread(read(TARGET, {"input": [image]}, host=HOST))) == 1
    tool = {"type": "mcp_server", "name": "x", "url": "https://tools.example/mcp"}
    assert len(unread(read(TARGET, {"input": "Hi", "tools": [tool]}, host=HOST))) == 1

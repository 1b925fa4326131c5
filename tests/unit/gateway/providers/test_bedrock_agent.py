"""Agents: what is asked is read, and the session that AWS keeps is named."""

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"


def test_the_recorded_request_is_read_with_nothing_but_files_left_unread() -> None:
    prompt = recorded_prompt("bedrock.agent/request.json")
    assert texts(prompt)
    assert {part.why for part in prompt.unread} <= {"a file", "a file at an address", "audio"} | {
        "kept by the provider, not in this request"
    }


def test_the_recorded_stream_has_texts_and_its_end() -> None:
    codec, frames = recorded_answer("bedrock.agent/stream.eventstream")
    assert any(field.text for frame in frames for field in frame.fields)
    assert codec.facts.error == ""


def test_the_session_is_the_conversation() -> None:
    path = "/agents/A1/agentAliases/B1/sessions/session-77/text"
    prompt = read(
        path, {"inputText": "Ann Lowe"}, host="bedrock-agent-runtime.eu-west-2.amazonaws.com"
    )
    assert prompt.conversation == "session-77"
    assert "Ann Lowe" in texts(prompt)

"""Cohere's first interface: the new message, the history before it, documents and tools."""

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread, wire

HOST = {"host": "api.cohere.com"}


def test_the_message_is_new_and_the_history_is_not() -> None:
    prompt = recorded_prompt("cohere.v1/request.json")
    assert (prompt.dialect, prompt.stream) == ("cohere.v1", True)
    assert segment(prompt, "Thank you — and Joe Bright's window?").new
    assert segment(prompt, "Thank you — and Joe Bright's window?").role == "user"
    assert not segment(prompt, "Which repairs has Ann Lowe of 4 Mill Lane asked for?").new
    assert segment(prompt, "Visit of Joe Bright").new
    assert segment(prompt, "Such as Joe Bright").role == "system"
    assert segment(prompt, "01632 960001").role == "tool"


def test_a_prompt_and_a_text_to_shorten_are_read() -> None:
    assert texts(read("/v1/generate", {"prompt": "Ann Lowe"}, **HOST)) == ["Ann Lowe"]
    asked = {"text": "Ann Lowe is ill", "additional_command": "for Joe Bright", "length": "short"}
    assert texts(read("/v1/summarize", asked, **HOST)) == ["Ann Lowe is ill", "for Joe Bright"]


def test_a_connector_is_another_service_that_is_asked() -> None:
    asked = {"message": "Hello", "connectors": [{"id": "web-search"}]}
    assert unread(read("/v1/chat", asked, **HOST)) == ["/*/0/id"]


def test_only_cohere_s_hosts_speak_it() -> None:
    assert dialect_for(wire("/v1/chat", b"{}", host="api.cohere.com")).name == "cohere.v1"
    assert dialect_for(wire("/v1/chat", b"{}", host="chat.example")).name != "cohere.v1"

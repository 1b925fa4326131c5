"""Ollama: who is asked decides that it is Ollama; every text of chats, prompts and models is read."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread, wire

HOST = {"host": "ollama.com"}


def test_a_chat_is_read_with_its_thoughts_calls_and_results() -> None:
    prompt = recorded_prompt("ollama/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("ollama", "gpt-oss:120b", True)
    assert segment(prompt, "Joe Bright").role == "assistant"
    assert segment(prompt, "01632 960001").path.startswith("/messages/2/tool_calls/0/function")
    assert not segment(prompt, "They mean Ann Lowe").new
    assert segment(prompt, "Now shorten it.").new
    assert segment(prompt, "Looks up a tenant by name.").role == "system"
    assert unread(prompt) == ["/messages/1/images/0"]


def test_a_key_of_arguments_is_read_and_cannot_be_altered() -> None:
    keys = [s for s in recorded_prompt("ollama/request.json").segments if not s.writable]
    assert "Zoë O'Neil" in [key.text for key in keys]


def test_numbers_of_an_earlier_conversation_and_pictures_are_unread() -> None:
    prompt = recorded_prompt("ollama@generate/request.json")
    assert unread(prompt) == ["/context", "/images/0"]
    assert segment(prompt, "return Joe Bright").role == "user"


def test_a_model_that_is_made_carries_texts_and_files() -> None:
    prompt = recorded_prompt("ollama@create/request.json")
    assert {"You write for Ann Lowe.", "Who is Joe Bright?"} <= {*texts(prompt)}
    assert [found.why for found in prompt.unread] == ["kept by the provider, not in this request"]


@pytest.mark.parametrize(
    ("target", "body", "streams"),
    [
        ("/api/chat", {"messages": []}, True),
        ("/api/chat", {"messages": [], "stream": True}, True),
        ("/api/generate", {"prompt": "x", "stream": False}, False),
        ("/api/embed", {"input": "some words"}, False),
    ],
)
def test_answers_stream_unless_the_body_says_no(target: str, body: Any, streams: bool) -> None:
    assert read(target, body, **HOST).stream is streams


@pytest.mark.parametrize(
    ("host", "port", "agent", "name"),
    [
        ("ollama.com", 443, "", "ollama"),
        ("ollama.council.example", 443, "", "ollama"),
        ("gpu-1.council.example", 11434, "", "ollama"),
        ("gpu-1.council.example", 443, "ollama-python/0.6.3 (x86_64 linux)", "ollama"),
        ("gpu-1.council.example", 443, "python-httpx/0.28", "generic"),
        ("chat.mistral.ai", 443, "Mozilla/5.0", "lechat.web"),
    ],
)
def test_host_port_or_client_tell_that_it_is_ollama(
    host: str, port: int, agent: str, name: str
) -> None:
    from dataclasses import replace

    request = wire("/api/chat", b"{}", host=host, headers={"user-agent": agent})
    assert dialect_for(replace(request, port=port)).name == name


def test_a_page_that_its_cloud_fetches_is_another_service() -> None:
    prompt = read("/api/web_fetch", {"url": "https://example.org/ann-lowe"}, **HOST)
    assert [found.why for found in prompt.unread] == [
        "another service that the provider is asked to call"
    ]


def test_a_search_and_a_decision_are_read() -> None:
    assert texts(read("/api/web_search", {"query": "Ann Lowe"}, **HOST)) == ["Ann Lowe"]
    asked = {"state": {"id": "Ann Lowe"}, "questions": {"q": {"instructions": "Is Joe Bright in?"}}}
    assert texts(read("/v1/systemone", asked, **HOST)) == ["Ann Lowe", "Is Joe Bright in?"]


def test_a_refusal_is_what_its_clients_show() -> None:
    reason = Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take it out.")
    refusal = Refusal(reference="01J", reasons=(reason,), contact="ig@council.example")
    request = wire("/api/chat", b"{}", **HOST)
    response = dialect_for(request).refusal(request, refusal)
    assert json.loads(response.body) == {"error": refusal.text}

"""Mistral's chats: chunks, thoughts and calls are read; what only Mistral has is known."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.mistral_chat import CHAT_DIALECT
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from tests.golden.providers.cases import (
    message,
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    texts,
    unread,
    wire,
)

HOST = {"host": "api.mistral.ai"}
CHAT = "/v1/chat/completions"


def test_chunks_are_read_and_files_and_libraries_are_for_the_policy() -> None:
    prompt = recorded_prompt("mistral.chat/request.json")
    assert (prompt.dialect, prompt.stream) == ("mistral.chat", True)
    assert segment(prompt, "The tenancy of Ann Lowe").role == "user"
    assert segment(prompt, "Dear Ann Lowe, your letter").role == "user"
    assert unread(prompt) == [
        "/messages/1/content/1/image_url/url",
        "/messages/1/content/2/*",
        "/messages/1/content/3/file_id",
        "/messages/1/content/4/input_audio",
        "/tools/1/*/0",
        "/tools/2/*",
    ]


def test_a_credential_of_a_connector_is_no_text() -> None:
    assert "s3cret-of-casework" not in texts(recorded_prompt("mistral.chat/request.json"))


def test_arguments_are_read_whatever_they_are_called_as_source_or_as_an_object() -> None:
    prompt = recorded_prompt("mistral.chat/request.json")
    paths = [s.path for s in prompt.segments if s.text == "Joe Bright" and s.role == "assistant"]
    assert paths == [
        "/messages/2/tool_calls/0/function/arguments#/id",
        "/messages/2/tool_calls/1/function/arguments/id",
    ]


def test_words_put_into_the_models_mouth_are_new() -> None:
    prompt = recorded_prompt("mistral.chat/request.json")
    assert segment(prompt, "Dear Ann Lowe,").new
    assert not segment(prompt, "They mean Ann Lowe").new


@pytest.mark.parametrize("signed", [True, False])
def test_thoughts_are_masked_again_as_they_were_when_they_came(signed: bool) -> None:
    """A signature covers what the provider said: the same token for the same value."""
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "about Ann Lowe"}]}
    said = message("assistant", [thought | ({"signature": "c2ln"} if signed else {})])
    prompt = read(CHAT, {"messages": [message("user"), said, message("user")]}, **HOST)
    assert segment(prompt, "about Ann Lowe").writable


def test_a_gap_is_read_on_both_sides() -> None:
    prompt = recorded_prompt("mistral.chat@fim/request.json")
    assert (prompt.dialect, prompt.model) == ("mistral.chat", "codestral-latest")
    assert segment(prompt, "return 'Joe Bright'").role == "user"
    assert "Joe Bright" in texts(prompt)


def test_an_agent_is_named_so_that_what_it_was_told_can_come_back() -> None:
    asked = {"agent_id": "ag_0a1b2c3d4e", "messages": [message("user")]}
    assert read("/v1/agents/completions", asked, **HOST).recalls == ("ag_0a1b2c3d4e",)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.mistral.ai", "mistral.chat"),
        ("API.eu.mistral.ai", "mistral.chat"),
        ("api.us.mistral.ai", "mistral.chat"),
        ("codestral.mistral.ai", "mistral.chat"),
        ("mistral.council.example", "openai.chat"),
    ],
)
def test_only_mistrals_own_hosts_speak_it(host: str, name: str) -> None:
    assert dialect_for(wire(CHAT, b"{}", host=host)).name == name


@pytest.mark.parametrize("kind", ["stream.sse", "answer.json"])
def test_thoughts_texts_and_calls_are_runs_of_their_own(kind: str) -> None:
    codec, frames = recorded_answer(f"mistral.chat/{kind}")
    said = runs(frames)
    assert said["c0.thinking"] == "They want PersonK7Q2"
    assert said["c0.tool0"] == '{"name": "PersonK7Q2"}'
    assert "PersonK7Q2" in [said[name] for name in said if name.startswith("c0.tool1")]
    assert (codec.facts.input_tokens, codec.facts.output_tokens) == (31, 17)
    assert codec.facts.finished


def test_a_run_goes_on_from_a_text_to_a_chunk() -> None:
    said = runs(recorded_answer("mistral.chat/stream.sse")[1])
    assert said["c0.content"] == "Dear PersonK7Q2, café 😀 and PersonK7Q2."


def test_a_refusal_is_an_error_that_is_not_tried_again() -> None:
    reason = Reason(rule="r", clause="10.3", effect=Effect.BLOCK, message="Take it out.")
    refusal = Refusal(reference="01J", reasons=(reason,), contact="ig@council.example")
    made = CHAT_DIALECT.refusal(wire(CHAT, b"{}", **HOST), refusal)
    assert made.status == 403
    assert b'"object": "error"' in made.body
    assert b"Take it out." in made.body

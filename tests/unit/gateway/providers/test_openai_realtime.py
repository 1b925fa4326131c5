"""OpenAI Realtime: what is read of a client's event, and what a refusal says."""

from typing import Any

import pytest

from tests.golden.providers.cases import texts, unread
from tests.unit.gateway.providers.test_socket_format import read, spoken, told

QUIET: list[dict[str, Any]] = [
    {"type": "response.create"},
    {
        "type": "response.create",
        "response": {"output_modalities": ["text"], "conversation": "none"},
    },
    {"type": "response.cancel", "event_id": "evt_1"},
    {"type": "input_audio_buffer.commit"},
    {"type": "conversation.item.truncate", "item_id": "item_1", "content_index": 0},
    {
        "type": "session.update",
        "session": {
            "type": "realtime",
            "model": "gpt-realtime",
            "tool_choice": "auto",
            "audio": {
                "input": {"format": {"type": "audio/pcm", "rate": 24000}},
                "output": {"voice": "marin", "speed": 1.0},
            },
        },
    },
]


@pytest.mark.parametrize("event", QUIET)
def test_events_of_the_protocol_say_nothing(event: dict[str, Any]) -> None:
    prompt = read("openai.realtime", event)
    assert (prompt.segments, prompt.unread, prompt.conversation) == ((), (), "")


def test_items_instructions_and_tools_are_read() -> None:
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
    assert texts(read("openai.realtime", {"type": "conversation.item.create", "item": item})) == [
        "Hi"
    ]
    tool = {"type": "function", "name": "look_up", "description": "Looks up a case"}
    session = {"instructions": "Be kind.", "tools": [tool]}
    prompt = read("openai.realtime", {"type": "session.update", "session": session})
    assert texts(prompt) == ["Be kind.", "Looks up a case"]
    assert {segment.role for segment in prompt.segments} == {"system"}


def test_what_a_tool_gives_back_is_read_inside_its_json() -> None:
    item = {"type": "function_call_output", "call_id": "c1", "output": '{"name": "Ann Lowe"}'}
    prompt = read("openai.realtime", {"type": "conversation.item.create", "item": item})
    assert texts(prompt) == ["Ann Lowe"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "input_audio_buffer.append", "audio": "AAAA"},
        {
            "type": "conversation.item.create",
            "item": {"content": [{"type": "input_audio", "audio": "AAAA"}]},
        },
    ],
)
def test_sound_is_said_not_to_be_listened_to(event: dict[str, Any]) -> None:
    prompt = read("openai.realtime", event)
    assert [part.why for part in prompt.unread] == ["audio"]
    assert texts(prompt) == []


def test_a_picture_is_a_file() -> None:
    content = [{"type": "input_image", "image_url": "data:image/png;base64,AAAA"}]
    event = {"type": "conversation.item.create", "item": {"content": content}}
    assert unread(read("openai.realtime", event)) == ["/item/content/0/image_url"]


def test_a_refusal_names_the_event_it_is_about() -> None:
    (event,) = told("openai.realtime", {"type": "conversation.item.create", "event_id": "evt_7"})
    assert event["error"]["event_id"] == "evt_7"
    assert event["error"]["type"] == "invalid_request_error"
    assert "clause 10.3" in event["error"]["message"]


def test_settings_of_the_session_have_no_answer() -> None:
    asks = spoken("openai.realtime").asks
    assert not asks({"type": "session.update"})
    assert asks({"type": "conversation.item.create"})

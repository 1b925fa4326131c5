"""Gemini Live: what is read of a client's message, and what a refusal says."""

from typing import Any

import pytest

from tests.golden.providers.cases import texts
from tests.unit.gateway.providers.test_socket_format import read, spoken, told


def test_turns_text_and_tool_results_are_read() -> None:
    turn = {"role": "user", "parts": [{"text": "Hello Ann"}]}
    content = {"clientContent": {"turns": [turn], "turnComplete": True}}
    assert texts(read("gemini.live", content)) == ["Hello Ann"]
    assert texts(read("gemini.live", {"realtimeInput": {"text": "Hi"}})) == ["Hi"]
    answers = [{"id": "1", "name": "f", "response": {"name": "Ann Lowe"}}]
    prompt = read("gemini.live", {"toolResponse": {"functionResponses": answers}})
    assert texts(prompt) == ["Ann Lowe"]
    assert prompt.segments[0].role == "tool"


def test_a_setup_names_the_model_and_its_instructions_are_read() -> None:
    setup = {
        "model": "models/gemini-live",
        "generationConfig": {
            "responseModalities": ["TEXT"],
            "speechConfig": {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": "Kore"}}},
        },
        "systemInstruction": {"parts": [{"text": "Be kind."}]},
    }
    prompt = read("gemini.live", {"setup": setup})
    assert texts(prompt) == ["Be kind."]
    assert prompt.model == "models/gemini-live"
    assert spoken("gemini.live").needed({"setup": setup})
    assert not spoken("gemini.live").asks({"setup": setup})


def test_a_resumed_session_is_history_that_the_provider_keeps() -> None:
    resumed = {"setup": {"model": "models/m", "sessionResumption": {"handle": "h-123abc"}}}
    assert read("gemini.live", resumed).conversation == "h-123abc"


@pytest.mark.parametrize(
    "sent",
    [
        {"audio": {"data": "AAAA", "mimeType": "audio/pcm;rate=16000"}},
        {"mediaChunks": [{"data": "AAAA", "mimeType": "audio/pcm"}]},
    ],
)
def test_sound_is_said_not_to_be_listened_to(sent: dict[str, Any]) -> None:
    prompt = read("gemini.live", {"realtimeInput": sent})
    assert [part.why for part in prompt.unread] == ["audio"]


def test_a_refusal_is_a_turn_of_the_model() -> None:
    first, last = told("gemini.live", {"clientContent": {}})
    assert "clause 10.3" in first["serverContent"]["modelTurn"]["parts"][0]["text"]
    assert last == {"serverContent": {"turnComplete": True}}

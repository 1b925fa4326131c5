"""Sound is for the policy; every text beside it is read."""

import pytest

from gateway.providers.mistral_audio import AUDIO
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts, unread

HOST = {"host": "api.mistral.ai"}


def test_words_to_listen_for_speakers_and_names_of_files_are_read() -> None:
    prompt = recorded_prompt("mistral.audio/request.multipart")
    assert (prompt.dialect, prompt.model, prompt.stream) == (
        "mistral.audio",
        "voxtral-mini-latest",
        True,
    )
    assert {"Zoë O'Neil", "Mill Lane", "Joe Bright", "call with ann.wav"} <= {*texts(prompt)}
    assert unread(prompt) == ["/*", "/file_id", "/file"]


def test_samples_of_voices_are_for_the_policy_and_the_text_is_read() -> None:
    prompt = recorded_prompt("mistral.audio@speech/request.json")
    assert texts(prompt) == ["Dear Ann Lowe, 4 Mill Lane", "Call Joe Bright", "Joe Bright"]
    assert unread(prompt) == ["/*", "/*/0/audio"]


def test_a_voice_is_made_of_a_sample_and_known_by_its_id() -> None:
    made = {"name": "Ann Lowe", "languages": ["en"], "sample_audio": "UklGRiQAAABXQVZF"}
    prompt = read("/v1/audio/voices", made, **HOST)
    assert (texts(prompt), unread(prompt)) == (["Ann Lowe"], ["/*"])
    again = read("/v1/audio/voices/v_1/sample", b"", method="GET", **HOST)
    assert again.recalls == ("v_1",)


@pytest.mark.parametrize("kind", ["stream.sse", "answer.json"])
def test_speech_comes_back_without_texts_to_keep(kind: str) -> None:
    codec, frames = recorded_answer(f"mistral.audio@speech/{kind}")
    assert [field.text for frame in frames for field in frame.fields if field.kept] == []
    assert codec.facts.finished


def test_what_is_said_before_is_somebodys() -> None:
    assert AUDIO.roles["conversation_history"] == "user"

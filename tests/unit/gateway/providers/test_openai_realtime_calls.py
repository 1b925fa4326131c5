"""Setting up a call: its instructions are read, its sound is said not to be seen."""

import pytest

from tests.golden.providers.cases import read, recorded_prompt, texts


def test_the_sound_of_a_call_is_said_not_to_be_inspected() -> None:
    prompt = recorded_prompt("openai.realtime.calls/request.multipart")
    assert [part.part for part in prompt.unread] == ["media"]
    assert "Speak with Margaret Okonkwo about her bins." in texts(prompt)


@pytest.mark.parametrize("target", ["/v1/realtime/calls", "/openai/v1/realtime/calls"])
def test_a_bare_description_is_no_different(target: str) -> None:
    prompt = read(target, b"v=0\r\nm=audio 9 UDP 111\r\n", media="application/sdp")
    assert prompt.dialect == "openai.realtime.calls"
    assert [part.part for part in prompt.unread] == ["media"]

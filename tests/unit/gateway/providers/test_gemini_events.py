"""A stream of Gemini says the same as events and as an array."""

import pytest

from tests.golden.providers.cases import codec, event, play, recorded_answer, runs

GEMINI = "/v1beta/models/gemini-3:streamGenerateContent"


@pytest.mark.parametrize("name", ["stream.sse", "stream.json"])
def test_events_and_array_say_the_same(name: str) -> None:
    made, frames = recorded_answer(f"gemini.generate/{name}")
    assert runs(frames) == {
        "c0.thought": "Thinking of PersonK7Q2",
        "c0.text": "Dear PersonK7Q2 café 😀!",
        "c1.text": "other",
        "c0.call0.0": "PersonK7Q2",
        "c0.call0.1": "PersonK7Q2",
    }
    facts = made.facts
    assert (facts.input_tokens, facts.output_tokens, facts.finished) == (12, 9, True)


def test_a_blocked_prompt_is_an_end() -> None:
    made = codec(GEMINI)
    play(made, [event({"promptFeedback": {"blockReason": "SAFETY"}})])
    assert made.facts.finished

"""Messages of Gemini Live: parts and transcripts are pieces, calls come whole."""

from gateway.providers.gemini_live_events import read_live
from tests.golden.providers.cases import recorded_answer, runs


def test_the_texts_of_the_recording_are_complete() -> None:
    codec, frames = recorded_answer("gemini.live/stream.ndjson")
    assert list(runs(frames).values()) == [
        "Dear Margaret Okonkwo, thank you for waiting.",
        "Dear Margaret.",
        "Thank Margaret please",
        "Margaret Okonkwo",
        "January",
    ]
    facts = codec.facts
    assert (facts.input_tokens, facts.output_tokens) == (41, 13)
    assert facts.conversation == "CihkbzNsNmNsN2tqaDY4"


def test_only_the_end_of_the_turn_is_the_end_of_the_answer() -> None:
    assert not read_live({"serverContent": {"generationComplete": True}}, True).finished
    assert read_live({"serverContent": {"turnComplete": True}}, True).finished
    assert read_live({"serverContent": {"interrupted": True}}, True).finished


def test_thoughts_are_a_run_of_their_own() -> None:
    parts = [{"text": "Hm", "thought": True}, {"text": "Yes"}]
    event = read_live({"serverContent": {"modelTurn": {"parts": parts}}}, True)
    assert [spot.field.channel for spot in event.spots] == ["thought", "text"]

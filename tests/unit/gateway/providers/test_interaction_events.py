"""Answers of interactions."""

from gateway.providers.interaction_events import read_interaction
from tests.golden.providers.cases import recorded_answer, runs


def test_a_recorded_stream_is_read_to_its_end() -> None:
    codec, frames = recorded_answer("gemini.interactions/stream.sse")
    assert runs(frames) == {"s0.text": "Dear PersonK7Q2, é 😀", "s1.given": '{"to": "PersonK7Q2"}'}
    facts = codec.facts
    assert (facts.finished, facts.model) == (True, "gemini-3-flash")
    assert (facts.input_tokens, facts.output_tokens) == (40, 15)
    assert facts.conversation == "v1_ChdTMjQ0YWJjZGVm"


def test_a_whole_interaction_says_its_steps() -> None:
    _, frames = recorded_answer("gemini.interactions/answer.json")
    texts = list(runs(frames).values())
    assert 'Dear PersonK7Q2, "your" appeal arrived.' in texts
    assert texts.count("PersonK7Q2") == 1


def test_a_stream_without_its_end_is_not_finished() -> None:
    delta = {"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": "Hi"}}
    assert not read_interaction(delta, True).finished


def test_arguments_may_come_as_an_object() -> None:
    delta = {"type": "arguments_delta", "arguments": {"to": "Ann Lowe"}}
    event = read_interaction({"event_type": "step.delta", "index": 1, "delta": delta}, True)
    assert "Ann Lowe" in [spot.field.text for spot in event.spots]


def test_an_error_is_known_by_its_code() -> None:
    said = {"event_type": "error", "error": {"code": "internal", "message": "about Ann Lowe"}}
    assert read_interaction(said, True).error == "internal"

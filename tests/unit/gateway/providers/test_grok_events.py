"""Grok's lines: tokens, echoes, the whole message, whether wrapped or not."""

from gateway.providers.grok_events import Tokens
from tests.golden.providers.cases import recorded_answer, runs


def test_tokens_add_up_and_the_rest_repeats_them() -> None:
    codec, frames = recorded_answer("grok.web/stream.ndjson")
    assert runs(frames) == {
        "thought.~.~": "Thinking of PersonK7Q2",
        "answer": "Dear PersonK7Q2, thank you for waiting.",
    }
    beside = runs(frames, kept=False)
    assert beside["whole"] == "Dear PersonK7Q2, thank you for waiting."
    assert beside["echo"] == 'Write to PersonK7Q2, "rent" first.'
    assert beside["title"] == "Letter to PersonK7Q2"
    assert codec.facts.finished
    assert codec.facts.model == "grok-4"
    assert codec.facts.conversation == "5f0e1d2c-3b4a-4958-8776-655443322110"


def test_a_later_answer_is_less_wrapped() -> None:
    _, frames = recorded_answer("grok.web/stream.followup.ndjson")
    assert runs(frames) == {"answer": "Yes, PersonK7Q2."}


def test_inside_x_the_pieces_are_called_messages() -> None:
    codec, frames = recorded_answer("grok.web/stream.x.ndjson")
    assert runs(frames) == {"answer": "Dear PersonK7Q2."}
    assert codec.facts.finished


def test_a_message_that_was_not_streamed_is_kept() -> None:
    line = {"result": {"response": {"modelResponse": {"message": "All of it"}}}}
    (spot,) = Tokens()(line, True).spots
    assert spot.field.kept


def test_an_error_is_known_by_its_code() -> None:
    assert Tokens()({"error": {"code": 8, "message": "Too many"}}, True).error == "8"
    assert Tokens()(["nothing"], True).error == ""

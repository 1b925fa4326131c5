"""Events of Claude's web chat: answers, thoughts, titles, and the style of before."""

from gateway.providers.claude_events import read_claude
from tests.golden.providers.cases import recorded_answer, runs


def test_the_texts_of_the_recording_are_complete() -> None:
    codec, frames = recorded_answer("claude.web/stream.sse")
    assert list(runs(frames).values()) == [
        "A letter to PersonK7Q2, then.",
        '{"query": "rent for PersonK7Q2"}',
        "Dear PersonK7Q2, thank you for waiting.",
    ]
    assert codec.facts.finished
    assert codec.facts.model == "claude-sonnet-4-6"


def test_names_beside_the_answer_are_restored_as_well() -> None:
    _, frames = recorded_answer("claude.web/stream.sse")
    beside = list(runs(frames, kept=False).values())
    assert "Letter to PersonK7Q2" in beside
    assert "Thinking of PersonK7Q2" in beside
    assert "Nothing about PersonK7Q2." in beside


def test_the_style_of_before_is_pieces_of_one_text() -> None:
    codec, frames = recorded_answer("claude.web/stream.older.sse")
    assert list(runs(frames).values()) == [" Dear PersonK7Q2, hello"]
    assert (codec.facts.finished, codec.facts.model) == (True, "claude-2.1")


def test_a_title_is_restored_and_kept() -> None:
    _, frames = recorded_answer("claude.web/answer.json")
    assert "Letter to PersonK7Q2" in runs(frames).values()


def test_an_error_is_known_by_its_type() -> None:
    event = read_claude({"type": "error", "error": {"type": "overloaded_error"}}, True)
    assert event.error == "overloaded_error"

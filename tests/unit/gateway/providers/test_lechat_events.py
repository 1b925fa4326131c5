"""Le Chat's lines: patches of a message, older pieces of text, and procedures that answer whole."""

from gateway.providers.lechat_events import Patches
from tests.golden.providers.cases import recorded_answer, runs


def test_patches_add_up_to_a_thought_and_a_text() -> None:
    codec, frames = recorded_answer("lechat.web/stream.lines")
    assert list(runs(frames).values()) == [
        "The user writes to PersonK7Q2.",
        "Dear PersonK7Q2, thank you for waiting.",
    ]
    assert "Letter to PersonK7Q2" in runs(frames, kept=False).values()
    assert codec.facts.finished
    assert codec.facts.conversation == "d4c3b2a1-0000-4000-8000-000000000001"


def test_older_answers_are_pieces_of_text() -> None:
    codec, frames = recorded_answer("lechat.web/stream.older.lines")
    assert runs(frames) == {"text": "Dear PersonK7Q2, thank you."}
    assert codec.facts.finished


def test_a_chat_that_was_made_is_named() -> None:
    answer = [{"result": {"data": {"json": {"chatId": "d4c3-1"}}}}]
    assert Patches()(answer, False).conversation == "d4c3-1"
    assert Patches()({"result": {"data": {"json": {"chatId": "d4c3-2"}}}}, False).conversation
    assert Patches()([{"error": {}}], False).conversation == ""


def test_a_failed_answer_is_an_error() -> None:
    patch = {"op": "replace", "path": "/generationStatus", "value": "error"}
    event = Patches()({"json": {"messageId": "m", "patches": [patch]}}, True)
    assert (event.finished, event.error) == (True, "error")


def test_a_status_that_is_no_word_ends_nothing() -> None:
    patch = {"op": "replace", "path": "/generationStatus", "value": ["success"]}
    assert not Patches()({"json": {"messageId": "m", "patches": [patch]}}, True).finished


def test_a_place_given_anew_begins_anew() -> None:
    read = Patches()
    fields = []
    for op in ("replace", "append", "replace"):
        patch = {"op": op, "path": "/contentChunks/0/text", "value": "x"}
        (spot,) = read({"json": {"messageId": "m", "patches": [patch]}}, True).spots
        fields.append((spot.field.delta, spot.field.anew))
    assert fields == [(True, True), (True, False), (True, True)]

"""Records of Microsoft 365 Copilot: pieces at the cursor, snapshots, the final list."""

from gateway.providers.m365_events import read_m365
from tests.golden.providers.cases import recorded_answer, runs

WHOLE = "Dear Margaret Okonkwo, thank you for waiting."


def test_the_texts_of_the_recording_are_complete() -> None:
    codec, frames = recorded_answer("m365.copilot/stream.ndjson")
    assert list(runs(frames).values()) == [WHOLE.removeprefix("Dear"), WHOLE]
    assert codec.facts.finished
    assert codec.facts.conversation == "c0ffee00-0000-4000-8000-000000000001"


def test_cards_notes_and_echoes_are_restored_but_not_kept_twice() -> None:
    _, frames = recorded_answer("m365.copilot/stream.ndjson")
    seen = " ".join(f.text for frame in frames for f in frame.fields if not f.kept)
    assert "Looking for Margaret Okonkwo" in seen
    assert "Write to Margaret Okonkwo and thank her for waiting." in seen
    assert f"{WHOLE}\n" in seen


def test_a_completion_with_an_error_is_one() -> None:
    event = read_m365({"type": 3, "invocationId": "0", "error": "Ann is busy"}, True)
    assert (event.finished, event.error) == (True, "completion_error")


def test_a_ping_is_nothing() -> None:
    event = read_m365({"type": 6}, True)
    assert (event.spots, event.closes, event.finished) == ([], [], False)

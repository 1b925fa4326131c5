"""Cohere's first interface: lines of events, the last of which says everything again."""

from typing import Any

from gateway.providers.cohere_v1_events import FirstReader
from gateway.providers.events import Event

ENDED: dict[str, Any] = {
    "event_type": "stream-end",
    "is_finished": True,
    "finish_reason": "COMPLETE",
    "response": {"text": "Ann Lowe", "meta": {"tokens": {"input_tokens": 4, "output_tokens": 2}}},
}


def kept(event: Event) -> list[str]:
    return [spot.field.text for spot in event.spots if spot.field.kept]


def test_what_was_said_in_pieces_is_not_kept_again_at_the_end() -> None:
    reader = FirstReader()
    piece = {"event_type": "text-generation", "text": "Ann Lowe"}
    assert kept(reader(piece, True)) == ["Ann Lowe"]
    last = reader(ENDED, True)
    assert "Ann Lowe" in [spot.field.text for spot in last.spots]
    assert kept(last) == []
    assert (last.finished, last.closes) == (True, ["*"])


def test_what_only_the_end_says_is_kept() -> None:
    assert kept(FirstReader()(ENDED, True)) == ["Ann Lowe"]


def test_pieces_of_arguments_have_runs_of_their_own() -> None:
    value = {
        "event_type": "tool-calls-chunk",
        "tool_call_delta": {"index": 1.0, "parameters": '{"name": "Ann'},
    }
    (spot,) = FirstReader()(value, True).spots
    assert spot.field.channel == "tool1."


def test_an_ending_in_error_is_learnt() -> None:
    event = FirstReader()({**ENDED, "finish_reason": "ERROR_TOXIC"}, True)
    assert event.error == "error_toxic"


def test_a_whole_answer_counts_in_its_own_text() -> None:
    value = {"text": "Ann Lowe", "citations": [{"start": 0, "end": 8, "text": "Ann Lowe"}]}
    event = FirstReader()(value, False)
    assert [one.mark.field for one in event.counted] == [0, 0]

"""What Cohere's interfaces share: errors as its SDK raises them, tokens, failures."""

import json

import pytest

from gateway.providers.cohere_parts import events_failure, learn, lines_failure, shape
from gateway.providers.events import Event
from gateway.refusal import Refusal


def test_an_error_has_an_id_and_a_message() -> None:
    refusal = Refusal(reference="01J", reasons=(), contact="x")
    assert shape(refusal, 403) == {"id": "01J", "message": refusal.text}


def test_each_version_ends_a_stream_in_its_own_way() -> None:
    second, first = json.loads(events_failure("stop")), json.loads(lines_failure("stop"))
    assert (second["type"], second["delta"]["error"]) == ("message-end", "stop")
    assert (first["event_type"], first["response"]["text"]) == ("stream-end", "stop")
    assert first["is_finished"]


@pytest.mark.parametrize("finish", ["ERROR", "TIMEOUT", "ERROR_LIMIT"])
def test_a_failed_ending_is_learnt_and_others_are_not(finish: str) -> None:
    event = Event()
    learn(event, {"tokens": {"input_tokens": 11.0, "output_tokens": 7.0}}, finish)
    assert event.error == finish.lower()
    other = Event()
    learn(other, {}, "COMPLETE")
    assert not other.error


def test_counts_that_are_no_numbers_and_endings_that_are_no_words_are_not_believed() -> None:
    event = Event()
    learn(
        event, {"tokens": {"input_tokens": float("inf"), "output_tokens": float("nan")}}, ["ERROR"]
    )
    assert (event.input_tokens, event.output_tokens, event.error) == (None, None, "")

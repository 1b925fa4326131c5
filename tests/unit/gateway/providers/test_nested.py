"""Events inside a string inside JSON: read, and written back where they stood."""

import json
from typing import Any

import pytest

from gateway.errors import Unreadable
from gateway.providers.events import Event, read_anything
from gateway.providers.json_text import Inside
from gateway.providers.nested import outward, read_inside

EVENTS = (
    'event: delta\ndata: {"v": "Dear Per"}\n\ndata: [DONE]\n\ndata: {"v": "sonX, \\"hello\\""}\n\n'
)


def test_each_text_has_a_path_into_its_event() -> None:
    event = Event()
    read_inside(event, EVENTS, (0, "item"), read_anything)
    assert [(spot.path, spot.field.text) for spot in event.spots] == [
        ((0, "item", 0, "v"), "Dear Per"),
        ((0, "item", 2, "v"), 'sonX, "hello"'),
    ]


def test_texts_go_back_into_their_events_and_the_rest_stays() -> None:
    source = json.dumps([{"item": EVENTS, "n": 1}])
    news: dict[Any, str] = {(0, "item", Inside(2), "v"): 'Lowe, "hi"', (0, "other"): "x"}
    out = outward(source, news)
    assert out[0, "other"] == "x"
    assert out[0, "item"] == EVENTS.replace(r"sonX, \"hello\"", r"Lowe, \"hi\"")


def test_without_texts_inside_nothing_is_parsed() -> None:
    assert outward("this is not JSON", {("a",): "b"}) == {("a",): "b"}


def test_a_place_that_holds_no_text_cannot_be_written() -> None:
    with pytest.raises(Unreadable):
        outward('{"item": 1}', {("item", Inside(0), "v"): "x"})

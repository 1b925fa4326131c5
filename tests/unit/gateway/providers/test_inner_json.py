"""JSON inside strings of JSON."""

import json

from gateway.providers.found import Found
from gateway.providers.inner_json import MAX_INNER, InnerJson
from gateway.providers.splice import Source


def found_in(value: object) -> list[str]:
    found = Found()
    InnerJson(Source(text=json.dumps(value)), "/x", "user", room=found.room, new=True).walk(found)
    return [segment.text for segment in found.segments]


def test_every_text_number_and_odd_key_is_read() -> None:
    assert found_in({"type": "Ann Lowe", "n": 4711000, "Jane Example": 3}) == [
        "Ann Lowe",
        "4711000",
        "Jane Example",
    ]


def test_json_in_json_is_read_so_often_and_then_as_text() -> None:
    deep: object = {"who": "Ann Lowe"}
    for _ in range(MAX_INNER + 1):
        deep = {"inner": json.dumps(deep)}
    (text,) = found_in(deep)
    assert "Ann Lowe" in text
    assert text.startswith("{")


def test_encoded_content_is_said_to_be_unread() -> None:
    found = Found()
    InnerJson(
        Source(text=json.dumps({"a": "QUJD" * 200})), "/x", "tool", room=found.room, new=True
    ).walk(found)
    assert [part.why for part in found.unread] == ["encoded content"]

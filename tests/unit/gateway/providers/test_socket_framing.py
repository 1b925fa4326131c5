"""Records in messages: told apart without losing a byte."""

import pytest

from gateway.providers.framing import Framing
from gateway.providers.socket_framing import EachMessage, MarkedRecords, NumberedMessages


def test_a_message_is_a_record_even_when_it_is_empty() -> None:
    framing = EachMessage()
    assert framing.feed(b"") == [b""]
    assert framing.feed(b'{"a": 1}') == [b'{"a": 1}']
    assert framing.end() == []
    assert framing.failure('{"e": 1}', "") == b'{"e": 1}'


def test_records_end_at_their_mark_wherever_messages_end() -> None:
    framing = MarkedRecords()
    assert framing.feed(b'{"type":6}\x1e{"ty') == [b'{"type":6}\x1e']
    assert framing.feed(b'pe":7}') == []
    (record,) = framing.feed(b"\x1e")
    assert framing.payload(record) == '{"type":7}'
    assert framing.dress(record, "{}") == b"{}\x1e"
    assert framing.failure("{}", "") == b"{}\x1e"


def test_a_record_without_its_mark_is_left_without_it() -> None:
    framing = MarkedRecords()
    framing.feed(b"{")
    (rest,) = framing.end()
    assert framing.dress(rest, "[]") == b"[]"


@pytest.mark.parametrize("framing", [EachMessage(), MarkedRecords(), NumberedMessages()])
def test_bytes_that_are_no_text_have_none(framing: Framing) -> None:
    assert framing.payload(b"\xff\xfe") is None


@pytest.mark.parametrize(
    ("raw", "payload"),
    [
        (b'42["message", {"t": 1}]', '["message", {"t": 1}]'),
        (b'0{"sid":"x"}', '{"sid":"x"}'),
        (b"2probe", "2probe"),
        (b"42", "42"),
        (b"943476[1]", "943476[1]"),  # long enough to be somebody's number
    ],
)
def test_a_short_number_before_json_belongs_to_the_protocol(raw: bytes, payload: str) -> None:
    framing = NumberedMessages()
    assert framing.payload(raw) == payload
    assert framing.dress(raw, payload) == raw

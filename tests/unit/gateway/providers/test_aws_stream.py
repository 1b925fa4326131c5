"""AWS event-stream frames: the vectors of the specification, checksums, cuts and rewriting."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import Unreadable
from gateway.providers.aws_stream import EventFrames, decode

DELTA = bytes.fromhex(
    "0000009400000057b4ab9aee0b3a6576656e742d74797065070011636f6e74656e74426c6f636b44656c7461"
    "0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d74"
    "7970650700056576656e747b22636f6e74656e74426c6f636b496e646578223a302c2264656c7461223a7b22"
    "74657874223a224869227d7d1f944657"
)
REFUSED = bytes.fromhex(
    "00000086000000616131cb950f3a657863657074696f6e2d7479706507001376616c69646174696f6e457863"
    "657074696f6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573"
    "736167652d74797065070009657863657074696f6e7b226d657373616765223a22426c6f636b6564227db9b8"
    "5bce"
)


def test_a_frame_says_its_event_and_its_payload() -> None:
    found = decode(DELTA)
    assert found.event == "contentBlockDelta"
    assert json.loads(found.payload) == {"contentBlockIndex": 0, "delta": {"text": "Hi"}}


def test_a_failure_is_the_exception_frame_of_the_specification() -> None:
    made = EventFrames().failure('{"message":"Blocked"}', "validationException")
    assert made == REFUSED


@given(st.lists(st.integers(1, 60), max_size=12))
def test_frames_come_out_whole_however_they_are_cut(cuts: list[int]) -> None:
    data, framing, units = DELTA + REFUSED + DELTA, EventFrames(), []
    for size in [*cuts, len(data)]:
        units += framing.feed(data[:size])
        data = data[size:]
    assert [*units, *framing.end()] == [DELTA, REFUSED, DELTA]


@pytest.mark.parametrize("place", range(0, len(DELTA), 7))
def test_a_changed_byte_is_noticed(place: int) -> None:
    broken = bytearray(DELTA)
    broken[place] ^= 1
    with pytest.raises(Unreadable):
        _played(bytes(broken))


def _played(data: bytes) -> list[bytes]:
    framing = EventFrames()
    return [*framing.feed(data), *framing.end()]


def test_a_stream_that_ends_inside_a_frame_is_no_stream() -> None:
    framing = EventFrames()
    framing.feed(DELTA[:-1])
    with pytest.raises(Unreadable):
        framing.end()


def test_a_changed_text_gets_checksums_of_its_own() -> None:
    framing = EventFrames()
    view = framing.payload(DELTA)
    assert view is not None
    made = framing.dress(DELTA, view.replace("Hi", "Ann Lowe"))
    assert json.loads(decode(made).payload)["delta"] == {"text": "Ann Lowe"}
    assert decode(made).head == decode(DELTA).head


def test_fewer_bytes_than_any_frame_has_are_none() -> None:
    with pytest.raises(Unreadable):
        decode(DELTA[:9])

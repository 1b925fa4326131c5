"""AWS's event stream: frames, their checksums, and how a stream fails."""

import base64
import json
import struct
from collections.abc import Mapping
from zlib import crc32

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import Unreadable
from gateway.providers.aws_stream import (
    LARGEST_HEADERS,
    LARGEST_PAYLOAD,
    EventFrames,
    decode,
    encode,
    headers,
)

DELTA = bytes.fromhex(
    "0000009400000057b4ab9aee0b3a6576656e742d74797065070011636f6e74656e74426c6f636b44656c74610d3a"
    "636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d7479706507"
    "00056576656e747b22636f6e74656e74426c6f636b496e646578223a302c2264656c7461223a7b2274657874223a"
    "224869227d7d1f944657"
)
EXCEPTION = bytes.fromhex(
    "00000086000000616131cb950f3a657863657074696f6e2d7479706507001376616c69646174696f6e4578636570"
    "74696f6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d657373616765"
    "2d74797065070009657863657074696f6e7b226d657373616765223a22426c6f636b6564227db9b85bce"
)
NAMED = {":event-type": "chunk", ":message-type": "event"}


def frame(payload: bytes = b"{}", named: Mapping[str, str] = NAMED) -> bytes:
    return encode(headers(named), payload)


def until_broken(*pieces: bytes) -> bytes:
    """What comes out before the stream fails; it must fail."""
    frames, out = EventFrames(), b""
    try:
        for piece in pieces:
            out += b"".join(frames.feed(piece))
        frames.end()
    except Unreadable:
        return out
    pytest.fail("the stream did not fail")


def test_a_frame_of_a_real_stream_is_read_and_built_the_same() -> None:
    message = decode(DELTA)
    assert message.event == "contentBlockDelta"
    assert json.loads(message.payload) == {"contentBlockIndex": 0, "delta": {"text": "Hi"}}
    assert encode(message.head, message.payload) == DELTA


def test_a_failure_is_the_exception_frame_that_sdks_raise() -> None:
    assert EventFrames().failure('{"message":"Blocked"}', "validationException") == EXCEPTION
    assert EventFrames().failure('{"message":"Blocked"}', "") == EXCEPTION


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=4), st.binary())
def test_what_is_encoded_is_read_by_botocore_and_by_us(
    named: dict[str, str], payload: bytes
) -> None:
    raw = frame(payload, named)
    assert decode(raw).names == named
    assert decode(raw).payload == payload
    buffer = EventStreamBuffer()
    buffer.add_data(raw)
    (read,) = list(buffer)
    assert (read.headers, read.payload) == (named, payload)


def test_headers_of_every_type_are_stepped_over() -> None:
    odd = b"".join(
        bytes([1]) + b"h" + bytes([kind]) + value
        for kind, value in (
            *((0, b""), (1, b""), (2, b"x"), (3, b"xx"), (4, b"xxxx"), (5, b"x" * 8)),
            *((6, b"\0\3abc"), (8, b"x" * 8), (9, b"x" * 16)),
        )
    )
    assert decode(encode(odd + headers(NAMED), b"")).names == NAMED


@pytest.mark.parametrize("at", range(0, len(DELTA), 3))
def test_one_wrong_byte_anywhere_stops_the_stream(at: int) -> None:
    wrong = bytearray(DELTA)
    wrong[at] ^= 0x10
    frames = EventFrames()
    with pytest.raises(Unreadable):
        _ = [*frames.feed(bytes(wrong) + DELTA), *frames.end()]


def test_whole_frames_before_a_corrupt_one_come_out_however_they_arrive() -> None:
    wrong = DELTA[:-1] + b"\0"
    for cut in range(len(DELTA + wrong)):
        assert until_broken((DELTA + wrong)[:cut], (DELTA + wrong)[cut:]) == DELTA


def test_after_a_corrupt_frame_nothing_more_comes_out() -> None:
    frames = EventFrames()
    assert frames.feed(DELTA + DELTA[:-1] + b"\0") == [DELTA]
    with pytest.raises(Unreadable):
        frames.feed(DELTA)
    with pytest.raises(Unreadable):
        frames.end()


def test_a_stream_that_stops_inside_a_frame_is_a_failure() -> None:
    frames = EventFrames()
    assert frames.feed(DELTA + DELTA[:20]) == [DELTA]
    with pytest.raises(Unreadable):
        frames.end()


@pytest.mark.parametrize(
    ("total", "length"),
    [
        (15, 0),
        (16, 1),
        (LARGEST_HEADERS + 17, LARGEST_HEADERS + 1),
        (LARGEST_PAYLOAD + 17, 0),
        (0xFFFFFFFF, 0),
    ],
)
def test_an_impossible_size_is_refused_before_anything_is_kept(total: int, length: int) -> None:
    lengths = struct.pack(">II", total, length)
    with pytest.raises(Unreadable):
        EventFrames().feed(lengths + struct.pack(">I", crc32(lengths)))


@pytest.mark.parametrize("head", [b"\x09ab", b"\x01h\x07\x00\x09ab", b"\x01h\x0b", b"\x01h"])
def test_headers_that_are_cut_off_or_of_no_known_type_are_refused(head: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(encode(head, b"{}"))


def test_a_changed_text_gives_a_frame_whose_checksums_hold() -> None:
    frames = EventFrames()
    view = frames.payload(DELTA) or ""
    changed = frames.dress(DELTA, view.replace("Hi", "Hello Zoë"))
    message = decode(changed)
    assert json.loads(message.payload)["delta"] == {"text": "Hello Zoë"}
    assert message.head == decode(DELTA).head


def test_a_text_inside_base64_is_changed_inside_base64() -> None:
    inner = json.dumps({"type": "x", "text": "Hi"}).encode()
    raw = frame(json.dumps({"bytes": base64.b64encode(inner).decode(), "p": "abc"}).encode())
    frames = EventFrames()
    view = frames.payload(raw) or ""
    payload = json.loads(decode(frames.dress(raw, view.replace("Hi", "Zoë"))).payload)
    assert payload["p"] == "abc"
    assert json.loads(base64.b64decode(payload["bytes"])) == {"type": "x", "text": "Zoë"}


def test_fewer_bytes_than_any_frame_has_are_none() -> None:
    with pytest.raises(Unreadable):
        decode(DELTA[:9])

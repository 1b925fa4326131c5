"""MessagePack as JSON and back: every kind of value, and no byte that nobody changed."""

import json
from datetime import UTC, datetime
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import Unreadable
from gateway.providers.message_pack import as_json, pack, parse_json, read_pack, spliced

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


def said(raw: bytes) -> Any:
    return json.loads(as_json(read_pack(raw, 0)))


def changed(raw: bytes, text: str) -> bytes:
    return spliced(raw, read_pack(raw, 0), parse_json(text))


@given(VALUES)
def test_what_json_can_say_is_said_as_it_is_and_comes_back_unchanged(value: Any) -> None:
    raw = msgpack.packb(value)
    assert said(raw) == value
    assert changed(raw, as_json(read_pack(raw, 0))) == raw


@given(st.text(), st.text())
def test_only_the_text_that_changed_is_written_anew(old: str, new: str) -> None:
    keep = b"\xca\x3f\x80\x00\x00"  # a short float
    long = b"\xdb" + len(old.encode(errors="replace")).to_bytes(4) + old.encode(errors="replace")
    raw = b"\x92" + keep + b"\x82\xa1t" + long + b"\xa1u" + long
    kept = old.encode(errors="replace").decode()
    anew = long if new == kept else pack(new)
    asked = json.dumps([1.0, {"t": new, "u": kept}])
    assert changed(raw, asked) == b"\x92" + keep + b"\x82\xa1t" + anew + b"\xa1u" + long


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (msgpack.packb(b"\x00\x01"), "data:application/octet-stream;base64,AAE="),
        (b"\xa1\xff", "data:application/octet-stream;base64,/w=="),
        (msgpack.packb(msgpack.ExtType(7, b"Ann")), "data:application/octet-stream;base64,QW5u"),
        (
            msgpack.packb(datetime(1961, 4, 3, tzinfo=UTC), datetime=True),
            "1961-04-03T00:00:00+00:00",
        ),
        (b"\xc7\x0c\xff\x00\x00\x00\x01\x7f" + b"\xff" * 7, f"{2**63 - 1}.1"),
        (msgpack.packb(float("inf")), "inf"),
        (msgpack.packb({7: 1, None: 2}), {"7": 1, "null": 2}),
    ],
)
def test_what_json_has_no_word_for_is_said_in_a_text(raw: bytes, shown: Any) -> None:
    assert said(raw) == shown
    assert changed(raw, json.dumps(shown)) == raw


def test_two_members_of_one_name_stay_two() -> None:
    raw = b"\x82\xa1a\xa1x\xa1a\xa1y"
    assert as_json(read_pack(raw, 0)) == '{"a":"x","a":"y"}'
    assert changed(raw, '{"a":"x","a":"zz"}') == b"\x82\xa1a\xa1x\xa1a\xa2zz"


def test_a_part_that_was_emptied_is_written_as_a_whole() -> None:
    raw = msgpack.packb({"logprobs": [1, 2], "t": {"a": "x"}})
    emptied = changed(raw, '{"logprobs":[],"t":{"a":"y","b":[{"c":1}]}}')
    assert msgpack.unpackb(emptied) == {"logprobs": [], "t": {"a": "y", "b": [{"c": 1}]}}


def test_half_a_pair_of_surrogates_is_a_question_mark() -> None:
    assert pack("\ud800") == b"\xa1?"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xc1",
        b"\xa3ab",
        b"\x92\x01",
        b"\xdd\xff\xff\xff\xff",
        b"\x81\x90\x01",
        b"\x01\x01",
        b"\xc7\x01\xff\x00",
        b"\x91" * 70 + b"\x01",
        b"\x81" * 70 + b"\x01",
    ],
)
def test_what_is_cut_or_is_too_deep_or_goes_on_is_not_read(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read_pack(raw, 0)

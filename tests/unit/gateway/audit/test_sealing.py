"""Sealing: opens only as what it was, with the key it was sealed under."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.sealing import PeriodKeys, seal, unseal
from gateway.errors import RecordError

KEY = b"k" * 32
MARCH = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_what_is_sealed_comes_back(content: bytes, aad: bytes) -> None:
    assert unseal(KEY, seal(KEY, content, aad), aad) == content


def test_sealing_twice_never_gives_the_same_bytes() -> None:
    assert len({seal(KEY, b"same", b"") for _ in range(100)}) == 100


def test_every_flipped_bit_is_noticed() -> None:
    sealed = seal(KEY, b"text", b"aad")
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(RecordError):
            unseal(KEY, bytes(altered), b"aad")


def test_a_sealed_part_moved_to_another_record_or_part_does_not_open() -> None:
    periods = PeriodKeys(KEY)
    key = periods.issue("one", MARCH)
    sealed = key.seal("prompt_typed", b"text")
    assert key.open("prompt_typed", sealed) == b"text"
    with pytest.raises(RecordError):
        key.open("prompt_sent", sealed)
    with pytest.raises(RecordError):
        periods.open("two", key.key_id, key.wrapped)


def test_a_data_key_comes_back_in_another_process_with_the_same_sealing_key() -> None:
    key = PeriodKeys(KEY).issue("one", MARCH)
    opened = PeriodKeys(KEY).open("one", key.key_id, key.wrapped)
    assert opened.open("x", key.seal("x", b"text")) == b"text"
    with pytest.raises(RecordError, match="another key"):
        PeriodKeys(b"o" * 32).open("one", key.key_id, key.wrapped)


def test_each_month_has_its_own_key_by_utc() -> None:
    periods = PeriodKeys(KEY)
    april = MARCH.replace(month=4, day=1, hour=0)
    assert periods.issue("a", MARCH).key_id == "1:2026-03"
    assert periods.issue("a", april).key_id == "1:2026-04"


def test_reprs_hold_no_key() -> None:
    assert "key=" not in repr(PeriodKeys(KEY).issue("one", MARCH))
    assert "wrapped" not in repr(PeriodKeys(KEY).issue("one", MARCH))


def test_an_unknown_format_says_so() -> None:
    with pytest.raises(RecordError, match="unknown format"):
        unseal(KEY, b"\x09whatever", b"")

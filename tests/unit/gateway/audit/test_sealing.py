"""Sealing: opens only as what it was, with the key it was sealed under."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.sealing import PeriodKey, address_of, seal, unseal
from gateway.errors import RecordError

KEY = b"k" * 32
PERIOD = PeriodKey("2:2026-03:masked", KEY)


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
    key = PERIOD.issue("one")
    sealed = key.seal("prompt_typed", b"text")
    assert key.open("prompt_typed", sealed) == b"text"
    with pytest.raises(RecordError):
        key.open("prompt_sent", sealed)
    with pytest.raises(RecordError):
        PERIOD.open("two", key.wrapped)


def test_a_data_key_opens_with_its_own_period_key_alone() -> None:
    key = PERIOD.issue("one")
    assert PERIOD.open("one", key.wrapped).open("x", key.seal("x", b"text")) == b"text"
    with pytest.raises(RecordError, match="another key"):
        PeriodKey("2:2026-03:full", b"o" * 32).open("one", key.wrapped)


def test_a_data_key_wrapped_anew_opens_what_it_sealed_before() -> None:
    key, other = PERIOD.issue("one"), PeriodKey("2:2026-03:full", b"o" * 32)
    again = other.rewrap(key)
    assert (again.key_id, again.wrapped != key.wrapped) == (other.key_id, True)
    assert other.open("one", again.wrapped).open("x", key.seal("x", b"text")) == b"text"


@given(st.text(max_size=20), st.binary(max_size=200), st.binary(max_size=40))
def test_a_text_and_its_place_come_back_and_are_the_same_each_time(
    owner: str, content: bytes, place: bytes
) -> None:
    first, second = (PERIOD.text_key(owner, content) for _ in range(2))
    sealed = first.seal(content)
    assert sealed == second.seal(content)
    address = address_of(sealed)
    wrapped = PERIOD.wrap_text_key(address, first)
    assert wrapped == PERIOD.wrap_text_key(address, second)
    opened = PERIOD.open_text_key(address, wrapped)
    assert opened.open(sealed) == content
    assert opened.open_place(first.seal_place(place, b"before"), b"before") == place
    assert first.seal_place(place, b"before") == second.seal_place(place, b"before")


def test_equal_texts_of_two_people_or_two_periods_look_unlike() -> None:
    later = PeriodKey("2:2026-04:full", b"o" * 32)
    keys = (PERIOD.text_key("sam", b"x"), PERIOD.text_key("kim", b"x"), later.text_key("sam", b"x"))
    assert len({key.seal(b"x") for key in keys}) == 3
    # The length says where the name ends, so that nobody can move the border.
    assert PERIOD.text_key("sam", b"my") != PERIOD.text_key("samm", b"y")


def test_a_place_does_not_open_after_another_text() -> None:
    key = PERIOD.text_key("sam", b"x")
    with pytest.raises(RecordError):
        key.open_place(key.seal_place(b"place", b"a" * 32), b"b" * 32)


def test_a_text_key_does_not_open_for_another_text() -> None:
    wrapped = PERIOD.wrap_text_key(b"a" * 32, PERIOD.text_key("sam", b"x"))
    with pytest.raises(RecordError, match="altered"):
        PERIOD.open_text_key(b"b" * 32, wrapped)


def test_reprs_hold_no_key() -> None:
    assert "key=" not in repr(PERIOD.issue("one")).replace("key_id=", "")
    assert "wrapped" not in repr(PERIOD.issue("one"))
    assert repr(PERIOD.text_key("sam", b"x")) == "TextKey()"
    assert "k" * 32 not in repr(PERIOD)


def test_an_unknown_format_says_so() -> None:
    with pytest.raises(RecordError, match="unknown format"):
        unseal(KEY, b"\x09whatever", b"")
    with pytest.raises(RecordError, match="unknown format"):
        PERIOD.text_key("sam", b"x").open(b"\x09whatever")

"""Gates let through what could match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.gates import DIGIT, All, AnyOf, Gate, InLongRun, LongRun, OneOf, small
from detectors.gist import Gist


def opens(gate: Gate, text: str) -> bool:
    return Gist(text).has(gate)


def test_any_of_ignores_letter_case_and_asks_the_other_gate_too() -> None:
    assert opens(AnyOf("pass", "PIN"), "a Pin")
    assert not opens(AnyOf("pass", "PIN"), "nothing")
    assert opens(AnyOf("pin", also=DIGIT), "PIN 4")
    assert not opens(AnyOf("pin", also=DIGIT), "PIN four")


def test_a_long_run_has_no_blank_in_it() -> None:
    assert opens(LongRun(5), "ab abcde")
    assert not opens(LongRun(5), "abcd abcd")
    assert not opens(LongRun(5, also=re.compile("z")), "abcde")
    assert not opens(LongRun(5), "")


def test_a_pattern_in_a_long_run_is_not_one_elsewhere() -> None:
    gate = InLongRun(re.compile("key_"))
    assert opens(gate, "take key_0123456789abc")
    assert not opens(gate, "take key_0 of 0123456789abcdef")


def test_one_of_several_gates_is_enough_or_all_of_them_are_needed() -> None:
    gates = (AnyOf("pin"), DIGIT)
    assert opens(OneOf(*gates), "a pin")
    assert opens(OneOf(*gates), "4")
    assert not opens(OneOf(*gates), "four")
    assert opens(All(*gates), "pin 4")
    assert not opens(All(*gates), "pin four")


def test_gates_tell_the_patterns_they_ask() -> None:
    z = re.compile("z")
    gate = OneOf(AnyOf("a", also=DIGIT), All(LongRun(5), InLongRun(z)), AnyOf("b"))
    assert gate.patterns == (DIGIT, z)


@given(st.text(max_size=40), st.text("abcXYZ", min_size=1, max_size=5), st.text(max_size=40))
def test_a_word_is_seen_wherever_it_stands(before: str, word: str, after: str) -> None:
    assert opens(AnyOf(word), f"{before} {word} {after}")


@pytest.mark.parametrize("letter", [chr(code) for code in range(0x250)])
def test_small_letters_are_what_patterns_that_ignore_the_case_see(letter: str) -> None:
    """Of plain letters; the rest of the alphabets keep to `str.lower`."""
    assert len(small(letter)) == 1
    for plain in "abcdefghijklmnopqrstuvwxyz":
        if re.fullmatch(plain, letter, re.IGNORECASE):
            assert small(letter) == plain


@given(st.text())
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    assert len(small(text)) == len(text)

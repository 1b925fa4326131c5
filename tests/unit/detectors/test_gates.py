"""Gates let through what could match."""

import re

from hypothesis import given
from hypothesis import strategies as st

from detectors.gates import DIGIT, AnyOf, LongRun


def test_any_of_ignores_letter_case_and_asks_the_other_gate_too() -> None:
    assert AnyOf("pass", "PIN").search("a Pin")
    assert not AnyOf("pass", "PIN").search("nothing")
    assert AnyOf("pin", also=DIGIT).search("PIN 4")
    assert not AnyOf("pin", also=DIGIT).search("PIN four")


def test_a_long_run_has_no_blank_in_it() -> None:
    assert LongRun(5).search("ab abcde")
    assert not LongRun(5).search("abcd abcd")
    assert not LongRun(5, also=re.compile("z")).search("abcde")
    assert not LongRun(5).search("")


@given(st.text(max_size=40), st.text("abcXYZ", min_size=1, max_size=5), st.text(max_size=40))
def test_a_word_is_seen_wherever_it_stands(before: str, word: str, after: str) -> None:
    assert AnyOf(word).search(f"{before} {word} {after}")

"""Words are compared without case, accents and the shape of marks; one slip is one letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.people.words import WORD, bare, fold, near, one_slip

LETTERS = st.text("abcdes", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("LOWE", "lowe"), ("Zoë", "zoe"), ("O\u2019Neil", "o'neil"), ("Hrubý", "hruby")],
)
def test_case_accents_and_apostrophes_do_not_count(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("word", "left"), [("ann's", "ann"), ("james'", "james"), ("o'neil's", "oneil"), ("s", "s")]
)
def test_a_possessive_and_apostrophes_are_no_part_of_a_word(word: str, left: str) -> None:
    assert bare(word) == left


def test_an_apostrophe_inside_belongs_to_the_word_and_a_hyphen_does_not() -> None:
    assert WORD.findall("O'Neil-Lowe (Ann's)") == ["O'Neil", "Lowe", "Ann's"]


@pytest.mark.parametrize(
    "other", ["fletcer", "flletcher", "fletchar", "fletcehr", "lfetcher", "fletche"]
)
def test_one_letter_left_out_put_in_changed_or_swapped_is_one_slip(other: str) -> None:
    assert one_slip("fletcher", other)
    assert one_slip(other, "fletcher")


@pytest.mark.parametrize("other", ["fletcher", "fletchers", "fltchr", "flecther" + "s", "thatcher"])
def test_the_same_word_a_plural_and_two_slips_are_not_one_slip(other: str) -> None:
    assert not one_slip("fletcher", other)


@given(LETTERS, LETTERS)
def test_words_one_slip_apart_share_a_neighbour(first: str, second: str) -> None:
    if one_slip(first, second):
        assert not set(near(first)).isdisjoint(near(second))
        assert one_slip(second, first)


def test_a_very_long_word_has_no_neighbours() -> None:
    assert [*near("a" * 25)] == []

"""The lists of words are folded, and hold what they must."""

import pytest

from gateway.people import ordinary
from gateway.people.words import fold


@pytest.mark.parametrize("word", ["will", "may", "grace", "mark", "rose", "bill", "march", "hart"])
def test_words_that_are_names_as_well_are_ordinary(word: str) -> None:
    assert ordinary.is_ordinary(word)


@pytest.mark.parametrize("word", ["joan", "fletcher", "okafor", "patel", "siobhan"])
def test_names_that_are_nothing_else_are_not(word: str) -> None:
    assert not ordinary.is_ordinary(word)


def test_every_list_is_of_folded_single_words() -> None:
    for name in ("ORDINARY", "CALENDAR", "VERBS", "PLACE_WORDS", "ABBREVIATIONS", "DETERMINERS"):
        assert all(w == fold(w) and w.isalpha() for w in getattr(ordinary, name)), name

"""Plain lemmas: enough English to know a plural from its word."""

import pytest

from detectors.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Accounts", "account"),
        ("PASSPORTS", "passport"),
        ("injuries", "injury"),
        ("addresses", "address"),
        ("batches", "batch"),
        ("dishes", "dish"),
        ("boxes", "box"),
        ("houses", "house"),
    ],
)
def test_a_plural_has_the_lemma_of_its_word(word: str, plain: str) -> None:
    assert lemma(word) == lemma(plain) == plain


@pytest.mark.parametrize(
    "word", ["address", "status", "diagnosis", "canvas", "his", "DOB", "", "1s"]
)
def test_a_word_that_only_ends_like_a_plural_is_left(word: str) -> None:
    assert lemma(word) == word.lower()

"""Letters that a scanner took for digits."""

import pytest

from tests.unit.detectors.views.reading import read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("NHS 943 476 59l9", "NHS 943 476 5919"),
        ("NHS 94347659I9", "NHS 9434765919"),
        ("nino AB1Z34S6C", "nino AB123456C"),
        ("card 4lll 1111 1111 1111", "card 4111 1111 1111 1111"),
        ("GB82 WEST 1234 S698 7654 32", "GB82 WEST 1234 5698 7654 32"),
    ],
)
def test_a_letter_among_digits_is_one(text: str, plain: str) -> None:
    assert read(text) == plain


@pytest.mark.parametrize(
    "text",
    ["SO14 7LL and BS1 5TR", "COVID19", "10lbs of sand", "2nd of 12 IOS15 phones", "Is 10 or 20"],
)
def test_other_words_with_digits_have_no_view(text: str) -> None:
    assert read(text) is None

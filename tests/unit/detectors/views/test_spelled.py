"""Spelled-out digits, letters set apart, addresses in words."""

import pytest

from tests.unit.detectors.views.reading import pieces, read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("NHS nine four three, four seven six, five nine one nine", "NHS 943 476 5919"),
        ("ring oh seven seven double oh nine hundred one two three", "ring 07700900123"),
        ("ring 07700 nine zero zero one two three", "ring 07700900123"),
        ("NINO A B one two three four five six C", "NINO AB123456C"),
        ("Alpha Bravo one two three four five six Charlie", "AB123456C"),
        ("on the back / one one eight / that's it", "on the back / 118 / that's it"),
        ("treble seven four one", "777 41"),
    ],
)  # fmt: skip
def test_digits_in_words_are_digits(text: str, plain: str) -> None:
    assert (read(text) or "").replace(" ", "") == plain.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("J o h n S m i t h rang", "John Smith rang"),
        ("M a r y  B e l l", "Mary Bell"),
        ("j.o.h.n", "john"),
        ("J-o-h-n", "John"),
        ("A B 1 2 3 4 5 6 C", "AB123456C"),
        ("9 4 3 4 7 6 5 9 1 9", "9434765919"),
        ("jo.bell [at] example [dot] com", "jo.bell@example.com"),
        ("jo.bell(at)example.com", "jo.bell@example.com"),
        ("jo.bell at example dot co dot uk", "jo.bell@example.co.uk"),
    ],
)
def test_what_is_set_apart_is_joined(text: str, plain: str) -> None:
    assert read(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "one two three testing",
        "two of the three options, one of which is out",
        "a b c d e f",
        "score 1 2 3 4 5 6 7 8 9",
        "options A B C D, pick one",
        "J.R.R. Tolkien wrote it",
        "x x x x x",
        "N/A - - - -",
        "look at example.org for the dot plot",
        "one hundred and twenty three people",
        "in nineteen eighty four",
        "a 2 x 4 x 8 plank",
        "Room 1, 2 and 3",
    ],
)
def test_ordinary_counting_and_lists_have_no_view(text: str) -> None:
    assert read(text) is None


def test_a_piece_says_what_it_was() -> None:
    assert pieces("is nine four three") == [("nine four three", "943", "spelled-out digits")]
    assert pieces("j.o.h.n")[0][2] == "letters set apart"

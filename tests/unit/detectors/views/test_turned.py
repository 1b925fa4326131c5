"""Backwards and ROT13."""

import codecs

import pytest

from tests.unit.detectors.views.reading import pieces, read

LINE = "the address of the tenant and her NHS number 943 476 5919"


def test_a_line_whose_words_are_backwards_is_turned() -> None:
    assert read(f"Dear all\n{LINE[::-1]}\nbye") == f"Dear all\n{LINE}\nbye"


def test_a_line_in_rot13_is_read() -> None:
    assert read(codecs.encode(LINE, "rot13")) == LINE


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("moc.elpmaxe@lleb.oj", "jo.bell@example.com"),
        ("wb.oryy@rknzcyr.pbz", "jo.bell@example.com"),
        ("23456789654321TSEW28BG", "GB82WEST12345698765432"),
        ("TO82 JRFG 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
        ("my NHS backwards is 9195674349", "my NHS backwards is 9434765919"),
    ],
)
def test_an_identifier_that_can_be_checked_is_turned_alone(text: str, plain: str) -> None:
    assert read(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "order 9195674349 arrived",
        "a saw and a draw",
        "reverse the car",
        "the mirror in FACE PRESERVATION",
    ],
)
def test_other_text_has_no_view(text: str) -> None:
    assert read(text) is None


def test_a_piece_says_how_it_was_turned() -> None:
    assert pieces("moc.elpmaxe@lleb.oj")[0][2] == "written backwards"
    assert pieces("wb.oryy@rknzcyr.pbz")[0][2] == "ROT13"

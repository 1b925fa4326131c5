"""The shadow text: plain characters, and the way back to those they came from."""

import pytest

from detectors.normalise import shadow


def test_plain_text_is_its_own_shadow() -> None:
    for text in ("Plain.", "caf\u00e9 \u2019s \u20ac5"):
        assert shadow(text).text is text
        assert shadow(text).original(1, 3) == (1, 3)


@pytest.mark.parametrize(
    ("text", "plain", "part", "original"),
    [
        ("N\u200bH\u00adS 1", "NHS 1", "NHS", "N\u200bH\u00adS"),
        ("\uff21\uff22 1", "AB 1", "AB", "\uff21\uff22"),
        ("\ufb01t", "fit", "i", "\ufb01"),
        ("Jose\u0301 B", "Jos\u00e9 B", "Jos\u00e9", "Jose\u0301"),
        ("a\u200bb\u200b c", "ab c", "b", "b"),
        ("\ud83d x", "\ufffd x", "x", "x"),
    ],
)
def test_a_span_of_the_shadow_maps_to_what_it_came_from(
    text: str, plain: str, part: str, original: str
) -> None:
    one = shadow(text)
    assert one.text == plain
    at = plain.index(part)
    start, end = one.original(at, at + len(part))
    assert text[start:end] == original


def test_a_shadow_does_not_show_its_text() -> None:
    assert "Canary" not in repr(shadow("Ada Canary"))


def test_a_mark_is_never_cut_off_the_letter_it_stands_on() -> None:
    text = "e\u0301\u0323 x"
    one = shadow(text)
    assert one.original(0, 1) == (0, 3)
    assert text[slice(*one.original(len(one.text) - 1, len(one.text)))] == "x"


def test_a_text_of_nothing_but_hidden_characters_has_an_empty_shadow() -> None:
    assert shadow("\u200b\u00ad\u2066").text == ""

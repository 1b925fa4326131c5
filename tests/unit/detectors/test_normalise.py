"""The shadow text: plain characters, and the way back to those they came from."""

import sys
import unicodedata

import pytest

from detectors.normalise import shadow
from tests.unit.detectors.scanning import Found

FLAG = "\U0001f3f4"
CANCEL = "\U000e007f"


def tagged(text: str) -> str:
    return "".join(chr(0xE0000 + ord(character)) for character in text)


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
        (f"a{tagged('b c')}d", "ab cd", "b c", tagged("b c")),
        (f"{tagged('e')}\u0301 x", "\u00e9 x", "\u00e9", f"{tagged('e')}\u0301"),
        ("9\ufff94\x003\x7f 1", "943 1", "943", "9\ufff94\x003"),
        ("a\x1bb c", "ab c", "b c", "b c"),
        ("a\u2800b\u3164c", "a b c", "b c", "b\u3164c"),
        ('{"a": "NI\\nAB", "b": 1}', '{"a": "NI\nAB", "b": 1}', "AB", "AB"),
        ('"\\r\\nAnn", "C:\\\\new"', '"\nAnn", "C:\\\\new"', "\n", "\\r\\n"),
        ("C:\\Users\\nigel", "C:\\Users\\nigel", "nigel", "nigel"),
        ("?q=Ann%20Lowe%2C%0D%0AAB&p=5%", "?q=Ann Lowe,\r\nAB&p=5%", "Lowe,", "Lowe%2C%0D%0A"),
        ("Zo%C3%AB%20L %zz %41%20%42", "Zo%C3%AB L %zz %41%20%42", " L", "%20L"),
        ("20%2 %20\u0301x", "20%2  \u0301x", "\u0301x", "%20\u0301x"),
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


def test_no_format_or_control_character_is_left_and_each_tag_is_its_ascii_character() -> None:
    """All of them, by the categories of the Unicode this Python has."""
    kept = {"\t", "\n", "\r"} | {chr(0xE0000 + code) for code in range(0x20, 0x7F)}
    hidden = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in ("Cf", "Cc") and character not in kept
    ]
    parting = set("\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    expected = {c: "a b" if c in parting else "ab" for c in hidden}
    assert [c for c in hidden if shadow(f"a{c}b").text != expected[c]] == []
    ascii_text = "".join(map(chr, range(0x20, 0x7F)))
    assert shadow(tagged(ascii_text)).text == ascii_text


def test_a_tab_and_the_ends_of_lines_stay() -> None:
    text = "a\tb\r\nc"
    assert shadow(text).text is text
    assert shadow(f"{text}\x00").text == text


@pytest.mark.parametrize("blank", "\u115f\u1160\u1680\u2800\u3164\uffa0\U00013441\U0001d159")
def test_a_letter_that_looks_blank_is_a_space(blank: str) -> None:
    assert shadow(f"a{blank}b").text == "a b"


@pytest.mark.parametrize("nation", ["gbeng", "gbsct", "gbwls"])
def test_the_tags_of_a_nations_flag_are_no_words(nation: str) -> None:
    text = f"{FLAG}{tagged(nation)}{CANCEL}Ada"
    one = shadow(text)
    assert one.text == f"{FLAG}Ada"
    assert one.original(0, 1) == (0, 7)
    assert text[slice(*one.original(1, 4))] == "Ada"


def test_no_other_tags_hide_behind_a_flag() -> None:
    assert shadow(f"{FLAG}{tagged('ada')}{CANCEL}").text == f"{FLAG}ada"
    assert shadow(f"{FLAG}{tagged('gbengada')}{CANCEL}").text == f"{FLAG}gbengada"


@pytest.mark.parametrize("between", ["\f", "\x1f", "\x85", "\v"])
def test_a_page_break_parts_what_stands_on_either_side(found: Found, between: str) -> None:
    assert "943 476 5919" in found(f"Page 12{between}943 476 5919{between}", "UK_NHS")


@pytest.mark.parametrize(
    ("value", "entity"),
    [
        (tagged("943 476 5919"), "UK_NHS"),
        (tagged("ada.bell@example.com"), "EMAIL_ADDRESS"),
        (tagged("Adaeze Okonkwo"), "PERSON"),
        ("943\ufff9 476\ufff9 5919", "UK_NHS"),
        ("943\x00 476\x1b 5919", "UK_NHS"),
        ("943\u2800476\u28005919", "UK_NHS"),
        ("943\x85476 \u06dd5919", "UK_NHS"),
        ("ada.bell@exam\ufff9ple.com", "EMAIL_ADDRESS"),
        ("ada.bell@exam\x01ple.com", "EMAIL_ADDRESS"),
    ],
)
def test_a_value_is_found_whatever_is_hidden_in_it(found: Found, value: str, entity: str) -> None:
    assert value in found(f"The resident is Mrs {value} and she rang today.", entity)

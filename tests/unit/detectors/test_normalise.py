"""The shadow text and the canonical form of values."""

import pytest

from detectors.normalise import shadow
from detectors.normalise_value import normalise_value


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


@pytest.mark.parametrize(
    ("entity", "one", "other"),
    [
        ("PERSON", "Mrs Ada  O\u2019Neill's", "ada o'neill"),
        ("PERSON", "Cllr Dr Bell", "BELL"),
        ("PERSON", "James'", "James"),
        ("EMAIL_ADDRESS", "Ada.Bell@Example.COM", "ada.bell@example.com"),
        ("PHONE_NUMBER", "(01632) 960 518", "+44 1632 960518"),
        ("PHONE_NUMBER", "+44 (0)7700 900123", "07700900123"),
        ("UK_NHS", "943 476-5919", "9434765919"),
        ("UK_NINO", "ab 12 34 56 c", "AB123456C"),
        ("UK_POSTCODE", "ls1 4ab", "LS1 4AB"),
        ("DATE_OF_BIRTH", "4/11/1938", "1938-11-04"),
        ("ADDRESS", "14 Elm Grove,\nLeeds", "14 elm grove leeds"),
        ("IP_ADDRESS", "2001:DB8::0:1", "2001:db8::1"),
        ("PERSON", "Jo\u00adhn", "John"),
    ],
)
def test_two_ways_to_write_a_value_have_one_form(entity: str, one: str, other: str) -> None:
    assert normalise_value(entity, one) == normalise_value(entity, other)


@pytest.mark.parametrize(
    ("entity", "one", "other"),
    [
        ("PERSON", "Ada Bell", "Ada Bell-Jones"),
        ("PERSON", "Missy", "y"),
        ("CREDENTIAL", "Kestrel-9", "kestrel-9"),
        ("DATE_OF_BIRTH", "04/11/1938", "11/04/1938"),
        ("PHONE_NUMBER", "07700 900123", "07700 900124"),
    ],
)
def test_two_values_have_two_forms(entity: str, one: str, other: str) -> None:
    assert normalise_value(entity, one) != normalise_value(entity, other)


@pytest.mark.parametrize("entity", ["PERSON", "UK_NHS", "PHONE_NUMBER", "ADDRESS", "HEALTH"])
@pytest.mark.parametrize("text", ["Dr", "--", "'s", "()"])
def test_a_form_is_never_empty(entity: str, text: str) -> None:
    assert normalise_value(entity, text)

"""One form for a value, however it was written; never one form for two values."""

import pytest

from detectors.normalise_value import normalise_value


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


def test_what_cannot_be_read_as_its_kind_keeps_a_form_of_its_own() -> None:
    assert normalise_value("PHONE_NUMBER", "ext. 12") == "EXT12"
    assert normalise_value("IP_ADDRESS", "999.1.1.A") == "999.1.1.a"
    assert normalise_value("DATE_OF_BIRTH", "31/02/1990") == "31 02 1990"


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("PERSON", "Cllr Dr Bell's"),
        ("PHONE_NUMBER", "07700 900123"),
        ("DATE_OF_BIRTH", "3 March 1990"),
        ("UK_NHS", "943 476 5919"),
        ("ADDRESS", "14 Elm Grove, Leeds"),
    ],
)
def test_a_form_does_not_change_when_normalised_again(entity: str, text: str) -> None:
    once = normalise_value(entity, text)
    assert normalise_value(entity, once) == once

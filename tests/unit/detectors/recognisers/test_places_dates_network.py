"""Addresses, postcodes, dates of birth and network addresses."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("She lives at 14 Elm Grove, Leeds LS1 4AB now.", "14 Elm Grove"),
        ("Flat 2, 60 Tenter Street", "60 Tenter Street"),
        ("visit 9 spindle court tomorrow", "9 spindle court"),
        ("moved from 5 Lark Hill to The Old Forge, Church Street, Tilbrook", "Old Forge"),
    ],
)
def test_an_address_is_found(found: Found, text: str, part: str) -> None:
    assert any(part in value for value in found(text, "ADDRESS"))


@pytest.mark.parametrize(
    "text", ["620 km of road resurfaced", "section 84 of the Road Traffic Act"]
)
def test_a_length_of_road_or_a_statute_is_no_address(found: Found, text: str) -> None:
    assert not found(text, "ADDRESS")


def test_a_postcode_alone_stays_weak_and_a_cue_lifts_it(found: Found) -> None:
    assert 0.3 <= found("LS1 4AB", "UK_POSTCODE", 0.3)["LS1 4AB"] < 0.5
    assert found("my postcode is LS1 4AB", "UK_POSTCODE")


@pytest.mark.parametrize("text", ["the B1 2nd edition", "A1 1st prize", "QX1 1CI", "ls1 4ab"])
def test_what_only_looks_like_a_postcode_is_none(found: Found, text: str) -> None:
    assert not found(text, "UK_POSTCODE", 0.0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DOB 04/11/1938", "04/11/1938"),
        ("d.o.b. 19 March 1971", "19 March 1971"),
        ("date of birth: 1979-03-14", "1979-03-14"),
        ('"dob": "27-08-1990"', "27-08-1990"),
        ("born 3rd Sept 2021", "3rd Sept 2021"),
        ("she was born on 11 Nov 1931.", "11 Nov 1931"),
        ("name,dob,ward\nA Bell,14/05/2010,Park", "14/05/2010"),
    ],
)
def test_a_date_of_birth_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "DATE_OF_BIRTH")


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on 04/11/2026.",
        "Born in Leeds, she joined on 3 May 2020.",
        "name,date,ward\nA Bell,14/05/2010,Park",
    ],
)
def test_any_other_date_is_not(found: Found, text: str) -> None:
    assert not found(text, "DATE_OF_BIRTH")


def test_a_public_address_counts_and_an_inside_one_needs_a_user(found: Found) -> None:
    assert "203.0.113.4" in found("login from 203.0.113.4", "IP_ADDRESS")
    assert "2001:db8:85a3::8a2e:370:7334" in found("2001:db8:85a3::8a2e:370:7334", "IP_ADDRESS")
    assert not found("the printer is 10.24.8.61", "IP_ADDRESS")
    assert "10.24.8.61" in found("user hkaur 10.24.8.61", "IP_ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "0.0.0.0",
        "169.254.1.1",
        "10.0.0.0/8",
        "release 12.4.0.1",
        "999.1.1.1",
        "12:30:15",
    ],
)
def test_what_names_nobody_is_not_an_address(found: Found, text: str) -> None:
    assert not found(text, "IP_ADDRESS", 0.0)

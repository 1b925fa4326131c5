"""How far an address reaches, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.address_parts import IS_POSTCODE, addresses, is_building, is_ordinal, is_site
from detectors.gist import Gist


def longest(text: str) -> str:
    return max((text[start:end] for start, end in addresses(Gist(text))), key=len, default="")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("at 3 Cobden Rise, Northmere NM4 6TT, now", "3 Cobden Rise, Northmere NM4 6TT"),
        (
            "at Flat 2, Beckside Court, Mill Lane, Harrowdale HD7 2LX on",
            "Flat 2, Beckside Court, Mill Lane, Harrowdale HD7 2LX",
        ),
        ("at 14 Elm Grove. Please write", "14 Elm Grove"),
        ("at 14 Elm Grove, Mrs Bell", "14 Elm Grove"),
        ("at 88 Cowgate, Glenbervie", "88 Cowgate, Glenbervie"),
        ("at Fourteen Wharf Street, CW2 7NF", "Fourteen Wharf Street, CW2 7NF"),
    ],
)
def test_an_address_ends_where_its_town_or_postcode_does(text: str, address: str) -> None:
    assert longest(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("3 May Day", "12 miles of Road", "doors fail to close", "ward 4"),
        *("06:05 Beatrice Street", "06:20 Francis Close, then tip", "at 7:35 kenneth road"),
    ],
)
def test_a_number_and_a_word_are_no_address(text: str) -> None:
    assert longest(text) == ""


def test_an_ordinal_is_no_postcode_in_small_letters() -> None:
    assert is_ordinal("B1 2nd")
    assert not is_ordinal("B1 2ND")
    assert IS_POSTCODE.fullmatch("nm4 6tt")
    assert not IS_POSTCODE.fullmatch("ZZ99 3WZ")  # the NHS's code for an unknown address


def test_a_building_of_a_body_is_one_whoever_is_named_and_a_site_by_the_words_before() -> None:
    text = "Mrs Bell at the Town Hall, 1 Square Street"
    assert is_building(text, text.index("1"), len(text))
    text = "planning application at 1 Square Street"
    assert is_site(text, text.index("1"))
    assert not is_site("application\n1 Square Street", 12)


@given(st.text(alphabet="Flat 12,The AbcRoad\nLS4", max_size=80))
def test_every_address_lies_in_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in addresses(Gist(text)))

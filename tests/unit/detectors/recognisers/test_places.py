"""Street addresses with a number, and postcodes."""

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


@pytest.mark.parametrize("text", ["EC1A 1BB", "BFPO 57", "GIR 0AA", "FIQQ 1ZZ", "LS14AB"])
def test_every_form_of_postcode_is_found_beside_a_cue(found: Found, text: str) -> None:
    assert text in found(f"postcode {text}", "UK_POSTCODE")


def test_town_and_postcode_belong_to_the_address_they_follow(found: Found) -> None:
    address = "Flat 2, 60 Tenter Street, Leeds, LS1 4AB"
    assert address in found(f"Send it to {address} today.", "ADDRESS")

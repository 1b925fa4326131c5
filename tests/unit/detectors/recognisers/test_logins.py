"""Passwords after a user name, and those that somebody typed or set."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("log in: jsmith / Welcome1", "Welcome1"),
        ("i used MPOPESCU / Council2024$ like the sheet said", "Council2024$"),
        ("her LCS login was gstrange / Tulip#1966", "Tulip#1966"),
        ("creds jo.bell@example.org / Harbour-12", "Harbour-12"),
        ("locked out again, I reset to Winter-Badger-2026!", "Winter-Badger-2026!"),
        ("got the phishing mail, typed Harvest-Moon77 and stopped", "Harvest-Moon77"),
        ("the login is recep2 and Dilys set it to coffee-Barry-lamp9", "coffee-Barry-lamp9"),
    ],
)
def test_a_password_without_its_word_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        "Test cases for the login page:\n1 valid user testuser01 / Passw0rd!",
        "user stories / Sprint12 review",
        "account 2024 / Budget2025 code",
        "log in and/or sign up2",
        "we changed it to Release-2026-B of the form",
        "set the date to 14-Mar-2026",
        "typed her login ottavia.b53 into the page",
    ],
)
def test_a_pair_of_other_words_is_not(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)

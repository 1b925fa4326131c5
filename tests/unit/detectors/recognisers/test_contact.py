"""E-mail and telephone: people's, not those of teams."""

import pytest

from detectors.recognisers.contact import is_shared_mailbox
from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("write to siobhan.tully@northmere.gov.uk today", "siobhan.tully@northmere.gov.uk"),
        ("<d.murgatroyd58@example.com>", "d.murgatroyd58@example.com"),
        ("mailto:o'neill@example.co.uk.", "o'neill@example.co.uk"),
        ("j.housing@northmere.gov.uk", "j.housing@northmere.gov.uk"),
        ("jo@files.internal", "jo@files.internal"),
    ],
)
def test_the_address_of_a_person_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "EMAIL_ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "housing@northmere.gov.uk",
        "customer.services@northmere.gov.uk or foi-team@northmere.gov.uk",
        "git@github.com:council/site.git",
        "pip install thing@1.2.3",
        "@northmere and a @ b",
    ],
)
def test_a_shared_mailbox_or_a_handle_is_not_a_person(found: Found, text: str) -> None:
    assert not found(text, "EMAIL_ADDRESS")


def test_a_name_beside_a_team_word_is_still_a_person() -> None:
    assert is_shared_mailbox("housing.repairs2")
    assert not is_shared_mailbox("housing.smith")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ring 07700 900123", "07700 900123"),
        ("(01632) 960 518", "(01632) 960 518"),
        ("T: 0161 496 0338 | E: x", "0161 496 0338"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("mobile: 07700900733,", "07700900733"),
        ("020 7946 0018", "020 7946 0018"),
        ("028 9649 6001", "028 9649 6001"),
        ("her sister in Kraków, +48 22 621 02 50", "+48 22 621 02 50"),
    ],
)
def test_a_number_that_can_be_dialled_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "PHONE_NUMBER")


@pytest.mark.parametrize(
    "text",
    [
        "call 116 123 or 999",
        "call our contact centre on 01632 960000",
        "freephone 0800 1111 or 08081 570123",
        "order 0012345678",
        "budget 2024-25: 01234.56",
        "ISBN 978-0-14-044913-6",
        "2026-11-23 07:15:00",
    ],
)
def test_a_line_of_a_body_or_another_number_is_not(found: Found, text: str) -> None:
    assert not found(text, "PHONE_NUMBER")

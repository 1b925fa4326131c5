"""Telephone numbers of people; service lines, switchboards and other digits are not."""

import phonenumbers
import pytest

from detectors.recognisers.telephone import is_drama_number
from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ring 07700 900123", "07700 900123"),
        ("ring her on (01632) 960 518", "(01632) 960 518"),
        ("Mrs Bell T: 0161 496 0338 | E: x", "0161 496 0338"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("his is +44 (0)29 2018 0123", "+44 (0)29 2018 0123"),
        ("Ieuan: 0044 7700 900 018", "0044 7700 900 018"),
        ("mobile: 07700900733,", "07700900733"),
        ("my number is 020 7946 0018", "020 7946 0018"),
        ("07700\u00a0900\u00a0123", "07700\u00a0900\u00a0123"),
        ("waiting: 1. Mrs Zielinska 01632 960 733 2. Bob", "01632 960 733"),
        ("her sister in Krak\u00f3w, +48 22 621 02 50", "+48 22 621 02 50"),
        ("Mr Bell, 0116 496 0092 ext 2218", "0116 496 0092 ext 2218"),
        ("Mr Bell, 0113 496 0187 x33", "0113 496 0187 x33"),
        ("Mrs Tull, ext 4417", "4417"),
        ("Her direct line is 0161 496 0418", "0161 496 0418"),
        ("Mr Bell says by calling him on 01632 960418", "01632 960418"),
        ("Mr Drax's bleep 2207", "2207"),
        ("Swap with him? If not ring Mags on 3071.", "3071"),
        ("Mrs Nance, tel. 960 207", "960 207"),
        ("name,ext\nMr Nee,2219", "2219"),
    ],
)
def test_a_number_of_a_person_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, "PHONE_NUMBER")


@pytest.mark.parametrize(
    "text",
    [
        "call 116 123, 101 or 999",
        "call our contact centre on 01632 960000",
        "Mrs Bell rang 0300 123 4567 and freephone 0800 1111 or 08081 570123",
        "pay online or ring 0161 496 0001",
        "Mrs Bell may appeal in writing or by calling 01632 960418",
        "Out of hours: 01632 960 999",
        "Northmere Council\n01632 960500",
        "0191 496 0200",  # a landline in a text about nobody
        "Environmental Health ext 2300",
        "order 0012345678",
        "MPAN 0043 2210 7766 0190",
        "Invoice 020 7118 0439",
        "budget 2024-25: 01234.56",
        "ISBN 978-0-14-044913-6",
        "2026-11-23 07:15:00",
        "Telephone: e.g. 01234 567890",
        "we have 4417 homes and 12 x 4417 bricks",
    ],
)
def test_a_line_of_a_body_or_another_number_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, "PHONE_NUMBER")


def test_the_numbers_kept_for_drama_count_and_their_neighbours_do_not() -> None:
    assert is_drama_number(phonenumbers.parse("01632 960123", "GB"))
    assert not is_drama_number(phonenumbers.parse("01632 961123", "GB"))

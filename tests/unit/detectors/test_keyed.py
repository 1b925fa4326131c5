"""Values of keys for things, and names below headings for things; people's stay."""

import pytest

from detectors.keyed import is_headed, is_keyed


def keyed(text: str, name: str) -> bool:
    at = text.index(name)
    return is_keyed(text, at, at + len(name))


def headed(text: str, name: str) -> bool:
    at = text.index(name)
    return is_headed(text, at, at + len(name))


@pytest.mark.parametrize(
    "text",
    [
        '{"queues": ["Pearl", "Elsie"]}',
        "WHERE ward_name IN ('Tilley', 'Elsie')",
        "where s.street = 'Elsie Road'",
        "printer_names: ['Elsie']",
        'rooms = {\n  "Una", "Elsie"}',
        "environmentName: 'Elsie'",
        '"theme": "Elsie"',
    ],
)
def test_what_a_key_for_things_holds_is_a_thing(text: str) -> None:
    assert keyed(text, "Elsie")


@pytest.mark.parametrize(
    "text",
    [
        '"owner": "Elsie"',
        '"team": ["Una", "Elsie"]',
        '{"queues": 4, "lead": "Elsie"}',
        "WHERE tenant = 'Elsie'",
        "rooms: Elsie has the key",
        'He asked about the ward: "Elsie is not safe there"',
    ],
)
def test_what_other_keys_hold_may_be_somebodys(text: str) -> None:
    assert not keyed(text, "Elsie")


@pytest.mark.parametrize(
    "text",
    [
        "Timeline of our storm responses for scrutiny:\n- Una, Nov 2031: 4 trees\n- Elsie, Feb 2032",
        "Meeting rooms on floor 2:\n1. Elsie (8 seats)\n",
        "Our servers, by age:\nuna = 2019\nElsie = 2021",
    ],
)
def test_a_word_below_a_heading_for_things_is_a_thing(text: str) -> None:
    assert headed(text, "Elsie")


@pytest.mark.parametrize(
    "text",
    [
        "Storm damage claims:\n- Elsie, roof",
        "Storm volunteers:\n- Elsie, Tuesday",
        "Tenants to ring after the storm:\n\n- Elsie, 01632 960123",
        "Gritters on call:\n- Elsie, 07700 900123",
        "Storms:\n- Elsie Una, 2031",
        "Servers:\n- down since noon\n\nElsie rang",
    ],
)
def test_people_below_other_headings_are_people(text: str) -> None:
    assert not headed(text, "Elsie")

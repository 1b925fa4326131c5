"""Codes that open doors, cards and accounts."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the key safe code is 4417", "4417"),
        ("the keysafe's 4471", "4471"),
        ("PIN: 9021", "9021"),
        ("Carer in at flat 16, key safe C2580X, ring first", "C2580X"),
        ("Key safe 1945, dog ok", "1945"),
        ("keysafe for mr Balogun changed to 0926Y", "0926Y"),
        ("key safe at 9 Spinney Walk, Oldbeck is 4408Y", "4408Y"),
        ("17:00 Mrs Abel, ks 3390, insulin prompt", "3390"),
        ("whats yasmins door code 5510 for", "5510"),
        ("Gate code: 4 8 1 5 Y", "4 8 1 5 Y"),
        ("code at gate 7710#, ask for the warden", "7710#"),
        ("alarm 3391, side door C2470X", "C2470X"),
        ("handover: alarm 3391, bins Tuesday", "3391"),
        ("unlock 8-6-4-2-0. thanks", "8-6-4-2-0"),
        ("PIN for the laptop 77120394", "77120394"),
        ("cvv 318, name on card", "318"),
        ("security code on her card is 551", "551"),
        ("the three on the back / 118 / thanks", "118"),
        ("He writes the PIN, 7731, inside his diary", "7731"),
        ("PIN is her wedding year 1955", "1955"),
        ("pin is 2580 she told me", "2580"),
        ("Subject: key safe\n\nPete, code is 4417. Mr Lal is in.", "4417"),
        ("keys in the shed, code 2290", "2290"),
        ("{'pin': '7719', 'flat': 4}", "7719"),
    ],
)
def test_a_code_beside_its_word_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        "the PIN is on the back of the card",
        "PIN 4 digits",
        "a four-digit PIN",
        "choose a key safe: police-approved, not 1234 or the house number",
        "Key safe 2026 programme for residents",
        "key safe needed at 12 Mill Lane",
        "smoke alarm 2026 campaign",
        "door 14 needs paint",
        "front door, 12 Mill Lane",
        "The QR code 4417 on the poster",
        "error code 5012 on the door controller",
        "tax code 1257L for everyone",
        "dialling code 01632",
        "cost code 44170 for the building",
        "Code of conduct 2024 for the building",
        "pin the 2026 agenda to the channel",
        "Safe number 07700 900 418",
        "gate 12, pier 4",
        "combination of 2024 and 2025 figures",
        "access 2003 database",
    ],
)
def test_other_numbers_beside_doors_and_codes_are_not(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)

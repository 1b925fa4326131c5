"""Numbers the state gives: what is one, what only looks like one."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("entity", "text", "value"),
    [
        ("UK_NHS", "NHS number 943 476 5919", "943 476 5919"),
        ("UK_NHS", "NHS No: 943-476-5870.", "943-476-5870"),
        ("UK_NHS", "patient 9434765870 discharged", "9434765870"),
        ("UK_NHS", "NHS9434765870", "9434765870"),
        ("UK_NHS", "seen: 943 476 5919", "943 476 5919"),
        ("UK_NHS", "CHI 010190 4320", "010190 4320"),
        ("UK_NHS", "H&C no 320 186 0913", "320 186 0913"),
        ("UK_NINO", "AB123456C", "AB123456C"),
        ("UK_NINO", "her NINO is ab 12 34 56 c", "ab 12 34 56 c"),
        ("UK_NINO", "JG-10-37-59-A", "JG-10-37-59-A"),
        ("UK_NINO", "NI number AB123456 (no suffix)", "AB123456"),
        ("UK_PASSPORT", "passport 502135326", "502135326"),
        ("UK_DRIVING_LICENCE", "MORGA657054SM9IJ", "MORGA657054SM9IJ"),
        ("UK_DRIVING_LICENCE", "as printed: MORGA 657054 SM9IJ", "MORGA 657054 SM9IJ"),
        ("UK_UTR", "UTR 1955839661", "1955839661"),
        ("UK_UPN", "pupil B801200005001", "B801200005001"),
        ("UK_VEHICLE_REGISTRATION", "the van, reg BD76 SMR", "BD76 SMR"),
    ],
)
def test_an_identifier_is_found(found: Found, entity: str, text: str, value: str) -> None:
    assert value in found(text, entity)


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("UK_NHS", "NHS number 943 476 5871"),  # check digit
        ("UK_NHS", "NHS number 0000000000"),
        ("UK_NHS", "order 4505577104 was paid"),  # passes the check by chance, no cue
        ("UK_NHS", "total 943.476.59190"),
        ("UK_NINO", "QQ123456C"),  # HMRC's own example is not valid
        ("UK_NINO", "BG123456A and AO123456C"),
        ("UK_NINO", "AB123456 is a part number"),  # no suffix, no cue
        ("UK_PASSPORT", "invoice 502135326"),
        ("UK_DRIVING_LICENCE", "FARME100165AB5EW"),  # month 00
        ("UK_DRIVING_LICENCE", "SMITH999999SM9IJ"),
        ("UK_UTR", "UTR 2955839661"),
        ("UK_UTR", "order 1955839661"),
        ("UK_UPN", "code A801200005001"),
        ("UK_VEHICLE_REGISTRATION", "Deliver to SE15 and SW19 for the FY25 NET budget"),
        ("UK_VEHICLE_REGISTRATION", "the car parks in SE15 AND SW19 FOR sale"),
    ],
)
def test_a_near_miss_is_not(found: Found, entity: str, text: str) -> None:
    assert not found(text, entity)

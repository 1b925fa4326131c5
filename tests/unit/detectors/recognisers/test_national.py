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
        ("UK_NHS", "NHS\u00a0943\u00a0476\u00a05919", "943\u00a0476\u00a05919"),
        ("UK_NHS", "943.476.5919", "943.476.5919"),
        ("UK_NHS", "<pds:NHSNumber>9434765919</pds:NHSNumber>", "9434765919"),
        ("UK_NINO", "ZB 902 114 C wants to know", "ZB 902 114 C"),
        ("UK_NINO", "TRN 11 A1 11 11", "11 A1 11 11"),
        ("UK_PASSPORT", "name,passport\nA Bell,528 114 073", "528 114 073"),
        (
            "UK_PASSPORT",
            "5021353261GBR6509088F2511183<<<<<<<<<<<<<<04",
            "5021353261GBR6509088F2511183<<<<<<<<<<<<<<04",
        ),
        ("UK_PASSPORT", "Tolga Ayd\u0131n GBR 539914470 exp 18/02/27", "539914470"),
        ("UK_DRIVING_LICENCE", "MORGA 657054 SM9IJ 35", "MORGA 657054 SM9IJ 35"),
        ("UK_DRIVING_LICENCE", "DVA licence no. 12345679", "12345679"),
        ("UK_UTR", "UTRs: 19558 39661", "19558 39661"),
        ("UK_ULN", "learner ULN 9276308686", "9276308686"),
        ("UK_ULN", "ULN: 9276308687", "9276308687"),  # mistyped, but named
    ],
)
def test_an_identifier_is_found(ruled: Found, entity: str, text: str, value: str) -> None:
    assert value in ruled(text, entity)


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
        ("UK_NHS", "NHS number 111 111 1111"),
        ("UK_NHS", "CHI 320101 1234"),  # no such day
        ("UK_NHS", "Our test pack has NHS 999 000 0018"),
        ("UK_NINO", "NI number, e.g. AB123456C"),
        ("UK_NINO", "Product codes AB123456C and CE902341D"),
        ("UK_NINO", "11A11111 is a part number"),
        ("UK_PASSPORT", 'help text: "passport number, e.g. 502135326"'),
        ("UK_PASSPORT", "passports: sample 123456789"),
        ("UK_PASSPORT", "5021353262GBR6509088F2511183<<<<<<<<<<<<<<04"),  # check digit
        ("UK_DRIVING_LICENCE", "16 characters, like MORGA657054SM9IJ"),
        ("UK_DRIVING_LICENCE", "12345679 homes"),
        ("UK_UTR", "self assessment 2234567891"),
        ("UK_ULN", "order 9276308686"),
    ],
)
def test_a_near_miss_is_not(ruled: Found, entity: str, text: str) -> None:
    assert not ruled(text, entity)

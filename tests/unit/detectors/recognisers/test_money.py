"""Cards, IBANs and accounts, and the numbers that only look like them."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("entity", "text", "value"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("CREDIT_CARD", "card 5555555555554444 exp 01/30", "5555555555554444"),
        ("CREDIT_CARD", "amex 378282246310005", "378282246310005"),
        ("CREDIT_CARD", "2223-0031-2200-3222", "2223-0031-2200-3222"),  # Mastercard 2-series
        ("CREDIT_CARD", "6759649826438453", "6759649826438453"),
        ("IBAN_CODE", "IBAN GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 32"),
        ("IBAN_CODE", "gb33bukb20201555555555", "gb33bukb20201555555555"),
        ("IBAN_CODE", "to FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"),
        ("UK_BANK_ACCOUNT", "20-00-00 55779911", "20-00-00"),
        ("UK_BANK_ACCOUNT", "20-00-00 55779911", "55779911"),
        ("UK_BANK_ACCOUNT", "sort code: 40-47-84", "40-47-84"),
        ("UK_BANK_ACCOUNT", "account no. 70872490", "70872490"),
        ("UK_BANK_ACCOUNT", "089999 66374958", "089999"),
        ("UK_BANK_ACCOUNT", "her savings book 66102877", "66102877"),
        ("UK_BANK_ACCOUNT", "roll number A/1234567-8", "A/1234567-8"),
        ("CREDIT_CARD", "T ALDERTON,5555555555554444,TRAINLINE", "5555555555554444"),
        ("IBAN_CODE", "IT60 X 05428 11101 000000123456", "IT60 X 05428 11101 000000123456"),
    ],
)
def test_an_account_is_found(ruled: Found, entity: str, text: str, value: str) -> None:
    assert value in ruled(text, entity)


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1112"),
        ("CREDIT_CARD", "court case 1712345678900008"),  # Luhn holds, but no scheme has the range
        ("CREDIT_CARD", "9111111111111111"),
        ("IBAN_CODE", "GB83WEST12345698765432"),
        ("IBAN_CODE", "AB12 is the AREA CODE FOR THIS PLAN"),
        ("UK_BANK_ACCOUNT", "the meeting on 12-05-24 had 30 people"),
        ("UK_BANK_ACCOUNT", "we counted 55779911 vehicles"),
        ("UK_BANK_ACCOUNT", "pay Northmere Borough Council, sort code 20-00-00, account 10203040"),
        ("UK_BANK_ACCOUNT", "electoral roll number 1234567"),
        ("CREDIT_CARD", "which card for Stripe tests? 4242 4242 4242 4242"),
        ("IBAN_CODE", "test IBAN GB82 WEST 1234 5698 7654 32"),
    ],
)
def test_a_near_miss_is_not(ruled: Found, entity: str, text: str) -> None:
    assert not ruled(text, entity)

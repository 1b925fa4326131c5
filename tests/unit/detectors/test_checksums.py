"""Check digits are checked."""

from collections.abc import Callable

import pytest

from detectors import checksums

CASES: list[tuple[Callable[[str], bool], str, str]] = [
    (checksums.luhn, "4111111111111111", "4111111111111112"),
    (checksums.luhn, "378282246310005", "378282246310050"),
    (checksums.nhs_number, "9434765919", "9434765918"),
    (checksums.nhs_number, "4010232137", "0000000000"),
    (checksums.iban, "GB82WEST12345698765432", "GB83WEST12345698765432"),
    (checksums.iban, "FR1420041010050500013M02606", "FR1420041010050500013M02660"),
    (checksums.utr, "1955839661", "2955839661"),
    (checksums.upn, "G823432106001", "A823432106001"),
]


@pytest.mark.parametrize(("check", "good", "bad"), CASES)
def test_a_right_check_digit_passes_and_a_wrong_one_does_not(
    check: Callable[[str], bool], good: str, bad: str
) -> None:
    assert check(good)
    assert not check(bad)


@pytest.mark.parametrize("at", range(10))
def test_one_wrong_digit_anywhere_in_an_nhs_number_is_seen(at: int) -> None:
    good = "9434765919"
    for digit in set("0123456789") - {good[at]}:
        assert not checksums.nhs_number(good[:at] + digit + good[at + 1 :])


def test_an_nhs_number_whose_remainder_would_need_a_check_digit_of_ten_is_never_issued() -> None:
    stems = [f"94347659{n}" for n in range(10)]
    issued = [[d for d in "0123456789" if checksums.nhs_number(stem + d)] for stem in stems]
    assert sorted(map(len, issued)) == [0, *[1] * 9]


def test_a_temporary_pupil_number_ends_in_a_letter_that_counts_too() -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    right = [one for one in letters if checksums.upn(f"{one}82343210600A")]
    assert len(right) == 1
    assert not checksums.upn(f"{right[0]}82343210600B")

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
    (checksums.uln, "9276308686", "9276308687"),
    (checksums.uln, "2186252766", "9434765919"),  # never an NHS number
    (checksums.imei, "490154203237518", "490154203237519"),
    (checksums.chi_date, "0101011237", "3213201234"),
    (checksums.chi_date, "2902961237", "3002961237"),
    (checksums.mod11, "9434765919", "9434765918"),
    (checksums.mod97, "123456789012345611", "123456789012345612"),
    (checksums.mod23, "1234Q", "1234B"),
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


@pytest.mark.parametrize(
    ("year", "serial", "letter"),
    [
        ("2002", "0073319", "Z"),
        ("79", "0163001", "B"),
        ("91", "065656", "H"),
        ("05", "482703", "J"),
    ],
)
def test_a_police_letter_checks_year_and_serial(year: str, serial: str, letter: str) -> None:
    assert checksums.police_letter(year, serial, letter.lower())
    assert not checksums.police_letter(year, serial[:-1] + str((int(serial[-1]) + 1) % 10), letter)


def test_a_machine_readable_field_counts_letters_from_ten_and_fillers_as_nothing() -> None:
    assert checksums.mrz("L898902C3", "6")  # the specimen of ICAO 9303
    assert checksums.mrz("D23145890", "7")
    assert not checksums.mrz("L898902C3", "5")

"""Check digits of the numbers that are found. All take digits (or letters) without separators."""

from datetime import date
from itertools import cycle

from stdnum import iban as _iban
from stdnum import imei as _imei
from stdnum import luhn as _luhn
from stdnum.gb import nhs as _nhs
from stdnum.gb import upn as _upn
from stdnum.gb import utr as _utr

_POLICE_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def luhn(digits: str) -> bool:
    """ISO/IEC 7812 Annex B: payment cards, court case numbers."""
    return bool(_luhn.is_valid(digits))


def nhs_number(digits: str) -> bool:
    """NHS Data Dictionary, NHS NUMBER: modulus 11; ten of one digit is nobody's."""
    return bool(_nhs.is_valid(digits)) and len(set(digits)) > 1


def chi_date(digits: str) -> bool:
    """A Community Health Index number begins with a date of birth, day first, no century."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        date(2000 + year, month, day)  # 2000 has a 29 February, as a birthday of 1900 could not
    except ValueError:
        return False
    return True


def iban(text: str) -> bool:
    """ISO 13616: modulus 97, and the length and form of its country."""
    return bool(_iban.is_valid(text, check_country=False))


def imei(digits: str) -> bool:
    """International mobile equipment identity with its Luhn digit (15 digits)."""
    return len(digits) == 15 and bool(_imei.is_valid(digits))


def utr(digits: str) -> bool:
    """Unique taxpayer reference: the first digit checks the other nine, modulus 11."""
    return bool(_utr.is_valid(digits))


def upn(text: str) -> bool:
    """Unique pupil number: the first letter checks the other twelve, modulus 23.

    Which authorities exist is not asked: councils are merged faster than lists are.
    """
    return text[0] == _upn.calc_check_digit(text[1:])


def uln(digits: str) -> bool:
    """Unique learner number: weights 10 to 1, remainder 10, so that it is never an NHS number."""
    total = sum(weight * int(d) for weight, d in zip(range(10, 0, -1), digits, strict=True))
    return digits[0] != "0" and total % 11 == 10


def police_letter(year: str, serial: str, letter: str) -> bool:
    """PNC and CRO numbers: the year's last two digits before the serial, modulus 23.

    The PNC pads its serial to seven digits; the CRO does not pad.
    """
    return letter.upper() == _POLICE_LETTERS[int(year[-2:] + serial) % 23]


def mrz(field: str, digit: str) -> bool:
    """ICAO 9303: weights 7, 3, 1; letters count from 10, the filler counts nothing."""
    values = (0 if c == "<" else int(c, 36) for c in field)
    return int(digit) == sum(v * w for v, w in zip(values, cycle((7, 3, 1)), strict=False)) % 10


def mod11(digits: str) -> bool:
    """Weights from the length down to 1, remainder 0: the form of the NHS number and of ISBN-10."""
    total = sum(w * int(d) for w, d in zip(range(len(digits), 0, -1), digits, strict=True))
    return total % 11 == 0


def mod97(text: str) -> bool:
    """ISO 7064 modulus 97, remainder 1; letters as 10 to 35."""
    return int("".join(str(int(c, 36)) for c in text)) % 97 == 1


def mod23(text: str) -> bool:
    """One letter, first or last, checks the digits beside it as in PNC numbers, modulus 23."""
    digits = "".join(c for c in text if c.isdigit())
    letters = [text[0], text[-1]]
    return bool(digits) and _POLICE_LETTERS[int(digits) % 23] in letters

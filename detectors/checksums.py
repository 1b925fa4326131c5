"""Check digits of the numbers that are found. All take digits (or letters) without separators."""


def luhn(digits: str) -> bool:
    """ISO/IEC 7812 Annex B: payment cards, court case numbers."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def nhs_number(digits: str) -> bool:
    """NHS Data Dictionary, NHS NUMBER: weights 10 to 2, modulus 11; 10 is never issued."""
    remainder = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - remainder) % 11 == int(digits[9]) and len(set(digits)) > 1


def iban(text: str) -> bool:
    """ISO 13616: country and check digits moved to the end, letters as 10..35, modulus 97."""
    turned = text[4:] + text[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def utr(digits: str) -> bool:
    """Unique taxpayer reference: the first digit checks the other nine, modulus 11."""
    weights = (6, 7, 8, 9, 10, 5, 4, 3, 2)
    total = sum(w * int(d) for w, d in zip(weights, digits[1:], strict=True))
    return digits[0] == "21987654321"[total % 11]


def upn(text: str) -> bool:
    """Unique pupil number: the first letter checks the other twelve, modulus 23."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    values = (letters.index(c) if c in letters else int(c) for c in text[1:])
    return text[0] == letters[sum(w * v for w, v in zip(range(2, 14), values, strict=True)) % 23]

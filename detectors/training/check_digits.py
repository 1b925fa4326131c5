"""Fill in the `#` of an identifier, and tell whether a written one is right."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.gb import nhs, upn, utr

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _letters_and_digits(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())


def _valid(check: Callable[[str], object], text: str) -> bool:
    try:
        check(_letters_and_digits(text))
    except ValidationError:
        return False
    return True


def _luhn(text: str) -> bool:
    digits = _letters_and_digits(text)
    return digits.isdigit() and luhn.is_valid(digits)


CHECKED: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "UK_NHS": lambda text: _valid(nhs.validate, text),
        "UK_CHI": lambda text: _valid(nhs.validate, text),
        "UK_UTR": lambda text: _valid(utr.validate, text),
        "UPN": lambda text: _valid(upn.validate, text),
        "IBAN": lambda text: _valid(iban.validate, text),
        "CREDIT_CARD": _luhn,
    }
)


def _fill(label: str) -> Callable[[str], str]:
    def fill(text: str) -> str:
        """`text` with its `#`s replaced so that it checks. Raises ValueError when none does."""
        places = text.count("#")
        alphabet = "0123456789" if places > 1 else _ALPHABET
        for number in range(len(alphabet) ** min(places, 2)):
            signs = [alphabet[number % len(alphabet)], alphabet[number // len(alphabet)]]
            filled = text
            for sign in signs[: min(places, 2)]:
                filled = filled.replace("#", sign, 1)
            if CHECKED[label](filled):
                return filled
        raise ValueError(f"no check digit makes this {label} valid; change another digit")

    return fill


FILLED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {label: _fill(label) for label in CHECKED}
)

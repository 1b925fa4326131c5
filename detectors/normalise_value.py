"""One form for a found value, however it was written: for pseudonyms and blind indexes."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import phonenumbers

_TITLES = re.compile(
    r"(?:(?:mrs?|ms|miss|mx|dr|prof(?:essor)?|sir|dame|lord|lady|rev(?:erend)?|cllr|councillor|"
    r"sgt|pc|insp|sister|father|judge|hhj|master)\b\.? *)+(?=\S)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:['\u2019\u02bc]s|(?<=s)['\u2019\u02bc])$", re.IGNORECASE)
_MARKS = re.compile(r"[^\w]+")
_NUMERIC_DATE = re.compile(r"(\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{4})|(\d{4})\D(\d{1,2})\D(\d{1,2})")


def normalise_value(entity: str, text: str) -> str:
    """The canonical form of a value found as `entity`; never empty for a text that is not blank.

    People casefolded without titles and possessive; addresses casefolded without
    punctuation; numbers and postcodes upper case without separators; e-mail lower case;
    telephone numbers in E.164 where the UK plan can read them; numeric dates in ISO 8601.
    Secrets stay as they are. An ordinary form of one kind never changes when normalised again.
    """
    plain = " ".join(_visible(text).split())
    return _FORMS.get(entity, str.casefold)(plain) or plain or text


def _visible(text: str) -> str:
    """NFKC without format characters (zero width, soft hyphen, direction marks)."""
    if text.isascii():
        return text
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", shown)


def _person(text: str) -> str:
    bare = _TITLES.sub("", text.strip(" .,;:()\"'\u201c\u201d\u2018\u2019"), count=1)
    bare = _POSSESSIVE.sub("", bare)
    return bare.replace("\u2019", "'").casefold().strip(" .,")


def _address(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _number(text: str) -> str:
    return _MARKS.sub("", text).replace("_", "").upper()


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return _number(text)
    if not phonenumbers.is_possible_number(number):
        return _number(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _ip(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return text.casefold()


def _date(text: str) -> str:
    """Day before month, as in the United Kingdom, unless the year leads."""
    match = _NUMERIC_DATE.fullmatch(text)
    if not match:
        return _address(text)
    day, month, year, *led = match.groups()
    numbers = (year, month, day) if year else tuple(led)
    try:
        return date(*map(int, numbers)).isoformat()
    except ValueError:
        return _address(text)


def _as_it_is(text: str) -> str:
    return text


_NUMBERS = [
    "UK_NHS",
    "UK_NINO",
    "UK_POSTCODE",
    "CREDIT_CARD",
    "IBAN_CODE",
    "UK_BANK_ACCOUNT",
    "UK_CASE_REFERENCE",
    "UK_UTR",
    "UK_PASSPORT",
    "UK_DRIVING_LICENCE",
    "UK_VEHICLE_REGISTRATION",
    "UK_UPN",
    "UK_ULN",
    "UK_JUSTICE_NUMBER",
    "DEVICE_ID",
]
_SECRETS = "CREDENTIAL API_KEY PRIVATE_KEY URL_CREDENTIAL".split()  # noqa: SIM905
_FORMS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    dict.fromkeys(_NUMBERS, _number)
    | dict.fromkeys(_SECRETS, _as_it_is)
    | {
        "PERSON": _person,
        "ADDRESS": _address,
        "PHONE_NUMBER": _phone,
        "IP_ADDRESS": _ip,
        "DATE_OF_BIRTH": _date,
        "EMAIL_ADDRESS": str.lower,
    }
)

"""Makes pseudonym tokens: typed, unguessable, the same for the same value, person, tool and day."""

import hmac
import re
from collections.abc import Container, Iterator, Mapping
from datetime import date
from hashlib import sha256
from itertools import count
from types import MappingProxyType

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O (misread) and no U (so that no rude word comes out)."""

CODE_LENGTH = 10
"""Characters of the code; five bits each."""

FORM_LENGTH = 3
"""Of the code of a name: the characters that say which form it is; those before say who it is."""

_MINIMUM_KEY = 16
_UNKNOWN = "Value"

# Several entities share a word where the exact kind would tell the provider what the policy hides
# ("Detail" for everything sensitive). No word begins another, whatever the case (property-tested).
_ENTITIES_BY_WORD = {
    "Person": "PERSON",
    "Address": "ADDRESS",
    "Email": "EMAIL_ADDRESS",
    "Phone": "PHONE_NUMBER",
    "NhsNumber": "UK_NHS UK_CHI",
    "Nino": "UK_NINO",
    "Postcode": "UK_POSTCODE",
    "Card": "CREDIT_CARD",
    "Iban": "IBAN_CODE",
    "Account": "UK_BANK_ACCOUNT",
    "BirthDate": "DATE_OF_BIRTH",
    "Host": "IP_ADDRESS",
    "Reference": "UK_CASE_REFERENCE",
    "TaxNumber": "UK_UTR",
    "Passport": "UK_PASSPORT",
    "Licence": "UK_DRIVING_LICENCE",
    "Vehicle": "UK_VEHICLE_REGISTRATION",
    "LearnerNumber": "UK_UPN UK_ULN",
    "JusticeNumber": "UK_JUSTICE_NUMBER",
    "Age": "AGE",
    "Device": "DEVICE_ID",
    "Place": "LOCATION",
    "Organisation": "ORGANIZATION",
    "Username": "USERNAME",
    "Detail": (
        "HEALTH RELIGION ETHNICITY SEXUAL_ORIENTATION SEX_LIFE POLITICAL_OPINION TRADE_UNION "
        "GENETIC BIOMETRIC SAFEGUARDING CRIMINAL_OFFENCE"
    ),
    "Marking": "PROTECTIVE_MARKING LEGAL_PRIVILEGE COMMERCIAL_CONFIDENCE CODE_NAME",
    "Text": "OTHER_LANGUAGE",
    "Secret": "CREDENTIAL API_KEY PRIVATE_KEY URL_CREDENTIAL",
}

TOKEN_WORDS: Mapping[str, str] = MappingProxyType(
    {entity: word for word, names in _ENTITIES_BY_WORD.items() for entity in names.split()}
)
"""The word a token of each entity begins with; an entity that is not here gets "Value"."""

WORDS = (*_ENTITIES_BY_WORD, _UNKNOWN)
"""Every word a token can begin with."""

# Long runs are rare in prose, so that the costly pattern is tried on few places only.
_RUN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z0-9]{{{min(map(len, WORDS)) + CODE_LENGTH},}}")
_LOOK_ALIKE = re.compile(rf"(?:{'|'.join(WORDS)})(?=[{ALPHABET}]{{{CODE_LENGTH}}})".lower())


class TokenMint:
    """Tokens for one person, one tool and one day.

    The code is HMAC-SHA256 over everything that sets the value apart, so nothing has to be stored
    to give the same token again, and nobody without the key can make or recognise one.

    `key` is at least 16 bytes, else ValueError.
    """

    __slots__ = ("_scope",)

    def __init__(self, key: bytes, *, person: str, tool: str, day: date) -> None:
        if len(key) < _MINIMUM_KEY:
            raise ValueError(f"the pseudonym key needs at least {_MINIMUM_KEY} bytes")
        self._scope = hmac.new(key, digestmod=sha256)
        self._scope.update(_framed(person, tool, day.isoformat()))

    def token(self, entity: str, normalised: str, *, reserved: Container[str]) -> str:
        """The token of a value: a word for its kind and ten characters, one of them a digit.

        `reserved` holds tokens (as minted or in lower case) that must not be given out.
        """
        word = TOKEN_WORDS.get(entity, _UNKNOWN)
        for turn in count():
            code = self._code(CODE_LENGTH, entity, normalised, str(turn))
            if _has_digit(code) and _free(word + code, reserved):
                return word + code
        raise AssertionError  # pragma: no cover

    def stem(self, entity: str, anchor: str, *, taken: Container[str]) -> str:
        """What all tokens of one person begin with: the word and seven characters, one a digit."""
        word = TOKEN_WORDS.get(entity, _UNKNOWN)
        for turn in count():
            code = self._code(CODE_LENGTH - FORM_LENGTH, "stem", entity, anchor, str(turn))
            if _has_digit(code) and word + code not in taken:
                return word + code
        raise AssertionError  # pragma: no cover

    def form(self, entity: str, stem: str, text: str, *, reserved: Container[str]) -> str:
        """The token of one form of a person's name: the stem and three characters."""
        for turn in count():
            token = stem + self._code(FORM_LENGTH, "form", entity, stem, text, str(turn))
            if _free(token, reserved):
                return token
        raise AssertionError  # pragma: no cover

    def _code(self, length: int, *parts: str) -> str:
        digest = self._scope.copy()
        digest.update(_framed(*parts))
        number = int.from_bytes(digest.digest())
        return "".join(ALPHABET[(number >> 5 * place) & 31] for place in range(length))


def look_alikes(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of everything in a text that has the shape of a token, whoever wrote it."""
    for run in _RUN.finditer(text):
        for match in _LOOK_ALIKE.finditer(run[0].lower()):
            yield run.start() + match.start(), run.start() + match.end() + CODE_LENGTH


def _free(token: str, reserved: Container[str]) -> bool:
    return token not in reserved and token.lower() not in reserved


def _has_digit(code: str) -> bool:
    """Without a digit a code could read as a word, and a model might translate or inflect it."""
    return any(map(str.isdigit, code))


def _framed(*parts: str) -> bytes:
    """Parts behind their lengths, so that no two lists of parts make the same bytes."""
    encoded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return b"".join(len(part).to_bytes(8) + part for part in encoded)

"""Titles before a name: what they are, whom they can belong to, and where they end."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Gender(StrEnum):
    """What a title or a forename says, for telling Mr from Mrs of one surname."""

    MAN = "m"
    WOMAN = "w"
    COUPLE = "c"  # "Mr and Mrs": two people, so never one of them
    UNKNOWN = ""


_BY_GENDER = {
    Gender.MAN: "mr mister master sir lord father fr brother uncle grandad daddy dad",
    Gender.WOMAN: "mrs ms miss dame lady madam mme mummy mum auntie aunt aunty nanny granny",
    Gender.UNKNOWN: (
        "mx dr doctor prof professor rev revd reverend cllr councillor sgt pc pcso wpc dc ds di "
        "dci inspector sister nurse judge hhj hon canon rabbi imam cpl capt captain maj major "
        "col colonel baby"
    ),
}
TITLES: Mapping[str, Gender] = MappingProxyType(
    {word: gender for gender, words in _BY_GENDER.items() for word in words.split()}
)
"""Folded titles without a full stop. "Sister" is a nurse or a nun: it says nothing here."""

_BEFORE_FORENAME = frozenset(
    ["sir", "dame", "brother", "baby", "uncle", "auntie", "aunt", "aunty", "mummy", "daddy", "mum"]
)

_KIN = {
    **dict.fromkeys(("husband", "son", "brother", "father", "dad", "nephew"), Gender.MAN),
    **dict.fromkeys(("grandson", "grandad", "grandfather", "uncle", "widower"), Gender.MAN),
    **dict.fromkeys(("wife", "daughter", "mother", "mum", "mam", "niece", "widow"), Gender.WOMAN),
    **dict.fromkeys(("sister", "granddaughter", "grandmother", "nan", "aunt"), Gender.WOMAN),
}
_KINDRED = re.compile(rf"\b(?P<kin>{'|'.join(_KIN)})(?: is|,|:)? \Z", re.IGNORECASE)

_LONGEST_KIN = 20

_SPACES = " \t\u00a0"
REACH = 40
"""How many characters before a name are worth looking at."""


def title_before(text: str) -> str:
    """The folded title a text ends with, "" for none; two people's titles give "mr and mrs"."""
    title, rest = _last_word(text)
    if title not in TITLES:
        return ""
    joint, rest = ("&", rest[:-1]) if rest.endswith("&") else _last_word(rest + " ")
    first = _last_word(rest.rstrip(_SPACES) + " ")[0] if joint in {"and", "&"} else ""
    return "mr and mrs" if first in TITLES else title


def _last_word(text: str) -> tuple[str, str]:
    """The last word, lower case, of a text that ends in a space, and what stands before it."""
    words = text.rstrip(_SPACES)
    if words == text:
        return "", text
    start = end = len(words.removesuffix("."))
    while start and words[start - 1].isalpha():
        start -= 1
    return words[start:end].lower(), words[:start].rstrip(_SPACES)


def gender_of(title: str) -> Gender:
    """What a folded title says about its bearer."""
    return Gender.COUPLE if " and " in title else TITLES.get(title, Gender.UNKNOWN)


def kin_before(text: str) -> Gender:
    """What a word of kinship before a name says about its bearer: "his wife Joan"."""
    found = _KINDRED.search(text[-_LONGEST_KIN:])
    return _KIN[found["kin"].lower()] if found else Gender.UNKNOWN


def stands_before_surname(title: str) -> bool:
    """Whether a single name behind this title is the surname: "Mr Stan", but not "Sir Stan"."""
    return bool(title) and title not in _BEFORE_FORENAME

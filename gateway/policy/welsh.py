"""The policy's words in Welsh: kinds of findings, lists, dates, what checks add; never a value."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from detectors.types import Category
from gateway.types import Hit

ENTITIES: Mapping[str, str] = {
    "PERSON": "enw person",
    "ADDRESS": "cyfeiriad",
    "EMAIL_ADDRESS": "cyfeiriad e-bost",
    "PHONE_NUMBER": "rhif ffôn",
    "UK_NHS": "rhif GIG",
    "UK_NINO": "rhif Yswiriant Gwladol",
    "UK_POSTCODE": "cod post",
    "CREDIT_CARD": "rhif cerdyn",
    "IBAN_CODE": "IBAN",
    "UK_BANK_ACCOUNT": "cyfrif banc",
    "DATE_OF_BIRTH": "dyddiad geni",
    "IP_ADDRESS": "cyfeiriad IP",
    "UK_CASE_REFERENCE": "cyfeirnod achos",
    "UK_UTR": "cyfeirnod treth",
    "UK_PASSPORT": "rhif pasbort",
    "UK_DRIVING_LICENCE": "rhif trwydded yrru",
    "UK_VEHICLE_REGISTRATION": "rhif cofrestru cerbyd",
    "UK_UPN": "rhif disgybl",
    "UK_ULN": "rhif dysgwr",
    "OTHER_LANGUAGE": "testun mewn iaith na ellir chwilio am enwau ynddi",
    "UK_JUSTICE_NUMBER": "rhif heddlu, carchar neu brawf",
    "AGE": "oedran rhywun",
    "USERNAME": "enw defnyddiwr",
    "DEVICE_ID": "dynodwr dyfais",
    "CREDENTIAL": "cyfrinair neu fanylion mewngofnodi",
    "API_KEY": "allwedd API",
    "PRIVATE_KEY": "allwedd breifat",
    "URL_CREDENTIAL": "cyfeiriad gwe sy'n cynnwys cyfrinair",
    "PROTECTIVE_MARKING": "marc diogelwch",
    "LEGAL_PRIVILEGE": "nodyn o fraint gyfreithiol",
    "COMMERCIAL_CONFIDENCE": "nodyn o gyfrinachedd masnachol",
    "CODE_NAME": "enw cod prosiect cyfrinachol",
    "HEALTH": "iechyd rhywun",
    "RELIGION": "crefydd neu gred rhywun",
    "ETHNICITY": "tarddiad ethnig rhywun",
    "SEXUAL_ORIENTATION": "cyfeiriadedd rhywiol rhywun",
    "SEX_LIFE": "bywyd rhywiol rhywun",
    "POLITICAL_OPINION": "barn wleidyddol rhywun",
    "TRADE_UNION": "aelodaeth rhywun o undeb llafur",
    "GENETIC": "data genetig rhywun",
    "BIOMETRIC": "data biometrig rhywun",
    "SAFEGUARDING": "achos diogelu rhywun",
    "CRIMINAL_OFFENCE": "troseddau neu honiadau yn erbyn rhywun",
}

CATEGORIES: Mapping[Category, str] = {
    Category.PERSONAL: "data personol",
    Category.SPECIAL_CATEGORY: "data categori arbennig am berson",
    Category.CRIMINAL_OFFENCE: "data am droseddau person",
    Category.CONFIDENTIAL: "deunydd cyfrinachol neu wedi'i farcio",
    Category.SECRET: "cyfrineiriau neu allweddi",
}

_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi"),
    *("Hydref", "Tachwedd", "Rhagfyr"),
)
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_ENGLISH_MONTHS)}) (\d{{4}})\b")
_DETAILS = (
    (re.compile(r"\bNo (DPIA|EQIA) is on record\b"), r"Nid oes \1 ar gofnod"),
    (re.compile(r"\bThe (DPIA|EQIA) ended on\b"), r"Daeth y \1 i ben ar"),
    (re.compile(r"\bstorage region: "), "rhanbarth cadw: "),
    (re.compile(r"\bprocessing region: "), "rhanbarth prosesu: "),
    (re.compile(r"\bnot known\b"), "anhysbys"),
    (re.compile(r"\bAsk the tool's owner\."), "Gofynnwch i berchennog yr offeryn."),
    (re.compile(r"\ba file at an address\b"), "ffeil mewn cyfeiriad gwe"),
    (re.compile(r"\ba file\b"), "ffeil"),
    (re.compile(r"\bnot text\b"), "nid testun"),
    (re.compile(r"\bencoded content\b"), "cynnwys wedi'i amgodio"),
    (
        re.compile(r"\bkept by the provider, not in this request\b"),
        "fe'i cedwir gan y darparwr, nid yn y cais hwn",
    ),
    (
        re.compile(r"\banother service that the provider is asked to call\b"),
        "gwasanaeth arall y gofynnir i'r darparwr ei alw",
    ),
    (re.compile(r" and (?=[a-z])"), " a "),
)
_VOWEL = re.compile(r"[aeiouwyâêîôûŵŷ]", re.IGNORECASE)


def found(hits: Iterable[Hit]) -> str:
    """What was found, each kind once: "enw person a rhif GIG"."""
    kinds = (ENTITIES.get(h.finding.entity, CATEGORIES[h.finding.category]) for h in hits)
    return listed(dict.fromkeys(kinds))


def listed(parts: Iterable[str]) -> str:
    """`a, b ac c`: "ac" stands before a vowel."""
    *before, final = tuple(parts) or ("dim",)
    joined = "ac" if _VOWEL.match(final) else "a"
    return f"{', '.join(before)} {joined} {final}" if before else final


def day(value: date) -> str:
    """31 Rhagfyr 2030."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def said(english: str) -> str:
    """What a check added, as far as the phrase is known; a name or a date stays what it is."""
    for pattern, welsh in _DETAILS:
        english = pattern.sub(welsh, english)
    return _DATE.sub(_welsh_date, english)


def _welsh_date(match: re.Match[str]) -> str:
    return f"{match[1]} {_MONTHS[_ENGLISH_MONTHS.index(match[2])]} {match[3]}"

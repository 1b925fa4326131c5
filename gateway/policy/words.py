"""The plain English of the policy: kinds of findings, lists, dates. Values never come here."""

from collections.abc import Iterable, Mapping
from datetime import date

from detectors.types import Category
from gateway.types import Hit

ENTITIES: Mapping[str, str] = {
    "PERSON": "a person's name",
    "ADDRESS": "an address",
    "EMAIL_ADDRESS": "an e-mail address",
    "PHONE_NUMBER": "a phone number",
    "UK_NHS": "an NHS number",
    "UK_NINO": "a National Insurance number",
    "UK_POSTCODE": "a postcode",
    "CREDIT_CARD": "a card number",
    "IBAN_CODE": "an IBAN",
    "UK_BANK_ACCOUNT": "a bank account",
    "DATE_OF_BIRTH": "a date of birth",
    "IP_ADDRESS": "an IP address",
    "UK_CASE_REFERENCE": "a case reference",
    "UK_UTR": "a tax reference",
    "UK_PASSPORT": "a passport number",
    "UK_DRIVING_LICENCE": "a driving licence number",
    "UK_VEHICLE_REGISTRATION": "a vehicle registration",
    "UK_UPN": "a pupil number",
    "UK_ULN": "a learner number",
    "OTHER_LANGUAGE": "text in a language that names cannot be looked for in",
    "UK_JUSTICE_NUMBER": "a police, prison or probation number",
    "AGE": "somebody's age",
    "USERNAME": "a username",
    "DEVICE_ID": "the identifier of a device",
    "CREDENTIAL": "a password or other credential",
    "API_KEY": "an API key",
    "PRIVATE_KEY": "a private key",
    "URL_CREDENTIAL": "a web address with a password in it",
    "PROTECTIVE_MARKING": "a protective marking",
    "LEGAL_PRIVILEGE": "a note that it is legally privileged",
    "COMMERCIAL_CONFIDENCE": "a note that it is commercially confidential",
    "CODE_NAME": "the code name of a confidential project",
    "HEALTH": "somebody's health",
    "RELIGION": "somebody's religion or belief",
    "ETHNICITY": "somebody's ethnic origin",
    "SEXUAL_ORIENTATION": "somebody's sexual orientation",
    "SEX_LIFE": "somebody's sex life",
    "POLITICAL_OPINION": "somebody's political opinion",
    "TRADE_UNION": "somebody's trade union membership",
    "GENETIC": "somebody's genetic data",
    "BIOMETRIC": "somebody's biometric data",
    "SAFEGUARDING": "somebody's safeguarding case",
    "CRIMINAL_OFFENCE": "somebody's offences or allegations",
}

CATEGORIES: Mapping[Category, str] = {
    Category.PERSONAL: "personal data",
    Category.SPECIAL_CATEGORY: "special category data about a person",
    Category.CRIMINAL_OFFENCE: "data about a person's offences",
    Category.CONFIDENTIAL: "confidential or marked material",
    Category.SECRET: "passwords or keys",
}


def found(hits: Iterable[Hit]) -> str:
    """What was found, each kind once: "a person's name and an NHS number"."""
    kinds = (ENTITIES.get(h.finding.entity, CATEGORIES[h.finding.category]) for h in hits)
    return listed(dict.fromkeys(kinds))


def named(chosen: Iterable[Category], *, last: str = "and") -> str:
    """Those categories in the order of the policy."""
    kept = set(chosen)
    return listed((words for category, words in CATEGORIES.items() if category in kept), last=last)


def listed(parts: Iterable[str], *, last: str = "and") -> str:
    """`a, b and c`."""
    *before, final = tuple(parts) or ("nothing",)
    return f"{', '.join(before)} {last} {final}" if before else final


def day(value: date) -> str:
    """31 December 2030."""
    return f"{value.day} {value:%B %Y}"

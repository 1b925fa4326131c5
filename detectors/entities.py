"""Every kind of thing a scan can find, and the category of clause 10.3 it belongs to."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from detectors.types import Category

_BY_CATEGORY = {
    Category.PERSONAL: (
        "PERSON ADDRESS EMAIL_ADDRESS PHONE_NUMBER UK_NHS UK_NINO UK_POSTCODE CREDIT_CARD "
        "IBAN_CODE UK_BANK_ACCOUNT DATE_OF_BIRTH IP_ADDRESS UK_CASE_REFERENCE UK_UTR UK_PASSPORT "
        "UK_DRIVING_LICENCE UK_VEHICLE_REGISTRATION UK_UPN UK_ULN UK_JUSTICE_NUMBER AGE USERNAME "
        "DEVICE_ID OTHER_LANGUAGE"
    ),
    Category.SPECIAL_CATEGORY: (
        "HEALTH RELIGION ETHNICITY SEXUAL_ORIENTATION SEX_LIFE POLITICAL_OPINION TRADE_UNION "
        "GENETIC BIOMETRIC SAFEGUARDING"
    ),
    Category.CRIMINAL_OFFENCE: "CRIMINAL_OFFENCE",
    Category.CONFIDENTIAL: "PROTECTIVE_MARKING LEGAL_PRIVILEGE COMMERCIAL_CONFIDENCE CODE_NAME",
    Category.SECRET: "CREDENTIAL API_KEY PRIVATE_KEY URL_CREDENTIAL",
}

CATEGORY: Mapping[str, Category] = MappingProxyType(
    {name: category for category, names in _BY_CATEGORY.items() for name in names.split()}
)


def known_entity(entity: str) -> str:
    """The same. Raises ValueError, with what was probably meant, for one that nothing finds."""
    if entity not in CATEGORY:
        near = get_close_matches(entity.upper(), CATEGORY, n=1)
        raise ValueError(f"nothing finds {entity}" + (f"; did you mean {near[0]}?" if near else ""))
    return entity

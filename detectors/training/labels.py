"""What the model is taught to tell apart, and what each corpus can and cannot teach it."""

from collections.abc import Mapping
from types import MappingProxyType

from detectors.model.labels import LABELS

# A corpus that does not annotate a label says nothing about it: what it leaves bare may be that.
OUTSIDE = 0


def begin(label: str) -> int:
    return 1 + 2 * LABELS.index(label)


def inside(label: str) -> int:
    return 2 + 2 * LABELS.index(label)


_IDENTIFIERS = (
    "CASE_REFERENCE",
    "UK_VEHICLE",
    "UK_NINO",
    "UK_NHS",
    "UK_CHI",
    "UK_UTR",
    "UK_PASSPORT",
    "UK_DRIVING_LICENCE",
    "UPN",
    "BANK_ACCOUNT",
    "CREDIT_CARD",
    "IBAN",
)
OWN: Mapping[str, str] = MappingProxyType(
    {label: label for label in LABELS}
    | dict.fromkeys(_IDENTIFIERS, "REFERENCE")
    | {"POSTCODE": "ADDRESS"}
)
"""Label of a record -> label of the model; labels not here (EMAIL, IP_ADDRESS) are for patterns."""

OWN_BENIGN: Mapping[str, str] = MappingProxyType(
    {
        "FIGURE": "FIGURE",
        "PERSON": "FIGURE",
        "LOCATION": "LOCATION",
        "ADDRESS": "LOCATION",
        "ORGANIZATION": "ORGANIZATION",
    }
)
"""The same for what is marked as nobody's: a public person, a public place."""

OPEN = ("DATE_OF_BIRTH", "AGE", "PHONE", "REFERENCE", "USERNAME", "CREDENTIAL")
"""Labels no open corpus annotates."""

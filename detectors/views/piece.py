"""A run of a text and what it reads as."""

from dataclasses import dataclass, field

NUMBERS = frozenset(
    """UK_NHS UK_NINO UK_UTR UK_UPN UK_ULN UK_CHI UK_DRIVING_LICENCE UK_PASSPORT CREDIT_CARD
    IBAN_CODE UK_BANK_ACCOUNT PHONE_NUMBER EMAIL_ADDRESS DATE_OF_BIRTH UK_POSTCODE IP_ADDRESS
    UK_CASE_REFERENCE UK_VEHICLE_REGISTRATION CREDENTIAL API_KEY PRIVATE_KEY
    URL_CREDENTIAL""".split()  # noqa: SIM905
)
"""What a run of spelled-out or spaced digits and letters may be."""
CHECKED = frozenset(
    """UK_NHS UK_NINO UK_UPN UK_ULN UK_CHI UK_DRIVING_LICENCE CREDIT_CARD IBAN_CODE
    UK_UTR""".split()  # noqa: SIM905
)
"""What has a check digit or a form so strong that a guessed reading can be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters `start`..`end` read as `text`.

    `spans` gives for each character of `text` where it stands; without it each stands for the
    whole run. `entities` are what may be found in it; None is anything, the model's names too.
    """

    start: int
    end: int
    text: str = field(repr=False)
    evidence: str
    spans: tuple[tuple[int, int], ...] | None = None
    entities: frozenset[str] | None = NUMBERS

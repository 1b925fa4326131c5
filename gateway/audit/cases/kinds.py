"""The words of a case: what kind it is, who asks, how it stands, how it ended."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What is asked for."""

    FOI = "foi"  # Freedom of Information Act 2000
    EIR = "eir"  # Environmental Information Regulations 2004
    DSAR = "dsar"  # UK GDPR, Article 15
    RECTIFICATION = "rectification"  # Article 16
    ERASURE = "erasure"  # Article 17
    RESTRICTION = "restriction"  # Article 18
    COMPLAINT = "complaint"  # Data Protection Act 2018, section 164A
    AUDIT = "audit"  # internal

    @property
    def words(self) -> str:
        """How it is called in sentences."""
        return _WORDS[self]


_WORDS = {
    CaseKind.FOI: "freedom of information request",
    CaseKind.EIR: "environmental information request",
    CaseKind.DSAR: "subject access request",
    CaseKind.RECTIFICATION: "request for rectification",
    CaseKind.ERASURE: "request for erasure",
    CaseKind.RESTRICTION: "request for restriction",
    CaseKind.COMPLAINT: "data protection complaint",
    CaseKind.AUDIT: "internal audit",
}

ABOUT_A_PERSON = frozenset(
    {CaseKind.DSAR, CaseKind.RECTIFICATION, CaseKind.ERASURE, CaseKind.RESTRICTION}
)
DISCLOSED_TO_ALL = frozenset({CaseKind.FOI, CaseKind.EIR})
"""What is given to one is given to the world, and goes into the disclosure log."""


class Requester(StrEnum):
    """Who asks, by kind: a name does not matter to the answer."""

    PUBLIC = "public"
    STAFF = "staff"
    FORMER_STAFF = "former-staff"
    REPRESENTATIVE = "representative"
    JOURNALIST = "journalist"
    CAMPAIGN = "campaign"
    BUSINESS = "business"
    COUNCILLOR = "councillor"
    REGULATOR = "regulator"
    INTERNAL = "internal"


class State(StrEnum):
    """How a case stands. It moves forward, and back to redacting when a reviewer returns it."""

    DRAFT = "draft"
    REDACTING = "redacting"
    SECOND_REVIEW = "second review"
    APPROVED = "approved"
    RELEASED = "released"
    CLOSED = "closed"


WORKING = frozenset({State.DRAFT, State.REDACTING})
"""In these the work may still change."""


class Outcome(StrEnum):
    """How a case ended."""

    RELEASED = "released"
    PARTLY_RELEASED = "partly-released"
    REFUSED = "refused"
    NOTHING_HELD = "nothing-held"
    WITHDRAWN = "withdrawn"
    DONE = "done"
    NOT_DONE = "not-done"

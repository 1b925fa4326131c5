"""The shape of `cases:` and `officers:` in gateway.yaml: who answers requests, and how."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from gateway.settings.strict import Strict, Words


class Role(StrEnum):
    """An office over the records. Nobody has one by being an administrator."""

    AUDITOR = "auditor"
    INFORMATION_GOVERNANCE = "information-governance"
    APPROVER = "approver"
    SECURITY = "security"
    ADMINISTRATOR = "administrator"  # of the gateway: never together with an office over records


class Officer(Strict):
    """A person and their offices. `account`: the only account of the machine they act from."""

    person: Words
    roles: tuple[Role, ...] = Field(min_length=1)
    account: str = ""

    @model_validator(mode="after")
    def _administers_or_looks(self) -> Self:
        if Role.ADMINISTRATOR in self.roles and len(set(self.roles)) > 1:
            raise ValueError("an administrator has no office over records: use two people")
        return self


class Information(Strict):
    """What a person is told about their data beside the data (UK GDPR, Article 15)."""

    officer: str = ""  # the data protection officer, and how to reach them
    basis: str = ""  # lawful basis, Article 6, and for special categories Article 9
    retention: str = ""  # how long records are kept, or by what that is decided
    safeguards: str = ""  # for services outside the UK, Article 46
    purposes: Words = (
        "To keep personal data out of generative-AI services where it has no place there, and to "
        "show afterwards what staff gave to such services, what they answered and who decided."
    )
    source: Words = (
        "Members of staff who used a generative-AI service through the gateway, and the answers of "
        "these services."
    )
    automated: Words = (
        "The gateway decides by rule whether a text may be sent to a service. That decision is "
        "about the text; it has no legal or similarly significant effect on anybody."
    )


class Cases(Strict):
    """Requests for information, rights of persons, complaints and audits."""

    nation: Literal["england-and-wales", "scotland", "northern-ireland"] = "england-and-wales"
    appeal_days: int = Field(default=90, ge=0)  # records of a closed case are held for so long
    four_eyes_special: bool = False  # special-category texts are opened only when another agrees
    texts_limit: int = Field(default=10_000, ge=1)  # records that `search-texts` opens unasked
    information: Information = Information()  # a subject access request is answered with it

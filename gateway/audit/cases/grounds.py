"""The grounds on which something is left out of an answer, each with what it asks for.

FOIA 2000 Part II; EIR 2004 reg 12 and 13; DPA 2018 Schedules 2 and 3.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from gateway.audit.cases.kinds import CaseKind
from gateway.errors import CaseError


class Needs(StrEnum):
    """What has to be written down where a ground is used."""

    NOTHING = ""
    PUBLIC_INTEREST = "public interest test"  # qualified: --why says how it came out
    THIRD_PARTY = "third-party test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground, as it is cited."""

    code: str
    words: str
    kinds: frozenset[CaseKind]
    needs: Needs


_FOI = frozenset({CaseKind.FOI})
_EIR = frozenset({CaseKind.EIR})
_DSAR = frozenset({CaseKind.DSAR})
_ALL = frozenset(CaseKind)
_ABSOLUTE = (
    ("s.21", "accessible by other means"),
    ("s.23", "security bodies"),
    ("s.32", "court records"),
    ("s.34", "parliamentary privilege"),
    ("s.40(1)", "the requester's own personal data"),
    ("s.40(2)", "personal data of others"),
    ("s.41", "given in confidence"),
    ("s.44", "prohibited by law"),
)
_QUALIFIED = (
    ("s.22", "intended for future publication"),
    ("s.24", "national security"),
    ("s.26", "defence"),
    ("s.27", "international relations"),
    ("s.28", "relations within the United Kingdom"),
    ("s.29", "the economy"),
    ("s.30", "investigations"),
    ("s.31", "law enforcement"),
    ("s.33", "audit functions"),
    ("s.35", "formulation of government policy"),
    ("s.36", "effective conduct of public affairs"),
    ("s.37", "communications with the Sovereign, honours"),
    ("s.38", "health and safety"),
    ("s.39", "environmental information"),
    ("s.42", "legal professional privilege"),
    ("s.43(1)", "trade secrets"),
    ("s.43(2)", "commercial interests"),
)
_ENVIRONMENTAL = (
    ("reg 12(4)(b)", "manifestly unreasonable"),
    ("reg 12(4)(c)", "too general"),
    ("reg 12(4)(d)", "still being completed"),
    ("reg 12(4)(e)", "internal communications"),
    ("reg 12(5)(a)", "international relations, defence, security"),
    ("reg 12(5)(b)", "the course of justice"),
    ("reg 12(5)(c)", "intellectual property"),
    ("reg 12(5)(d)", "confidential proceedings"),
    ("reg 12(5)(e)", "commercial confidentiality"),
    ("reg 12(5)(f)", "interests of whoever supplied it"),
    ("reg 12(5)(g)", "protection of the environment"),
)
_PERSONAL = (
    ("Sch 2 para 2", "crime and taxation"),
    ("Sch 2 para 5", "legal proceedings"),
    ("Sch 2 para 19", "legal professional privilege"),
    ("Sch 2 para 20", "self-incrimination"),
    ("Sch 2 para 22", "management forecasts"),
    ("Sch 2 para 23", "negotiations"),
    ("Sch 2 para 24", "confidential references"),
    ("Sch 3 para 5", "serious harm, health data"),
    ("Sch 3 para 11", "serious harm, social work data"),
    ("Sch 3 para 19", "serious harm, education data"),
)
_ERASURE = (
    ("Art 17(3)(a)", "freedom of expression and information"),
    ("Art 17(3)(b)", "a legal obligation or public task"),
    ("Art 17(3)(c)", "public health"),
    ("Art 17(3)(d)", "archiving, research, statistics"),
    ("Art 17(3)(e)", "legal claims"),
)


def _grounds() -> tuple[Ground, ...]:
    rows = (
        (_ABSOLUTE, _FOI, Needs.NOTHING),
        (_QUALIFIED, _FOI, Needs.PUBLIC_INTEREST),
        ((("reg 13", "personal data of others"),), _EIR, Needs.NOTHING),
        (_ENVIRONMENTAL, _EIR, Needs.PUBLIC_INTEREST),
        ((("Sch 2 para 16", "rights of others"),), _DSAR, Needs.THIRD_PARTY),
        (_PERSONAL, _DSAR, Needs.NOTHING),
        (_ERASURE, frozenset({CaseKind.ERASURE}), Needs.NOTHING),
        ((("not in scope", "not what was asked for"),), _ALL, Needs.NOTHING),
    )
    return tuple(
        Ground(code=code, words=words, kinds=kinds, needs=needs)
        for listed, kinds, needs in rows
        for code, words in listed
    )


GROUNDS = _grounds()
_APART = re.compile(r"[^a-z0-9]")


def ground(code: str, kind: CaseKind) -> Ground:
    """The ground of that code in any usual spelling ("s40(2)", "sch2p16"). Raises CaseError."""
    wanted = _plain(code)
    for one in GROUNDS:
        if kind in one.kinds and wanted == _plain(one.code):
            return one
    usual = ", ".join(one.code for one in GROUNDS if kind in one.kinds)
    raise CaseError(
        f"{code} is no ground in a {kind.words}; known are: {usual}"
        " ('case redact --grounds' says what they mean)."
    )


def _plain(code: str) -> str:
    joined = _APART.sub("", code.lower())
    return re.sub(r"^section", "s", re.sub(r"(?<=\d)p(?:ara)?(?=\d)", "para", joined))

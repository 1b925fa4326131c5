"""What of a record is told: what stands in it in clear, and of that only what nobody typed."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from gateway.audit.blind_index import BlindIndex
from gateway.siem.event import Asked, Ended
from gateway.types import Effect, End

_WORD = re.compile(r"[A-Za-z0-9._:/@+-]{0,128}")
OTHER = "other"
"""A model or conversation that is not a plain word: a client can write anything there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How much is told about people."""

    index: BlindIndex
    named: bool = True
    addresses: bool = True

    def person(self, name: str) -> str:
        """The user's id, or a keyed hash of it that is the same each time."""
        if self.named or not name:
            return name
        return f"person-{self.index.token('siem', name.casefold()).hex()}"

    def asked(self, row: Row[*tuple[Any, ...]]) -> Asked:
        """The request of a row of `interactions`."""
        return Asked(
            groups=tuple(row.person_groups),
            address=row.address if self.addresses else "",
            user_agent=row.user_agent if self.addresses else "",
            host=row.host,
            vendor=row.vendor,
            product=row.product,
            tool=row.tool or "",
            method=row.method,
            path=row.path,
            model=_plain(row.model),
            conversation=_plain(row.conversation),
            effect=Effect[row.effect.upper()],
            rules={rule["rule"]: rule["effect"] for rule in row.rules},
            clauses=tuple(row.clauses),
            entities=row.entities,
            failure=row.failure,
            unread=sum(row.unread.values()),
            policy_version=row.policy_version,
        )


def ended(row: Row[*tuple[Any, ...]]) -> Ended:
    """The ending of a row of `endings`."""
    return Ended(
        end=End(row.outcome),
        status=row.status,
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        duration_ms=row.duration_ms,
        unrestored=row.unrestored,
    )


def _plain(word: str) -> str:
    return word if _WORD.fullmatch(word) else OTHER

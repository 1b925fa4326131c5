"""Looking at records: each look is recorded before anything is shown, with purpose and case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import Enum
from typing import Any

from gateway.audit.activities import Activity, record_activity
from gateway.audit.blind_index import BlindIndex
from gateway.audit.cases.desk import purpose, read_case
from gateway.audit.filters import Filters
from gateway.audit.officers import Acting
from gateway.audit.store import Store
from gateway.errors import CaseError

_NAMING = frozenset({"person", "reference", "conversation", "body_hash"})  # may name somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Who looks at a store, why, and for which case ("": none)."""

    store: Store
    who: Acting
    why: str = field(default="", repr=False)
    case: str = ""

    def note(self, action: str, subject: str = "", **more: Any) -> None:  # noqa: ANN401 - JSON
        """Record the look, durably. Raises CaseError for a case that is not there, RecordError."""
        why = self.why.strip()
        account = {} if self.who.account == self.who.name else {"account": self.who.account}
        case = {"case": self.case} if self.case else {}
        if self.case:
            found, _ = read_case(self.store, self.case)
            if not found.is_open:
                raise CaseError(f"{self.case} is closed; nobody looks at records for it any more.")
            why = why or purpose(found)
        activity = Activity(
            actor=self.who.name,
            action=action,
            subject=subject,
            why=why,
            more={**case, **account, **more},
        )
        record_activity(self.store, activity)


def said_of(filters: Filters, index: BlindIndex) -> Mapping[str, str]:
    """The filters that were set, for the note of a search: whoever is named in them as a token."""
    return {
        one.name: _said(one.name, getattr(filters, one.name), index)
        for one in fields(filters)
        if getattr(filters, one.name) not in {"", None}
    }


def token_of(index: BlindIndex, sought: str) -> str:
    """What a note says of somebody who was looked for.

    Whoever has the index key and the name can make it again; from the note alone nobody can.
    """
    return index.token("SOUGHT", sought.strip().casefold()).hex()


def _said(name: str, value: object, index: BlindIndex) -> str:
    if name in _NAMING:
        return f"token {token_of(index, str(value))}"
    if isinstance(value, datetime):
        return value.isoformat()
    return value.name.lower() if isinstance(value, Enum) else str(value)

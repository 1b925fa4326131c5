"""Who may do what with records and cases. Auditors are not administrators, nor the other way."""

import os
import pwd
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gateway.errors import CaseError
from gateway.settings.casework import Officer, Role

_NO_LOGIN = 2**32 - 1


class Power(StrEnum):
    """What somebody may do."""

    LOOK = "look at cases"
    WORK = "work on cases"
    AUDIT = "work on internal audits"
    APPROVE = "approve the work of others"


_POWERS = {
    Role.INFORMATION_GOVERNANCE: {Power.LOOK, Power.WORK, Power.AUDIT, Power.APPROVE},
    Role.APPROVER: {Power.LOOK, Power.APPROVE},
    Role.AUDITOR: {Power.LOOK, Power.AUDIT},
    Role.SECURITY: {Power.AUDIT},
    Role.ADMINISTRATOR: set(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Somebody who acts: under which name, from which account of this machine."""

    name: str
    account: str
    powers: frozenset[Power]

    def must(self, *powers: Power) -> None:
        """Raises CaseError unless this person has one of the powers."""
        if not self.powers.intersection(powers):
            raise CaseError(f"{self.name} may not {powers[0]}; see 'officers' in gateway.yaml.")


def acting(officers: Sequence[Officer], name: str, account: str) -> Acting:
    """Whoever says to be `name` ("": the account), checked against the officers.

    Where no officers are listed, everybody acts as their own account and may work, but nobody can
    be two people: a second review then needs a second account. Raises CaseError.
    """
    said = name.strip() or account
    if not officers:
        if said.casefold() != account.casefold():
            raise CaseError(
                f"Nobody but {account} acts from this account until gateway.yaml lists 'officers'."
            )
        return Acting(name=said, account=account, powers=frozenset(Power))
    found = next((one for one in officers if one.person.casefold() == said.casefold()), None)
    if found is None:
        raise CaseError(f"{said} is not among the 'officers' in gateway.yaml.")
    if found.account and found.account != account:
        raise CaseError(f"{found.person} does not act from the account {account}.")
    powers = frozenset(power for role in found.roles for power in _POWERS[role])
    return Acting(name=found.person, account=account, powers=powers)


def account_name(login: Path = Path("/proc/self/loginuid")) -> str:
    """The account somebody signed in with, also behind sudo where the system keeps it."""
    uid = _login_uid(login)
    uid = os.geteuid() if uid is None else uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def _login_uid(login: Path) -> int | None:
    try:
        uid = int(login.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if uid == _NO_LOGIN else uid

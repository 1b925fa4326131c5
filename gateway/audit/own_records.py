"""A person's own records: which person of the gateway an account is, and what is theirs."""

from collections.abc import Sequence

from gateway.audit.opening import Record, open_record
from gateway.audit.staff import forms_of
from gateway.audit.store import Store
from gateway.errors import CaseError
from gateway.settings.gateway_file import Account


def person_of(accounts: Sequence[Account], account: str) -> str:
    """The gateway's name for whoever signed in with an account. Raises CaseError: nobody knows."""
    found = [one.person for one in accounts if one.account == account]
    if not found:
        raise CaseError(
            f"Nobody has said which person the account {account} is; "
            "ask for a line under 'identity.accounts' in gateway.yaml."
        )
    return found[0]


def own_record(store: Store, record: str, person: str) -> Record | None:
    """A record that this person made, opened; None for anybody else's. Raises RecordError."""
    found = open_record(store, record)
    if found is None or found.facts["person_folded"] not in forms_of(store.index, person):
        return None
    return found

"""Refusals at a case: whoever tried, what, and why not, recorded once nothing else of it stands."""

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.audit.activities import Activity, record_activity
from gateway.audit.store import Store
from gateway.errors import CaseError

REFUSED = "access.refused"


@contextmanager
def noting_refusals(
    store: Store, reference: str, use: str, *, name: str, account: str
) -> Iterator[None]:
    """What is done within is refused as a CaseError: that is recorded, then raised on.

    `name` is who they say to be ("": the account), `use` the command. Raises RecordError where it
    cannot be recorded; it stays refused.
    """
    try:
        yield
    except CaseError as error:
        what = Activity(
            actor=name.strip() or account,
            action=REFUSED,
            subject=reference,
            why=str(error),
            more={"account": account, "use": use} | ({"case": reference} if reference else {}),
        )
        record_activity(store, what)
        raise

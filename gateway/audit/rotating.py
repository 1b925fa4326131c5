"""Begins another epoch of the blind index within a year, for when its key may have been seen."""

from datetime import UTC, datetime

from gateway.audit.activities import Activity, record_activity
from gateway.audit.store import Store


def begin_epoch(store: Store, *, actor: str, why: str) -> str:
    """Make another key for this year's mentions; its name. Raises RecordError.

    Recorded first: one that is killed in between leaves no key that nobody accounts for. Gateways
    that run file under the last one until their next heartbeat.
    """
    name = store.epochs.following(datetime.now(UTC))
    what = Activity(actor=actor, action="keys.rotate", subject=name, why=why)
    record_activity(store, what)
    store.epochs.begin(name)
    return name

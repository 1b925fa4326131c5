"""Another epoch within the year: what comes is under a new key, and the change is recorded."""

from datetime import UTC, datetime

from gateway.audit.activities import activities
from gateway.audit.rotating import begin_epoch
from gateway.audit.store import Store


def test_what_comes_is_under_a_new_key_and_the_change_is_recorded(store: Store) -> None:
    now = datetime.now(UTC)
    store.load_keys(now)
    before = store.epochs.of(now)
    name = begin_epoch(store, actor="dpo", why="incident 12")
    assert name == f"index:{now.year}.2"
    store.load_keys(now)  # as at each heartbeat
    after = store.epochs.of(now)
    assert after.reference_token("HB1") != before.reference_token("HB1")
    assert {before, after} <= set(store.epochs.all())
    (newest, *_) = activities(store)
    assert (newest.action, newest.actor, newest.subject) == ("keys.rotate", "dpo", name)

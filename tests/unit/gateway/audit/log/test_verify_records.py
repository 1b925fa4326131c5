"""Proper disposals are no damage; half ones are. (Damage of every kind: test_verify.py.)"""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from gateway.audit.activities import Activity, activity_event
from gateway.audit.events import Event, append
from gateway.audit.log.entering import Kind
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import TOMBSTONES
from gateway.audit.log.verify import verify
from gateway.audit.store import Store
from tests.unguarded import unguard
from tests.unit.gateway.audit.log.filled import fill
from tests.unit.gateway.audit.log.test_append_only import remove
from tests.unit.gateway.audit.samples import KEYS

ADDED = "INSERT INTO tombstones SELECT 'r2', time, reason, authority, who, disposal FROM tombstones"


@pytest.fixture
def waiting(store: Store) -> Sequencer:
    """A disposal that has no place in the log yet."""
    fill(store)
    made = Sequencer(store, KEYS.checkpoint)
    made.step(closing=True)
    what = Activity(actor="jo", action="records.dispose", subject="1 record", why="schedule")
    event = activity_event(store, "first", what)
    tombstone = {"record": "r1", "time": datetime.now(UTC), "reason": "retention"}
    tombstone |= {"authority": "routine", "who": "jo", "disposal": event.entry}
    disposal = Event(
        entry=event.entry, kind=Kind.DISPOSAL, rows={**event.rows, TOMBSTONES: [tombstone]}
    )
    with store.write() as connection:
        append(connection, [disposal])
        remove(connection, "r1")
    return made


@pytest.fixture
def keeper(waiting: Sequencer) -> Sequencer:
    waiting.step(closing=True)
    return waiting


def test_a_disposal_that_waits_for_its_place_accounts_for_what_is_gone(
    store: Store, waiting: Sequencer
) -> None:
    with store.read() as connection:
        found = verify(connection, [waiting.signer.verifier])
    assert found.sound
    assert (found.disposed, found.waiting) == (2, 1)


def test_a_tombstone_added_to_a_disposal_that_waits_is_told(
    store: Store, waiting: Sequencer
) -> None:
    with store.write() as connection:
        unguard(connection)
        connection.execute(text(ADDED))
        remove(connection, "r2")
    with store.read() as connection:
        assert "ALTERED" in verify(connection, [waiting.signer.verifier]).verdicts


def test_what_was_disposed_of_is_counted_and_sound(store: Store, keeper: Sequencer) -> None:
    with store.read() as connection:
        found = verify(connection, [keeper.signer.verifier])
    assert found.sound
    assert found.disposed == 2, "the request and its answer"


def test_a_tombstone_added_later_to_a_true_disposal_is_told(
    store: Store, keeper: Sequencer
) -> None:
    with store.write() as connection:
        unguard(connection)
        connection.execute(text(ADDED))
        remove(connection, "r2")
    with store.read() as connection:
        assert "ALTERED" in verify(connection, [keeper.signer.verifier]).verdicts


def test_what_was_disposed_of_and_is_still_there_is_told(store: Store, keeper: Sequencer) -> None:
    with store.write() as connection:
        unguard(connection)
        connection.execute(
            text(
                "INSERT INTO interactions SELECT 'r1', "
                + columns(store)
                + " FROM interactions LIMIT 1"
            )
        )
    with store.read() as connection:
        assert "ALTERED" in verify(connection, [keeper.signer.verifier]).verdicts


def columns(store: Store) -> str:
    from gateway.audit.tables import INTERACTIONS

    return ", ".join(name.name for name in INTERACTIONS.c if name.name != "id")

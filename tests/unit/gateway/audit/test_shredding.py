"""Destroying a period key: what it sealed is unreadable, and nothing else is lost."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from gateway.audit.activities import activities
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import HOLDS
from gateway.audit.log.verify import verify
from gateway.audit.opening import open_record
from gateway.audit.period_keys import soon
from gateway.audit.shredding import destroy_period, periods_of
from gateway.audit.store import Store
from gateway.audit.tables import PERIOD_KEYS
from gateway.errors import RecordError
from tests.unit.gateway.audit.retention.test_run import bytes_of
from tests.unit.gateway.audit.samples import KEYS
from tests.unit.gateway.audit.test_texts import record

MARCH = "2:2026-03:full"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def destroy(store: Store) -> None:
    destroy_period(store, MARCH, actor="dpo", why="schedule, line 4")


def test_periods_say_what_hangs_on_them(store: Store) -> None:
    record(store, "r1", "a", "b")
    record(store, "r2", "a")
    found = {period.key_id: period for period in periods_of(store)}
    assert (found[MARCH].records, found[MARCH].texts, found[MARCH].held) == (2, 2, 0)
    assert set(soon(datetime.now(UTC))) <= set(found)


def test_what_a_destroyed_key_sealed_is_unreadable_and_the_log_still_proves_it(
    store: Store,
) -> None:
    record(store, "r1", "Dear Jane")
    destroy(store)
    with pytest.raises(RecordError, match="was destroyed"):
        open_record(store, "r1")
    again = Store.open(store._engine.url.render_as_string(hide_password=False), KEYS)
    with pytest.raises(RecordError, match="was destroyed"):
        open_record(again, "r1")
    again.close()
    keeper = Sequencer(store, KEYS.checkpoint, now=lambda: NOW)
    notes = keeper.step(closing=True).notes
    with store.read() as connection:
        assert verify(connection, [keeper.signer.verifier], anchors=notes).sound
    (last, *_) = activities(store)
    assert (last.action, last.actor, last.subject) == ("keys.destroy", "dpo", MARCH)
    assert last.why == "1 record keys, 1 texts: schedule, line 4"


def test_a_destroyed_key_is_on_disk_no_more(store: Store, url: str) -> None:
    with store.read() as connection:
        key = select(PERIOD_KEYS.c.wrapped).where(PERIOD_KEYS.c.key_id == MARCH)
        wrapped = bytes(connection.execute(key).scalar_one())[-32:]
    assert wrapped in bytes_of(store, url)
    destroy(store)
    assert wrapped not in bytes_of(store, url)


def test_a_period_with_a_held_record_is_kept(store: Store) -> None:
    record(store, "r1", "Dear Jane")
    row = {"hold": "FOI-1", "record": "r1", "time": NOW, "who": "dpo"}
    with store.write() as connection:
        connection.execute(insert(HOLDS), row)
    with pytest.raises(RecordError, match="1 records under 2:2026-03:full are on hold"):
        destroy(store)
    with store.write() as connection:
        connection.execute(update(HOLDS).values(released=NOW, released_by="dpo"))
    destroy(store)


def test_a_key_in_use_and_a_key_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(RecordError, match="in use"):
        destroy_period(store, soon(datetime.now(UTC))[0], actor="dpo", why="x")
    destroy(store)
    with pytest.raises(RecordError, match="no key"):
        destroy(store)


@pytest.mark.parametrize("key_id", [MARCH, "index:2020"])
def test_a_destroyed_key_is_not_made_anew_when_the_clock_falls_back(
    store: Store, key_id: str
) -> None:
    back = datetime(2020 if key_id.startswith("index") else 2026, 3, 9, tzinfo=UTC)
    store.load_keys(back)
    destroy_period(store, key_id, actor="dpo", why="schedule")
    again = Store.open(store._engine.url.render_as_string(hide_password=False), KEYS)
    with pytest.raises(RecordError, match="none is made in its place"):
        again.load_keys(back)
    again.load_keys(datetime.now(UTC))
    assert key_id not in {period.key_id for period in periods_of(again)}
    again.close()

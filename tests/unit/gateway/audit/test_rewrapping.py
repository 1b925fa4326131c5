"""Wrapping keys anew: nothing that is sealed changes, and everything still opens."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from gateway.audit.house_tables import RUNS
from gateway.audit.key_providers.provider import LocalProvider
from gateway.audit.keys import derive_subkey
from gateway.audit.opening import open_record
from gateway.audit.rewrapping import Rewrapped, rewrap
from gateway.audit.runs import begin_run, end_run
from gateway.audit.sealing import PeriodKey
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, PERIOD_KEYS
from gateway.audit.vault import Vault
from gateway.errors import RecordError
from tests.key_services import TOKEN, KeyService
from tests.unit.gateway.audit.retention.test_run import bytes_of
from tests.unit.gateway.audit.samples import KEYS
from tests.unit.gateway.audit.test_texts import record

NEW = b"n" * 32


def url_of(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False)


def text_of(store: Store, name: str) -> str:
    opened = open_record(store, name)
    assert opened is not None
    return opened.texts["prompt_typed"][0].text


def to_the_new_key(store: Store) -> Rewrapped:
    old = LocalProvider(KEYS.sealing)
    return rewrap(
        store, LocalProvider(NEW), old=[old], sealing_key=KEYS.sealing, new_sealing_key=NEW
    )


def as_before_there_were_period_keys(store: Store, name: str) -> None:
    """The record's data key, wrapped by a key that is derived from the sealing key."""
    with store.read() as connection:
        row = connection.execute(select(DATA_KEYS).where(DATA_KEYS.c.record == name)).one()
    key = store.periods.open(name, row.key_id, row.wrapped)
    period = PeriodKey("1:2026-03", derive_subkey(KEYS.sealing, "period 1:2026-03"))
    wrapped = period.rewrap(key).wrapped
    with store.write() as connection:
        where = DATA_KEYS.c.record == name
        values = {"key_id": "1:2026-03", "wrapped": wrapped}
        connection.execute(update(DATA_KEYS).where(where).values(**values))


def test_after_a_new_sealing_key_everything_opens_with_it_and_not_with_the_old(
    store: Store,
) -> None:
    record(store, "r1", "Dear Jane")
    record(store, "old", "Dear Sam")
    as_before_there_were_period_keys(store, "old")
    done = to_the_new_key(store)
    assert done.records == 1
    assert done.periods >= 8
    newer = Store.open(url_of(store), replace(KEYS, sealing=NEW))
    assert (text_of(newer, "r1"), text_of(newer, "old")) == ("Dear Jane", "Dear Sam")
    with newer.read() as connection:
        assert set(connection.execute(select(DATA_KEYS.c.key_id)).scalars()) == {"2:2026-03:full"}
    newer.close()
    with pytest.raises(RecordError, match="sealing key is not the one"):
        Store.open(url_of(store), KEYS)


def test_what_the_old_key_wrapped_is_on_disk_no_more(store: Store, url: str) -> None:
    with store.read() as connection:
        rows = connection.execute(select(PERIOD_KEYS.c.wrapped)).scalars()
        before = [bytes(wrapped)[-32:] for wrapped in rows]
    assert all(wrapped in bytes_of(store, url) for wrapped in before)
    to_the_new_key(store)
    left = bytes_of(store, url)
    assert not any(wrapped in left for wrapped in before)


async def test_names_of_conversations_are_wrapped_anew_too(store: Store) -> None:
    vault = Vault(store)
    await vault.save("sam", "practice", "c1", {"PersonK7Q2": "Jane"})
    to_the_new_key(store)
    newer = Store.open(url_of(store), replace(KEYS, sealing=NEW))
    assert await Vault(newer).load("sam", "practice", "c1") == {"PersonK7Q2": "Jane"}
    newer.close()


def test_a_run_that_was_cut_off_can_be_repeated(store: Store) -> None:
    record(store, "r1", "Dear Jane")
    old, new = LocalProvider(KEYS.sealing), LocalProvider(NEW)
    rewrap(store, new, old=[old], sealing_key=KEYS.sealing)  # died before the store knew
    to_the_new_key(store)
    newer = Store.open(url_of(store), replace(KEYS, sealing=NEW))
    assert text_of(newer, "r1") == "Dear Jane"
    newer.close()


def test_keys_move_to_vault_and_back(store: Store) -> None:
    from gateway.audit.key_providers.vault_transit import VaultTransitProvider

    record(store, "r1", "Dear Jane")
    local = LocalProvider(KEYS.sealing)
    with KeyService() as service:
        vault = VaultTransitProvider(service.url, token=TOKEN, key="records", mount="transit")
        rewrap(store, vault, old=[local], sealing_key=KEYS.sealing)
        with store.read() as connection:
            providers = set(connection.execute(select(PERIOD_KEYS.c.provider)).scalars())
        assert providers == {"vault"}
        there = Store.open(url_of(store), KEYS, provider=vault)
        assert text_of(there, "r1") == "Dear Jane"
        there.close()
        rewrap(store, local, old=[vault], sealing_key=KEYS.sealing)
    back = Store.open(url_of(store), KEYS)
    assert text_of(back, "r1") == "Dear Jane"
    back.close()


def test_a_key_that_nothing_opens_changes_nothing(store: Store) -> None:
    record(store, "r1", "Dear Jane")
    with pytest.raises(RecordError, match="nothing that the configuration names opens it"):
        rewrap(store, LocalProvider(NEW), old=[LocalProvider(b"x" * 32)], sealing_key=KEYS.sealing)
    assert text_of(store, "r1") == "Dear Jane"


def test_it_waits_for_running_gateways_to_be_stopped(store: Store) -> None:
    origin = begin_run(store, "gateway-1")
    with pytest.raises(RecordError, match=r"A gateway is running \(gateway-1\)"):
        to_the_new_key(store)
    with store.write() as connection:
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        connection.execute(update(RUNS).where(RUNS.c.run == origin.run).values(seen=long_ago))
    to_the_new_key(store)
    end_run(store, origin)

"""The vault: tokens come back to the same person, tool and conversation, for a while."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from gateway.audit.house_tables import VAULT
from gateway.audit.store import Store
from gateway.audit.vault import Vault

MINE = ("sam.okafor", "practice", "resp_1")


async def test_what_was_saved_is_loaded(store: Store) -> None:
    vault = Vault(store)
    await vault.save(*MINE, {"Person7": "Jane Doe"})
    assert await vault.load(*MINE) == {"Person7": "Jane Doe"}


async def test_later_turns_add_to_it(store: Store) -> None:
    vault = Vault(store)
    await vault.save(*MINE, {"Person7": "Jane Doe"})
    await vault.save(*MINE, {"Person7": "Jane Doe", "Email3": "jane@example.org"})
    await vault.save(*MINE, {})
    assert await vault.load(*MINE) == {"Person7": "Jane Doe", "Email3": "jane@example.org"}
    assert rows(store) == 2


async def test_nobody_else_loads_it(store: Store) -> None:
    vault = Vault(store)
    await vault.save(*MINE, {"Person7": "Jane Doe"})
    for other in (
        ("ann.lee", "practice", "resp_1"),
        ("sam.okafor", "other", "resp_1"),
        ("sam.okafor", "practice", "resp_2"),
        ("sam.okaforp", "ractice", "resp_1"),
    ):
        assert await vault.load(*other) == {}


async def test_it_is_forgotten_when_its_time_is_over(store: Store) -> None:
    vault = Vault(store)
    await vault.save(*MINE, {"Person7": "Jane Doe"})
    expire(store)
    assert await vault.load(*MINE) == {}
    await vault.save(*MINE, {"Email3": "jane@example.org"})
    assert await vault.load(*MINE) == {"Email3": "jane@example.org"}
    assert await vault.sweep() == 1
    assert rows(store) == 1


async def test_a_conversation_in_use_keeps_its_tokens(store: Store) -> None:
    await Vault(store, days=1).save(*MINE, {"Person7": "Jane Doe"})
    await Vault(store, days=30).save(*MINE, {"Email3": "jane@example.org"})
    with store.read() as connection:
        soonest = connection.execute(select(func.min(VAULT.c.expires))).scalar()
    assert soonest is not None
    assert soonest > datetime.now(UTC) + timedelta(days=29)


def expire(store: Store) -> None:
    with store.write() as connection:
        connection.execute(update(VAULT).values(expires=datetime.now(UTC) - timedelta(seconds=1)))


def rows(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(VAULT)).scalar_one()


async def test_what_is_noted_can_be_asked_for_before_it_is_saved(store: Store) -> None:
    vault = Vault(store)
    vault.note(*MINE, {"Person7": "Jane Doe"})
    vault.note(*MINE, {"Email3": "jane@example.org"})
    assert await vault.load(*MINE) == {"Person7": "Jane Doe", "Email3": "jane@example.org"}
    assert await vault.load("ann.lee", "practice", "resp_1") == {}
    assert rows(store) == 0


async def test_nothing_stays_in_memory_once_it_is_saved(store: Store) -> None:
    vault = Vault(store)
    vault.note(*MINE, {"Person7": "Jane Doe"})
    await vault.save(*MINE, {"Person7": "Jane Doe"})
    assert vault._noted == {}
    assert await vault.load(*MINE) == {"Person7": "Jane Doe"}

"""The engine lets go of what was deleted, on each engine."""

from sqlalchemy import text

from gateway.audit.forgetting import forgetful
from gateway.audit.store import Store


def test_a_store_forgets_when_nobody_reads(store: Store) -> None:
    with store.write() as connection:
        forgetful(connection)
    assert store.forget()


def test_deletions_overwrite_on_sqlite(store: Store) -> None:
    with store.write() as connection:
        forgetful(connection)
        if store.engine_name == "sqlite":
            assert connection.execute(text("PRAGMA secure_delete")).scalar() == 1


def test_waiting_for_readers_is_as_long_as_before_afterwards(store: Store) -> None:
    store.forget()
    if store.engine_name == "sqlite":
        with store.read() as connection:
            assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 5_000

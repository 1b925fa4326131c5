"""The engine lets go of what was deleted, on each engine."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from gateway.audit.forgetting import forgetful
from gateway.audit.store import Store
from tests.unit.gateway.audit.samples import KEYS


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


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_table_in_which_somebody_reads_is_not_rewritten_and_that_is_said(store: Store) -> None:
    with store.read() as reader:
        reader.execute(text("SELECT count(*) FROM interactions")).scalar()
        assert not store.forget(), "its bytes stay"
    assert store.forget()
    with store.read() as connection:  # the limits of everyday statements are back
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "1min"
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "10s"


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_free_pages_are_given_back_where_the_file_is_made_for_it(
    store: Store, empty_url: str
) -> None:
    store.close()
    file = empty_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
        connection.execute("CREATE TABLE filler AS SELECT zeroblob(2000000) AS b")
        connection.execute("DROP TABLE filler")
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 100
    again = Store.open(empty_url, KEYS)
    assert again.forget()
    with again.read() as reading:
        assert reading.execute(text("PRAGMA freelist_count")).scalar() == 0
    again.close()

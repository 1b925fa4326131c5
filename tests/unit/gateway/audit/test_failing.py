"""What is said of a database that fails: words and its own name for it, never its text."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from gateway.audit.engine import open_engine
from gateway.audit.failing import StoreFailed
from gateway.audit.house_tables import META
from gateway.audit.store import Store, failure_text
from gateway.errors import RecordError
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import KEYS

ROW = {"name": "who", "value": "Jane Doe"}


def said(store: Store) -> str:
    """What a write says that fails."""
    with pytest.raises(StoreFailed) as caught, store.write() as connection:
        connection.execute(insert(META), ROW)
    assert "Jane" not in str(caught.value)
    assert caught.value.failure in str(caught.value)
    assert failure_text(caught.value) == caught.value.failure  # as housekeeping passes it on
    return caught.value.failure


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.db"
    Store.open(f"sqlite:///{path}", KEYS).close()
    return path


def test_a_database_that_may_only_be_read(file: Path) -> None:
    store = Store.open(f"sqlite:///{file}", KEYS)
    with store.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert said(store) == "read-only, SQLITE_READONLY"
    store.close()


def test_a_file_that_is_no_database(file: Path) -> None:
    file.write_bytes(b"x" * 10_000)
    with pytest.raises(RecordError, match=r"failed \(its file is no database, SQLITE_NOTADB\)"):
        Store.open(f"sqlite:///{file}", KEYS)


def test_kinds_of_one_failure_are_said_alike() -> None:
    error = sqlite3.OperationalError("disk I/O error near 'Jane Doe'")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    assert failure_text(error) == "the disk fails, SQLITE_IOERR_WRITE"


def test_what_there_are_no_words_for_is_its_class(file: Path) -> None:
    store = Store.open(f"sqlite:///{file}", KEYS)
    with store.write() as connection:
        connection.execute(insert(META), ROW)
    assert said(store) == "IntegrityError"
    store.close()
    assert failure_text(RecordError("Jane Doe")) == "RecordError"


def test_a_postgresql_that_takes_no_writes_or_does_not_answer() -> None:
    url = shared_cluster().emptied_database("records", keep={"alembic_version"})
    store = Store.open(url, KEYS)
    with store.write() as connection:
        connection.exec_driver_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    assert said(store) == "read-only, ReadOnlySqlTransaction"
    store.close()
    engine = open_engine("postgresql://nobody@127.0.0.1:1/none", create=False)
    with pytest.raises(DBAPIError) as caught, engine.connect():
        pass
    assert failure_text(caught.value) == "cannot be reached, OperationalError"

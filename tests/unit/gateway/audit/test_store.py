"""The store: made safely, upgraded in place, refused when it is not ours or newer than we are."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, insert, inspect, select, text

from gateway.audit.engine import open_engine
from gateway.audit.events import Row
from gateway.audit.house_tables import META
from gateway.audit.kept import kept_of
from gateway.audit.keys import derive_subkey
from gateway.audit.log.tables import LOG_QUEUE
from gateway.audit.migrate import HEAD, alembic_config
from gateway.audit.operation_tables import FLOWS, SIEM_POSITIONS
from gateway.audit.payloads import dumps
from gateway.audit.queries import show
from gateway.audit.rows import Origin, request_event
from gateway.audit.sealing import PeriodKey
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, INTERACTIONS, PAYLOADS
from gateway.errors import RecordError
from gateway.types import Capture, Screened
from tests.unit.gateway.audit.samples import KEYS, screened


def test_a_store_opens_again_with_the_same_keys(empty_url: str) -> None:
    Store.open(empty_url, KEYS).close()
    Store.open(empty_url, KEYS).close()


def test_gateways_that_start_together_make_one_store(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store.open(empty_url, KEYS), range(4)))
    with stores[0].read() as connection:
        assert connection.execute(text("SELECT count(*) FROM meta")).scalar() == 4
    for store in stores:
        store.close()


def test_opening_a_store_that_is_up_to_date_writes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    store = Store.open(url, KEYS)
    with store.write():  # somebody else is writing, and goes on writing
        Store.open(url, KEYS).close()
    store.close()


@pytest.mark.parametrize("name", ["sealing", "index", "pseudonym"])
def test_a_wrong_key_is_refused_by_name(url: str, name: str) -> None:
    Store.open(url, KEYS).close()
    wrong = replace(KEYS, **{name: b"x" * 32})
    with pytest.raises(RecordError, match=f"The {name} key is not the one"):
        Store.open(url, wrong)


def test_a_store_of_a_newer_version_is_refused_and_left_alone(empty_url: str) -> None:
    store = Store.open(empty_url, KEYS)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(RecordError, match=r"9999.*newer gateway"):
        Store.open(empty_url, KEYS)
    engine = open_engine(empty_url, create=False)
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
        )
    engine.dispose()


def test_the_migrations_make_what_the_tables_say(empty_url: str) -> None:
    store = Store.open(empty_url, KEYS)
    with store.read() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, META.metadata) == []
    store.close()


def test_head_is_the_last_migration(store: Store) -> None:
    with store.read() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection))
        assert script.get_current_head() == HEAD
        assert MigrationContext.configure(connection).get_current_revision() == HEAD


def test_the_migrations_can_be_taken_back_and_made_again(empty_url: str) -> None:
    store = Store.open(empty_url, KEYS)
    with store.write() as connection:
        command.downgrade(alembic_config(connection), "base")
    with store.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    with store.write() as connection:
        command.upgrade(alembic_config(connection), "head")
    with store.read() as connection:
        made = {"interactions", FLOWS.name, SIEM_POSITIONS.name}
        assert made <= set(inspect(connection).get_table_names())
    store.close()


def rows_of_the_first_version(tmp_path: Path, made: Screened) -> dict[Table, list[Row]]:
    """As version 0.1.0 wrote them: the texts in the payload, the period key derived."""
    newer = Store.open(f"sqlite:///{tmp_path / 'newer.db'}", KEYS)
    kept = kept_of(made, Capture.FULL)
    event = request_event(newer, Origin(instance="old", run="old"), made, kept)
    newer.close()
    period = PeriodKey("1:2026-03", derive_subkey(KEYS.sealing, "period 1:2026-03"))
    key = period.issue(made.interaction.id)
    payload = {"interaction_id": made.interaction.id, "kind": "prompt_typed", "same_as": None}
    sealed = key.seal("prompt_typed", dumps(kept.texts["prompt_typed"]))
    row = {**event.rows[INTERACTIONS][0], "details": None}
    del row["passage"]  # there was no such column
    return {
        INTERACTIONS: [row],
        DATA_KEYS: [{"record": key.record, "key_id": key.key_id, "wrapped": key.wrapped}],
        PAYLOADS: [payload | {"sealed": sealed}],
    }


def test_an_old_store_is_upgraded_with_its_records_in_place(empty_url: str, tmp_path: Path) -> None:
    engine = open_engine(empty_url, create=True).execution_options(writes=True)
    made = screened("Hello")
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        for table, rows in rows_of_the_first_version(tmp_path, made).items():
            connection.execute(insert(table), rows)
    engine.dispose()
    store = Store.open(empty_url, KEYS)
    record = show(store, made.interaction.id)
    assert record is not None
    assert record.texts["prompt_typed"][0].text == "Hello"
    with store.read() as connection:
        assert list(connection.execute(select(LOG_QUEUE.c.entry)).scalars()) == [
            made.interaction.id
        ]
    store.close()


def test_a_failed_upgrade_leaves_the_old_shape(empty_url: str) -> None:
    engine = open_engine(empty_url, create=True).execution_options(writes=True)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.execute(text("CREATE TABLE vault (in_the_way INTEGER)"))
    with pytest.raises(RecordError):
        Store.open(empty_url, KEYS)
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        assert "interactions" in tables
        assert "activities" not in tables
    engine.dispose()


def test_the_sqlite_file_and_its_companions_are_for_the_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    file.touch(mode=0o644)
    store = Store.open(f"sqlite:///{file}", KEYS)
    with store.write() as connection:
        connection.execute(text("CREATE TABLE more (x INTEGER)"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("records.db", "records.db-wal", "records.db-shm"), 0o600)
    store.close()


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'records.db'}", KEYS)
    with store.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }
    store.close()


def test_a_missing_store_is_not_made_for_somebody_who_only_reads(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record store"):
        Store.open(f"sqlite:///{tmp_path / 'records.db'}", KEYS, create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    ["nonsense", "sqlite://", "sqlite:///:memory:", "mysql://somebody@host/db", "strange+x://y"],
)
def test_a_url_we_cannot_use_says_what_would_do(url: str) -> None:
    with pytest.raises(RecordError):
        Store.open(url, KEYS)


def test_a_database_nobody_answers_for_is_an_error_without_the_password() -> None:
    word = "canary-" + "password"
    with pytest.raises(RecordError) as caught:
        Store.open(f"postgresql://someone:{word}@127.0.0.1:1/records", KEYS)
    assert word not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    file.write_bytes(b"this is not a database at all, whatever its name says" * 50)
    with pytest.raises(RecordError, match="its file is no database, SQLITE_NOTADB"):
        Store.open(f"sqlite:///{file}", KEYS)

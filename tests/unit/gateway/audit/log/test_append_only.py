"""The database itself refuses what would change records, as long as its triggers are there."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError

from gateway.audit.log.tables import HOLDS, TOMBSTONES
from gateway.audit.store import Store
from tests.unit.gateway.audit.log.filled import fill

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CHANGES = [
    "UPDATE interactions SET effect = 'allow'",
    "UPDATE payloads SET kind = 'x'",
    "UPDATE endings SET outcome = 'x'",
    "UPDATE activities SET actor = 'x'",
    "UPDATE tool_changes SET who = 'x'",
    "UPDATE data_keys SET record = 'x'",
    "UPDATE log_salts SET kind = 'x'",
    "DELETE FROM mentions",
    "UPDATE passages SET parent = address",
    "UPDATE passage_mentions SET finding = 7",
    "DELETE FROM passages",
    "DELETE FROM passage_mentions",
    "DELETE FROM payloads",
    "DELETE FROM data_keys",
    "DELETE FROM activities",
    "DELETE FROM tool_changes",
    "DELETE FROM log_salts",
]
REPLACEMENTS = [
    "REPLACE INTO tool_changes SELECT id, time, tool, approval, 'x', why FROM tool_changes",
    "INSERT OR REPLACE INTO activities SELECT id, time, instance, 'x', action, details FROM activities",
    "INSERT INTO tool_changes SELECT * FROM tool_changes WHERE true ON CONFLICT (id) DO UPDATE SET who = 'x'",
]


@pytest.mark.parametrize("change", CHANGES)
def test_changes_and_removals_are_refused(store: Store, change: str) -> None:
    fill(store, requests=1)
    with pytest.raises(DBAPIError), store.write_raw() as connection:
        connection.execute(text(change))


@pytest.mark.parametrize("change", REPLACEMENTS)
@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_replacements_are_refused(store: Store, change: str) -> None:
    fill(store, requests=1)
    with pytest.raises(DBAPIError), store.write_raw() as connection:
        connection.execute(text(change))


@pytest.mark.parametrize("table", ["mentions", "passage_mentions"])
@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_emptying_a_table_is_refused_even_to_a_replica(store: Store, table: str) -> None:
    fill(store, requests=1)
    for role in ("origin", "replica"):
        with pytest.raises(DBAPIError), store.write_raw() as connection:
            connection.execute(
                text(f"SET LOCAL session_replication_role = {role}; TRUNCATE {table}")
            )


def test_keys_may_be_wrapped_anew(store: Store) -> None:
    fill(store, requests=1)
    with store.write_raw() as connection:
        connection.execute(text("UPDATE data_keys SET key_id = '2:2026-03'"))


def bury(connection: Connection, record: str) -> None:
    row = {"record": record, "time": NOW, "reason": "retention", "authority": "x", "who": "jo"}
    connection.execute(insert(TOMBSTONES), row | {"disposal": "d"})


def remove(connection: Connection, record: str) -> None:
    for table in ("mentions", "payloads", "endings", "judgements"):
        connection.execute(text(f"DELETE FROM {table} WHERE interaction_id = :r"), {"r": record})
    for named in (record, f"{record}:answer"):
        connection.execute(text("DELETE FROM data_keys WHERE record = :r"), {"r": named})
        connection.execute(text("DELETE FROM log_salts WHERE entry = :r"), {"r": named})
    connection.execute(text("DELETE FROM interactions WHERE id = :r"), {"r": record})


def test_a_record_with_a_tombstone_may_go(store: Store) -> None:
    fill(store, requests=2)
    with store.write_raw() as connection:
        bury(connection, "r1")
        remove(connection, "r1")
    with pytest.raises(DBAPIError), store.write_raw() as connection:
        remove(connection, "r0")


def test_a_record_on_hold_stays_whatever_the_tombstone_says(store: Store) -> None:
    fill(store, requests=2)
    hold = {"hold": "FOI-1", "record": "r1", "time": NOW, "who": "jo"}
    with store.write_raw() as connection:
        connection.execute(insert(HOLDS), hold)
        bury(connection, "r1")
    with pytest.raises(DBAPIError), store.write_raw() as connection:
        remove(connection, "r1")
    with store.write_raw() as connection:
        connection.execute(
            text("UPDATE holds SET released = :now, released_by = 'jo'"), {"now": NOW}
        )
        remove(connection, "r1")

"""Compiled inserts write what SQLAlchemy's own would write."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.event import listens_for

from gateway.audit.events import Event, append_new, write_rows
from gateway.audit.kept import Kept, kept_of
from gateway.audit.passages import rows_of_passages
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.statements import whole_rows
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.audit.texts import rows_of_texts
from gateway.errors import RecordError
from gateway.types import Capture
from tests.unguarded import unguard
from tests.unit.gateway.audit.samples import UNREAD, answer, screened

ORIGIN = Origin(instance="first", run="run")


def event(store: Store) -> Event:
    made = screened("Dear Jane Doe", marks=[("Jane Doe", "PERSON")], unread=UNREAD)
    return request_event(store, ORIGIN, made, kept_of(made, Capture.MASKED))


def ending(store: Store, of: str) -> Event:
    said = answer(of, received="Dear Jane Doe", restored="Dear Jane Doe")
    return answer_event(
        store, ORIGIN, said, Kept(capture=Capture.FULL, texts={}, same_as={}, hidden={})
    )


def in_order(made: Event) -> Iterable[tuple[Table, list[dict[str, Any]]]]:
    return sorted(
        ((table, [dict(row) for row in rows]) for table, rows in made.rows.items()),
        key=lambda pair: pair[0] is not INTERACTIONS,
    )


def one_by_one(connection: Connection, made: Event) -> None:
    for table, rows in in_order(made):
        whole_rows(table, connection.dialect).execute(connection, rows)


def all_together(connection: Connection, made: Event) -> None:
    write_rows(connection, made.rows)


def statements_of(connection: Connection) -> list[str]:
    """The statements that the connection is given from now on."""
    found: list[str] = []

    @listens_for(connection, "before_cursor_execute")
    def note(*args: Any) -> None:
        found.append(args[2])

    return found


def test_postgresql_takes_a_request_in_one_statement(store: Store) -> None:
    with store.write() as connection:
        found = statements_of(connection)
        append_new(connection, [event(store)])
    assert (len(found) == 1) is (store.engine_name == "postgresql")


def test_a_second_ending_leaves_nothing_of_its_batch(store: Store) -> None:
    made = event(store)
    ended = ending(store, made.entry)
    with store.write() as connection:
        append_new(connection, [made])
        append_new(connection, [ended])
    other = event(store)
    with pytest.raises(RecordError, match=r"Integrity|Unique"), store.write() as connection:
        append_new(connection, [ended, other])
    with store.read() as connection:
        assert list(connection.execute(select(INTERACTIONS.c.id)).scalars()) == [made.entry]


def test_the_same_rows_come_back(store: Store) -> None:
    made = event(store)
    assert all(rows for _, rows in in_order(made))
    assert made.texts is not None
    with store.write() as connection:
        for table, led in (rows_of_texts([made.texts]) | rows_of_passages([made.passages])).items():
            connection.execute(insert(table), led)
        for table, rows in in_order(made):
            connection.execute(insert(table), rows)
        expected = {t: connection.execute(select(t)).mappings().all() for t, _ in in_order(made)}
        unguard(connection)
        for write in (one_by_one, all_together):
            for table, _ in reversed(list(in_order(made))):
                connection.execute(delete(table))
            write(connection, made)
            for table, rows in expected.items():
                assert connection.execute(select(table)).mappings().all() == rows


def test_a_row_must_name_every_column(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as connection:
        whole_rows(INTERACTIONS, connection.dialect).execute(connection, [{"id": "1"}])

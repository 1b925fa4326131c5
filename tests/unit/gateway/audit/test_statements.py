"""Compiled inserts write what SQLAlchemy's own would write."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select

from gateway.audit.events import Event
from gateway.audit.kept import kept_of
from gateway.audit.rows import Origin, request_event
from gateway.audit.statements import whole_rows
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.audit.texts import add_texts
from gateway.types import Capture
from tests.unguarded import unguard
from tests.unit.gateway.audit.samples import UNREAD, screened

ORIGIN = Origin(instance="first", run="run")


def event(store: Store) -> Event:
    made = screened("Dear Jane Doe", marks=[("Jane Doe", "PERSON")], unread=UNREAD)
    return request_event(store, ORIGIN, made, kept_of(made, Capture.MASKED))


def in_order(made: Event) -> Iterable[tuple[Table, list[dict[str, Any]]]]:
    return sorted(
        ((table, [dict(row) for row in rows]) for table, rows in made.rows.items()),
        key=lambda pair: pair[0] is not INTERACTIONS,
    )


def test_the_same_rows_come_back(store: Store) -> None:
    made = event(store)
    assert all(rows for _, rows in in_order(made))
    assert made.texts is not None
    with store.write() as connection:
        add_texts(connection, [made.texts])
        for table, rows in in_order(made):
            connection.execute(insert(table), rows)
        expected = {t: connection.execute(select(t)).mappings().all() for t, _ in in_order(made)}
        unguard(connection)
        for table, _ in reversed(list(in_order(made))):
            connection.execute(delete(table))
        for table, rows in in_order(made):
            whole_rows(table, connection.dialect).execute(connection, rows)
        for table, rows in expected.items():
            assert connection.execute(select(table)).mappings().all() == rows


def test_a_row_must_name_every_column(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as connection:
        whole_rows(INTERACTIONS, connection.dialect).execute(connection, [{"id": "1"}])

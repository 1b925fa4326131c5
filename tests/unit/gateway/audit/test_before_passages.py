"""A store from before passages, brought up to date: what was filed stays, and is found and proved."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import select, text, update

from gateway.audit.disposal import Reason, dispose
from gateway.audit.events import append
from gateway.audit.filed import filed_in
from gateway.audit.filters import Filters
from gateway.audit.kept import kept_of
from gateway.audit.log.committed import body_of, leaf_of
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import LOG_QUEUE, LOG_SALTS
from gateway.audit.log.verify import verify
from gateway.audit.mentions import ASKED
from gateway.audit.migrate import alembic_config
from gateway.audit.queries import find_person, search
from gateway.audit.rows import Origin, request_event
from gateway.audit.store import Store
from gateway.audit.tables import MENTIONS
from gateway.types import Capture
from tests.unguarded import unguard
from tests.unit.gateway.audit.old_store import old_store
from tests.unit.gateway.audit.samples import KEYS, screened

ORIGIN = Origin(instance="first", run="run")
NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
CHAT = (
    "Write to Ms Jane Doe about CT/88/2210",
    "Dear Ms Jane Doe, about CT/88/2210",
    "And to Ottoline Poe, 01632 960123",
    "Thank you",
)
MARKS = (("Jane Doe", "PERSON"), ("Ottoline Poe", "PERSON"), ("01632 960123", "PHONE_NUMBER"))


@pytest.fixture
def upgraded(empty_url: str) -> Store:
    old_store(empty_url, "0011")
    return Store.open(empty_url, KEYS)


def sound(store: Store) -> bool:
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    with store.read() as connection:
        found = verify(connection, [keeper.signer.verifier])
    assert found.sound, found.damages
    return found.records >= 6  # three with their answers


def found(store: Store, name: str) -> list[str]:
    return sorted(one.id for one in find_person(store, name))


def test_a_chat_goes_on_and_all_of_it_is_found(upgraded: Store) -> None:
    made = screened(*CHAT, marks=MARKS, id="new", time=NOW)
    with upgraded.write() as connection:
        append(connection, [request_event(upgraded, ORIGIN, made, kept_of(made, Capture.FULL))])
    assert found(upgraded, "Jane Doe") == ["new", "old-1", "old-2"]
    assert found(upgraded, "poe") == ["new", "old-2", "old-3"]
    assert found(upgraded, "01632 960 123") == ["new", "old-2"]
    referring = search(upgraded, Filters(reference="ct 88 2210"))
    assert sorted(one.id for one in referring) == ["new", "old-1", "old-2"]
    with upgraded.read() as connection:
        assert filed_in(connection, 2026) == 4
    assert sound(upgraded)
    for record in ("old-1", "new"):
        dispose(upgraded, [record], reason=Reason.RETENTION, authority="x", actor="x")
    assert found(upgraded, "Jane Doe") == ["old-2"]
    assert sound(upgraded)
    upgraded.close()


def test_what_an_older_gateway_still_writes_is_found_and_proved(upgraded: Store) -> None:
    """It ran on while another upgraded the store: it files by record and commits as it always did."""
    made = screened("Ask Ottoline Poe", marks=MARKS, id="late", time=NOW)
    event = request_event(upgraded, ORIGIN, made, kept_of(made, Capture.METADATA))
    filed = [
        {"token": token, "interaction_id": "late", "side": ASKED, "finding": 1}
        for token in upgraded.epochs.of(NOW).tokens_of("PERSON", "Ottoline Poe")
    ]
    rows = {
        table: [{name: value for name, value in row.items() if name != "passage"} for row in some]
        for table, some in event.rows.items()
    } | {MENTIONS: filed}
    whole = {
        table: [row | {"passage": None} if "host" in row else row for row in some]
        for table, some in rows.items()
    }
    with upgraded.write() as connection:
        append(connection, [replace(event, rows=whole, passages={})])
        where = LOG_SALTS.c.entry == "late"
        salt = connection.execute(select(LOG_SALTS.c.salt).where(where)).scalar_one()
        body = body_of("late", event.kind, rows, version=3)
        unguard(connection)
        connection.execute(update(LOG_SALTS).where(where).values(version=3))
        connection.execute(
            update(LOG_QUEUE).where(LOG_QUEUE.c.entry == "late").values(leaf=leaf_of(salt, body))
        )
    assert found(upgraded, "Ottoline Poe") == ["late", "old-2", "old-3"]
    assert sound(upgraded)
    upgraded.close()


def test_it_can_be_taken_back_and_made_again(upgraded: Store) -> None:
    with upgraded.write() as connection:
        command.downgrade(alembic_config(connection), "0011")
        command.upgrade(alembic_config(connection), "head")
    assert found(upgraded, "Jane Doe") == ["old-1", "old-2"]
    assert sound(upgraded)
    with pytest.raises(Exception, match="only added"), upgraded.write_raw() as connection:
        connection.execute(text("UPDATE mentions SET finding = 7"))
    upgraded.close()

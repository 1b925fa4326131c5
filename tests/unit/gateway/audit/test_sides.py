"""A store from before sides were in the key of a mention, brought up to date."""

from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import func, select, text, update

from gateway.audit.blind_index import BlindIndex
from gateway.audit.events import Event, Row, append
from gateway.audit.kept import kept_of
from gateway.audit.log.committed import body_of, leaf_of
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import LOG_QUEUE, LOG_SALTS
from gateway.audit.log.verify import verify
from gateway.audit.mentions import ANSWERED, answer_rows
from gateway.audit.migrate import alembic_config
from gateway.audit.queries import find_person
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, MENTIONS
from gateway.types import Capture
from tests.unguarded import unguard
from tests.unit.gateway.audit.old_store import old_store
from tests.unit.gateway.audit.samples import KEYS, answer, hits, screened

FOUND = {
    "Jane Doe": ["old-1"],
    "Ottoline Poe": ["old-2", "old-1"],
    "01632 960 123": ["old-2"],
    "ct 88 2210": ["old-2"],
}


@pytest.fixture
def upgraded(empty_url: str) -> Store:
    old_store(empty_url)
    return Store.open(empty_url, KEYS)


def sound(store: Store) -> bool:
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    with store.read() as connection:
        found = verify(connection, [keeper.signer.verifier])
    assert found.sound, found.damages
    return found.records >= 7  # three with their answers, and an activity


def findings(store: Store) -> tuple[int, int, int]:
    """How many rows of the index there are, and the lowest and highest number in answers."""
    numbers = func.min(MENTIONS.c.finding), func.max(MENTIONS.c.finding)
    with store.read() as connection:
        rows = connection.execute(select(func.count()).select_from(MENTIONS)).scalar_one()
        row = connection.execute(select(*numbers).where(MENTIONS.c.side == ANSWERED)).one()
    return rows, row[0], row[1]


def test_old_mentions_are_numbered_anew_and_nothing_is_lost(upgraded: Store) -> None:
    assert findings(upgraded) == (19, 0, 2)
    for sought, records in FOUND.items():
        assert sorted(one.id for one in find_person(upgraded, sought)) == sorted(records), sought
    assert sound(upgraded)
    upgraded.close()


def test_what_an_older_gateway_still_writes_is_found_and_proved(upgraded: Store) -> None:
    """It ran on while another upgraded the store: it numbers and commits as it always did."""
    made, said = screened("Hello", id="late"), "Ask Ada Bell"
    kept, origin = kept_of(made, Capture.METADATA), Origin(instance="old", run="old")
    found = tuple(hit.finding for hit in hits([said], [("Ada Bell", "PERSON")]))
    ending = answer("late", restored=said, found=found)
    event = answer_event(upgraded, origin, ending, kept)
    rows = answer_rows(BlindIndex(KEYS.index), ending)
    numbered = [{**row, "finding": row["finding"] + 1_000_000} for row in rows]
    with upgraded.write() as connection:
        append(connection, [request_event(upgraded, origin, made, kept)])
        append(connection, [replace(event, rows={**event.rows, MENTIONS: numbered})])
        salt = connection.execute(
            select(LOG_SALTS.c.salt).where(LOG_SALTS.c.entry == event.entry)
        ).scalar_one()
        rows_then = {ENDINGS: [ending_of(event)], MENTIONS: numbered}
        body = body_of(event.entry, event.kind, rows_then).replace(b'"version":4', b'"version":2')
        unguard(connection)
        where = LOG_SALTS.c.entry == event.entry
        connection.execute(update(LOG_SALTS).where(where).values(version=2))
        where = LOG_QUEUE.c.entry == event.entry
        connection.execute(update(LOG_QUEUE).where(where).values(leaf=leaf_of(salt, body)))
    assert [one.id for one in find_person(upgraded, "Ada Bell")] == ["late"]
    assert sound(upgraded)
    upgraded.close()


def ending_of(event: Event) -> Row:
    assert event.ending is not None
    return event.ending


def test_it_can_be_taken_back_and_made_again(upgraded: Store) -> None:
    with upgraded.write() as connection:
        command.downgrade(alembic_config(connection), "0010")
    assert findings(upgraded) == (19, 1_000_000, 1_000_002)
    with upgraded.write() as connection:
        command.upgrade(alembic_config(connection), "head")
    assert sound(upgraded)
    with pytest.raises(Exception, match="only added"), upgraded.write_raw() as connection:
        connection.execute(text("UPDATE mentions SET finding = 7"))
    upgraded.close()

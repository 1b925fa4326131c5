"""A store from before sides were in the key of a mention, brought up to date."""

import pytest
from alembic import command
from sqlalchemy import func, select, text

from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.verify import verify
from gateway.audit.mentions import ANSWERED
from gateway.audit.migrate import alembic_config
from gateway.audit.queries import find_person
from gateway.audit.store import Store
from gateway.audit.tables import MENTIONS
from tests.unit.gateway.audit.old_store import old_store
from tests.unit.gateway.audit.samples import KEYS

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

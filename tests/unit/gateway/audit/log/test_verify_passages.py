"""Passages of the blind index: each is told that is not what its name says, or is gone."""

import pytest
from sqlalchemy import func, select

from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify_passages import verify_passages
from gateway.audit.store import Store
from gateway.audit.tables import PASSAGES
from tests.unguarded import meddle
from tests.unit.gateway.audit.test_passages import PEOPLE, write

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])  # both: test_verify


def found(store: Store) -> list[tuple[str, str]]:
    result = Verification()
    with store.read() as connection:
        verify_passages(connection, result)
    return [(damage.verdict.value, damage.entry or "") for damage in result.damages]


def passages(store: Store) -> list[str]:
    """Their names, the first of the chain first."""
    with store.read() as connection:
        rows = connection.execute(select(PASSAGES.c.parent, PASSAGES.c.address)).all()
    parents = {row.parent: row.address for row in rows}
    chain, last = [], None
    while (last := parents.get(last)) is not None:
        chain.append(last.hex())
    return chain


@pytest.fixture
def chat(store: Store) -> Store:
    write(store, "r1", *PEOPLE[:3])
    return store


def test_one_that_mentions_more_or_less_than_its_name_says_is_named(chat: Store) -> None:
    first, second, third = passages(chat)
    assert found(chat) == []
    meddle(chat, f"UPDATE passage_mentions SET finding = 7 WHERE passage = x'{second}'")
    assert found(chat) == [("ALTERED", second)]
    meddle(chat, f"UPDATE passages SET parent = x'{first}' WHERE address = x'{third}'")
    assert set(found(chat)) == {("ALTERED", second), ("ALTERED", third)}


def test_one_that_is_gone_is_missed_by_what_leads_to_it(chat: Store) -> None:
    _, second, third = passages(chat)
    meddle(chat, f"DELETE FROM passages WHERE address = x'{second}'")
    assert found(chat) == [("MISSING", third)]
    meddle(chat, f"DELETE FROM passages WHERE address = x'{third}'")
    assert found(chat) == [("MISSING", "r1")]


def test_all_are_read_however_many(store: Store) -> None:
    for number in range(2):
        write(store, f"r{number}", *(f"HB/{number}/{n:05}" for n in range(300)))
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(PASSAGES)).scalar_one() == 600
        last = connection.execute(select(func.max(PASSAGES.c.address))).scalar_one()
    assert found(store) == []
    meddle(store, f"DELETE FROM passage_mentions WHERE passage = x'{last.hex()}'")
    assert found(store) == [("ALTERED", last.hex())]

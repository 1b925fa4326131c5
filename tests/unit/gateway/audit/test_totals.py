"""What stays of anonymised records: counts that name nobody, which the log commits to."""

import json

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit.activities import activities
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import TOMBSTONES, TOTALS
from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify import verify
from gateway.audit.retention.run import Ran, run
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS, MENTIONS, TEXTS
from gateway.types import Effect
from tests.unguarded import unguard
from tests.unit.gateway.audit.retention.kept import CANARY, ROUTINE, aged, orders, special
from tests.unit.gateway.audit.samples import KEYS

ON_ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"])
ANONYMISE = ROUTINE | {"action": "anonymise"}


def checked(store: Store) -> Verification:
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    with store.read() as connection:
        return verify(connection, [keeper.signer.verifier])


@pytest.fixture
def filled(store: Store) -> Store:
    """Six old records in two months, and a new one; all by people with canary names."""
    for number in range(3):
        aged(store, f"old{number}", 100 + number)  # 15 to 17 August 2026
    special(store, "ill", 100)
    aged(store, "blocked", 130, effect=Effect.BLOCK)  # 18 July 2026
    aged(store, "unlisted", 130, listed=None)
    aged(store, "new", 1)
    checked(store)
    return store


def totals(store: Store) -> list[dict[str, object]]:
    with store.read() as connection:
        statement = select(TOTALS).order_by(TOTALS.c.disposal, TOTALS.c.line)
        return [dict(row) for row in connection.execute(statement).mappings()]


def go(store: Store, batch: int = 10) -> Ran:
    return run(store, orders(ANONYMISE, batch=batch))


def test_counts_stay_and_the_records_go(filled: Store) -> None:
    assert go(filled).gone == {"routine": 6}
    assert [
        (row["month"], row["tool"], row["service"], row["decision"], row["prompts"])
        for row in totals(filled)
    ] == [
        ("2026-07", None, "Practice: Practice chat", "allow", 1),
        ("2026-07", "practice", "Practice: Practice chat", "block", 1),
        ("2026-08", "practice", "Practice: Practice chat", "allow", 4),
    ]
    assert [row["personal"] for row in totals(filled)] == [1, 1, 4]
    assert [row["special_category"] for row in totals(filled) if row["month"] == "2026-08"] == [1]
    with filled.read() as connection:
        for column in (INTERACTIONS.c.id, ENDINGS.c.interaction_id):
            assert list(connection.execute(select(column)).scalars()) == ["new"]
        assert set(connection.execute(select(MENTIONS.c.interaction_id)).scalars()) <= {"new"}
        assert len(connection.execute(select(TEXTS.c.address)).all()) < 6
        assert set(connection.execute(select(TOMBSTONES.c.reason)).scalars()) == {"anonymised"}


@pytest.mark.slow
def test_what_stays_names_nobody(filled: Store) -> None:
    go(filled)
    said = json.dumps(totals(filled))
    for word in (CANARY, "Jane", "Doe", "housing", "127.0.0.1", "old0", "asthma"):
        assert word not in said
    assert next(a for a in activities(filled) if a.action == "records.dispose").why.startswith(
        "anonymised: retention.yaml, routine"
    )


def test_the_log_commits_to_the_counts(filled: Store) -> None:
    go(filled, batch=2)
    found = checked(filled)
    assert found.sound, found.damages
    assert found.disposed == 12
    with filled.write() as connection:
        unguard(connection)
        connection.execute(update(TOTALS).values(prompts=TOTALS.c.prompts + 1))
    assert checked(filled).verdicts["ALTERED"] == 3


@pytest.mark.slow
@ON_ONE_ENGINE
def test_counts_that_were_slipped_in_are_noticed(filled: Store) -> None:
    run(filled, orders(ROUTINE))  # destroyed: nothing stays
    assert not totals(filled)
    assert checked(filled).sound
    with filled.read() as connection:
        disposal = connection.execute(select(TOMBSTONES.c.disposal).limit(1)).scalar_one()
    row = {
        "disposal": disposal,
        "line": 0,
        "month": "2026-08",
        "tool": None,
        "service": "A: B",
        "decision": "allow",
        "prompts": 9,
        "personal": 0,
        "special_category": 0,
        "secret": 0,
        "criminal_offence": 0,
        "confidential": 0,
        "input_tokens": 0,
        "output_tokens": 0,
    }
    with filled.write() as connection:
        connection.execute(TOTALS.insert(), row)
    assert checked(filled).verdicts["ALTERED"] == 1


@pytest.mark.slow
def test_the_database_keeps_them(filled: Store) -> None:
    go(filled)
    for statement in (TOTALS.delete(), TOTALS.update().values(prompts=0)):
        with pytest.raises(SQLAlchemyError), filled.write_raw() as connection:
            connection.execute(statement)

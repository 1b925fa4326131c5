"""Who looked goes after its time, and the log still accounts for all of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, func, insert, select

from gateway.audit.activities import Activity, activities, record_activity
from gateway.audit.cases.desk import read_case
from gateway.audit.disposal import Reason, dispose
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import HOLDS
from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify import verify
from gateway.audit.retention.activities import CLASS, due_activities
from gateway.audit.retention.run import Ran, run
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS
from gateway.settings.retention_file import Activities, RetentionFile
from tests.unguarded import unguard
from tests.unit.gateway.audit.cases.desks import ask, opened, search
from tests.unit.gateway.audit.retention.kept import orders
from tests.unit.gateway.audit.samples import KEYS

ON_ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"])
LINE = Activities(period="1 year", basis="Art 5(2)", owner="IG")
NOW = datetime.now(UTC).date()
LATER = date(NOW.year + 2, 1, 1)
CANARY = "Wilhelmina Zyxwanowicz"


@pytest.fixture
def looked(store: Store) -> Store:
    """Seven looks, a case with its steps, and a disposal."""
    for number in range(7):
        look = Activity(actor="jo", action="records.person", subject=CANARY, why=f"FOI {number}")
        record_activity(store, look)
    ask(store, "r1")
    search(opened(store), "Jane Doe")
    ask(store, "other", text="A memo", marks=(), answer="")
    dispose(store, ["other"], reason=Reason.RETENTION, authority="x", actor="retention")
    return store


def go(store: Store, line: Activities | None = LINE, today: date = LATER) -> Ran:
    return run(store, replace(orders(batch=3), lines=(), activities=line, today=today))


def checked(store: Store) -> Verification:
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    with store.read() as connection:
        return verify(connection, [keeper.signer.verifier])


def kinds(store: Store) -> list[str]:
    return sorted({one.action for one in activities(store)})


def test_what_is_due_goes_and_the_log_accounts_for_it(looked: Store) -> None:
    checked(looked)
    assert due_activities(looked, LINE, NOW) == 0
    assert due_activities(looked, LINE, LATER) == 8  # and the proof of the disposal
    ran = go(looked)
    assert (ran.gone, ran.whole, ran.clean) == ({CLASS: 8}, True, True)
    found = checked(looked)
    assert found.sound, found.damages
    assert found.disposed == 8 + 2
    assert kinds(looked) == [
        *("activities.dispose", "case.open", "case.search"),
        *("records.dispose", "retention.run"),
    ]
    assert read_case(looked, "DSAR-1")[0].searches


def test_nothing_of_them_is_left(looked: Store) -> None:
    with looked.read() as connection:
        before = set(connection.execute(select(DATA_KEYS.c.record)).scalars())
        ids = set(connection.execute(select(ACTIVITIES.c.id)).scalars())
    go(looked)
    with looked.read() as connection:
        left = set(connection.execute(select(ACTIVITIES.c.id)).scalars())
        keys = set(connection.execute(select(DATA_KEYS.c.record)).scalars())
    assert len(ids - left) == 8
    assert not (ids - left) & keys
    assert before - keys == ids - left


@ON_ONE_ENGINE
def test_without_a_line_or_with_keep_all_of_it_stays(looked: Store) -> None:
    for line in (None, LINE.model_copy(update={"action": "keep"})):
        assert due_activities(looked, line, LATER) == 0
        assert go(looked, line).total == 0
    assert "records.person" in kinds(looked)


@ON_ONE_ENGINE
def test_one_on_hold_stays(looked: Store) -> None:
    with looked.read() as connection:
        person = ACTIVITIES.c.action == "records.person"
        one = connection.execute(select(ACTIVITIES.c.id).where(person).limit(1)).scalar_one()
    row = {"hold": "x", "record": one, "time": datetime.now(UTC), "who": "jo"}
    with looked.write() as connection:
        connection.execute(insert(HOLDS), row)
    assert go(looked).gone == {CLASS: 7}
    assert "records.person" in kinds(looked)


@ON_ONE_ENGINE
def test_a_tombstone_without_a_disposal_excuses_nothing(looked: Store) -> None:
    checked(looked)
    with looked.write() as connection:
        unguard(connection)
        connection.execute(delete(ACTIVITIES).where(ACTIVITIES.c.action == "records.person"))
    assert checked(looked).verdicts["MISSING"] == 7


@ON_ONE_ENGINE
def test_one_that_came_back_is_told(looked: Store) -> None:
    with looked.read() as connection:
        rows = [dict(row) for row in connection.execute(select(ACTIVITIES)).mappings()]
    go(looked)
    assert checked(looked).sound
    with looked.read() as connection:
        left = connection.execute(select(func.count()).select_from(ACTIVITIES)).scalar_one()
    back = next(row for row in rows if row["action"] == "records.person")
    with looked.write() as connection:
        unguard(connection)
        connection.execute(insert(ACTIVITIES), back)
    assert left
    assert "ALTERED" in checked(looked).verdicts


def test_it_is_kept_for_a_year_at_least() -> None:
    content = {"period": "11 months", "basis": "x", "owner": "IG"}
    with pytest.raises(ValueError, match="a year or more"):
        RetentionFile.model_validate({"activities": content})
    for period in ("1 year", "366 days", "12 months"):
        assert RetentionFile.model_validate({"activities": content | {"period": period}}).activities

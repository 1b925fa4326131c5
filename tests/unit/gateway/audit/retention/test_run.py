"""A run lets go of exactly what is due, in batches, whole or resumed, and the bytes with it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update

from gateway.audit.activities import activities
from gateway.audit.cases.deciding import close
from gateway.audit.cases.kinds import Outcome
from gateway.audit.house_tables import META
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import HOLDS, TOMBSTONES
from gateway.audit.log.verify import verify
from gateway.audit.retention.run import run
from gateway.audit.retention.turns import Busy, last_done, take_turn
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.cases.desks import opened, search
from tests.unit.gateway.audit.retention.kept import (
    CANARY,
    ROUTINE,
    SPECIAL,
    aged,
    lines,
    orders,
    special,
)
from tests.unit.gateway.audit.samples import KEYS, MOMENT


def left(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(connection.execute(select(INTERACTIONS.c.id)).scalars())


@pytest.fixture
def filled(store: Store) -> Store:
    """Seven that are due in batches of two, and two that are not."""
    for number in range(5):
        aged(store, f"old{number}", 90 + number)
    for number in range(2):
        special(store, f"ill{number}", 30 + number)
    aged(store, "new", 10)
    special(store, "ill-new", 10)
    return store


def test_what_is_due_goes_and_nothing_else(filled: Store) -> None:
    counted: list[int] = []
    ran = run(filled, orders(batch=2, progress=counted.append))
    assert (ran.gone, ran.total, ran.whole, ran.clean) == (
        {"special": 2, "routine": 5},
        7,
        True,
        True,
    )
    assert counted == [2, 2, 2, 1]
    assert left(filled) == ["ill-new", "new"]
    with filled.read() as connection:
        authorities = connection.execute(select(TOMBSTONES.c.authority).distinct()).scalars()
        assert set(authorities) == {line.authority for line in lines()}
    said = next(activities(filled))
    assert (said.actor, said.action) == ("retention", "retention.run")
    assert said.more["gone"] == {"special": 2, "routine": 5}
    assert last_done(filled)


def test_the_log_accounts_for_what_went(filled: Store) -> None:
    run(filled, orders(batch=3))
    sequencer = Sequencer(filled, KEYS.checkpoint)
    sequencer.step(closing=True)
    with filled.read() as connection:
        found = verify(connection, [sequencer.signer.verifier])
    assert found.sound, found.damages
    assert found.disposed == 14  # requests and answers


def test_what_is_to_be_reviewed_or_kept_stays(filled: Store) -> None:
    ran = run(filled, orders(SPECIAL | {"action": "review"}, ROUTINE | {"action": "keep"}))
    assert (ran.total, ran.whole) == (0, True)
    assert len(left(filled)) == 9


def test_what_is_held_stays_and_the_rest_goes(filled: Store) -> None:
    search(opened(filled), f"{CANARY}-old1")
    assert run(filled, orders(batch=2)).gone == {"special": 2, "routine": 4}
    assert left(filled) == ["ill-new", "new", "old1"]


def test_a_hold_that_comes_while_it_runs_still_wins(filled: Store) -> None:
    row = {"hold": "claim 7", "record": "old0", "time": MOMENT, "who": "jo"}

    def hold_it(_: int) -> None:
        with filled.write() as connection:
            if connection.execute(select(func.count()).select_from(HOLDS)).scalar() == 0:
                connection.execute(insert(HOLDS), row)

    run(filled, orders(batch=2, progress=hold_it))
    assert left(filled) == ["ill-new", "new", "old0"]


def test_a_closed_case_lets_go_when_the_time_of_appeal_is_over(filled: Store) -> None:
    at = opened(filled)
    search(at, f"{CANARY}-old1")
    close(at, Outcome.WITHDRAWN)
    ran = run(filled, orders())
    assert (ran.released, "old1" in left(filled)) == (0, True)
    ran = run(filled, orders(appeal_days=0))
    assert (ran.released, ran.total) == (1, 1)
    assert "old1" not in left(filled)


def test_one_that_is_told_to_stop_ends_after_a_batch_and_is_not_whole(filled: Store) -> None:
    counted: list[int] = []
    ran = run(filled, orders(batch=2, progress=counted.append, stopping=lambda: len(counted) == 2))
    assert (ran.total, ran.whole, last_done(filled)) == (4, False, None)
    assert run(filled, orders(batch=2)).total == 3


def test_two_never_run_at_once(filled: Store) -> None:
    turn = take_turn(filled)
    with pytest.raises(Busy):
        run(filled, orders())
    turn.end(done=False)
    assert run(filled, orders()).total == 7


def test_one_that_died_is_replaced(filled: Store) -> None:
    dead = take_turn(filled)
    with filled.write() as connection:
        connection.execute(
            update(META)
            .where(META.c.name == "retention_running")
            .values(value=f"{dead.name} 2026-01-01T00:00:00+00:00")
        )
    assert run(filled, orders()).total == 7
    with pytest.raises(Busy):
        dead.keep()


KILLED = """
import os, signal, sys
from gateway.audit.retention.run import run
from gateway.audit.store import Store
from tests.unit.gateway.audit.retention.kept import orders
from tests.unit.gateway.audit.samples import KEYS
run(Store.open(sys.argv[1], KEYS), orders(batch=2, progress=lambda _: os.kill(os.getpid(), 9)))
"""


def test_one_that_is_killed_goes_on_where_it_was(filled: Store, url: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, url], cwd=os.getcwd(), check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(left(filled)) == 7
    with filled.write() as connection:  # its lease, fifteen minutes later
        connection.execute(update(META).where(META.c.name == "retention_running").values(value=""))
    assert run(filled, orders(batch=2)).total == 5
    sequencer = Sequencer(filled, KEYS.checkpoint)
    sequencer.step(closing=True)
    with filled.read() as connection:
        assert verify(connection, [sequencer.signer.verifier]).sound


def bytes_of(store: Store, url: str) -> bytes:
    """Everything that the engine has of the store on disk, but PostgreSQL's write-ahead log."""
    if store.engine_name == "sqlite":
        folder = Path(url.removeprefix("sqlite:///")).parent
        return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    cluster = shared_cluster()
    with cluster.connect("records") as connection:
        connection.execute("CHECKPOINT")
        number = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert number
    folder = cluster.data / "base" / str(number[0])
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def wrapped(store: Store) -> dict[str, bytes]:
    with store.read() as connection:
        found = connection.execute(text("SELECT record, wrapped FROM data_keys")).all()
    return {row.record: bytes(row.wrapped)[-32:] for row in found}


def test_the_bytes_of_what_went_are_not_on_disk_any_more(store: Store, url: str) -> None:
    for number in range(30):  # due and not due side by side in the same pages
        aged(store, f"r{number:02}", 100 if number % 2 else 10)
    if store.engine_name == "postgresql":  # as autovacuum does at some time: it keeps values
        with shared_cluster().connect("records") as connection:
            connection.execute("ANALYZE interactions")
    keys, before = wrapped(store), bytes_of(store, url)
    assert all(f"{CANARY}-r{number:02}".encode() in before for number in range(30))
    assert all(key in before for key in keys.values())
    assert run(store, orders()).clean
    after = bytes_of(store, url)
    for number in range(30):
        there = f"{CANARY}-r{number:02}".encode() in after
        assert there == (number % 2 == 0), number
    for name, key in keys.items():
        assert (key in after) == (int(name[1:3]) % 2 == 0), name

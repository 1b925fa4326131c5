"""The sequencer: contiguous places, one at a time, honest signatures, a log a year."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, insert, select, update

from gateway.audit.log.notes import Checkpoint, verified
from gateway.audit.log.sequencer import BATCH, Sequencer
from gateway.audit.log.signer import signer_of
from gateway.audit.log.tables import CHECKPOINTS, LEAVES, LOG_QUEUE
from gateway.audit.log.tree import LogError
from gateway.audit.log.verify import verify
from gateway.audit.store import Store
from tests.unguarded import unguard
from tests.unit.gateway.audit.log.filled import ask, fill
from tests.unit.gateway.audit.samples import KEYS


class Clock:
    """A clock that is set by hand."""

    def __init__(self, year: int) -> None:
        self.year = year

    def __call__(self) -> datetime:
        return datetime(self.year, 6, 1, tzinfo=UTC)


def sequencer(store: Store, year: int = 2026, **more: float) -> Sequencer:
    return Sequencer(store, KEYS.checkpoint, now=Clock(year), **{"checkpoint_events": 5} | more)  # type: ignore[arg-type]


def places(store: Store, log: int = 2026) -> list[int]:
    with store.read() as connection:
        statement = select(LEAVES.c.position).where(LEAVES.c.log == log)
        return list(connection.execute(statement.order_by(LEAVES.c.position)).scalars())


def test_what_is_queued_gets_contiguous_places_and_leaves_the_queue(store: Store) -> None:
    fill(store)
    step = sequencer(store).step()
    assert places(store) == list(range(step.sequenced)) == list(range(15))
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(LOG_QUEUE)).scalar() == 0


def test_it_signs_after_so_many_entries_and_at_the_end(store: Store) -> None:
    keeper = sequencer(store)
    fill(store)
    (note,) = keeper.step().notes
    text, _ = verified(note, [keeper.signer.verifier])
    checkpoint = Checkpoint.parse(text)
    assert checkpoint.size == 15
    assert checkpoint.origin.endswith("/2026")
    ask(store, "later", answered=False)
    assert keeper.step().notes == ()
    assert len(keeper.step(closing=True).notes) == 1
    assert keeper.step(closing=True).notes == ()


def test_a_new_store_signs_that_it_is_empty_and_then_its_first_entries_at_once(
    store: Store,
) -> None:
    keeper = sequencer(store)
    (empty,) = keeper.step().notes
    assert Checkpoint.parse(empty).size == 0
    assert keeper.step().notes == sequencer(store).step().notes == ()
    ask(store, "first", answered=False)
    (first,) = keeper.step().notes
    assert Checkpoint.parse(first).size == 1
    with store.read() as connection:
        found = verify(connection, [keeper.signer.verifier], anchors=[empty])
    assert (found.sound, found.verdicts["OK"]) == (True, 1)


def test_what_a_crash_left_unsigned_is_signed_at_the_next_start(store: Store) -> None:
    keeper = sequencer(store)
    ask(store, "one", answered=False)
    keeper.step()
    ask(store, "two", answered=False)
    assert keeper.step().notes == ()
    (note,) = sequencer(store).step().notes
    assert Checkpoint.parse(note).size == 2
    assert sequencer(store).step().notes == ()


def test_it_signs_when_the_time_is_up(store: Store) -> None:
    keeper = sequencer(store, checkpoint_seconds=0.0)
    ask(store, "one", answered=False)
    assert len(keeper.step().notes) == 1


def test_another_one_goes_on_where_the_first_stopped(store: Store) -> None:
    fill(store)
    sequencer(store).step(closing=True)
    ask(store, "later")
    assert sequencer(store).step(closing=True).sequenced == 2
    assert places(store) == list(range(17))


def test_a_new_year_begins_a_new_log_and_signs_the_end_of_the_old_one(store: Store) -> None:
    ask(store, "old", answered=False)
    keeper, clock = sequencer(store), Clock(2026)
    keeper._now = clock
    keeper.step()
    ask(store, "older", answered=False)
    assert keeper.step().notes == ()
    clock.year = 2027
    ask(store, "new")
    step = keeper.step()
    assert [note.splitlines()[0].rpartition("/")[2] for note in step.notes] == ["2026", "2027"]
    assert places(store, 2026) == places(store, 2027) == [0, 1]


def test_a_clock_that_steps_back_reopens_no_log(store: Store) -> None:
    ask(store, "new")
    sequencer(store, 2027).step(closing=True)
    ask(store, "later")
    sequencer(store, 2026).step(closing=True)
    assert places(store, 2026) == []
    assert places(store, 2027) == [0, 1, 2, 3]


def test_two_at_once_give_no_place_twice(store: Store) -> None:
    fill(store, requests=40)
    start = Barrier(2)

    def run() -> None:
        keeper = sequencer(store)
        start.wait()
        for _ in range(10):
            keeper.step()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert places(store) == list(range(83))


def test_nothing_is_signed_that_contradicts_what_was_signed(store: Store) -> None:
    fill(store)
    keeper = sequencer(store)
    keeper.step(closing=True)
    with store.write() as connection:
        unguard(connection)
        connection.execute(update(LEAVES).where(LEAVES.c.position == 3).values(leaf=b"x" * 32))
    ask(store, "later")
    with pytest.raises(LogError, match="not what was signed"):
        sequencer(store).step(closing=True)


def test_a_log_that_lost_its_end_is_not_gone_on_with(store: Store) -> None:
    fill(store)
    sequencer(store).step(closing=True)
    with store.write() as connection:
        unguard(connection)
        connection.execute(LEAVES.delete().where(LEAVES.c.position > 9))
    ask(store, "later")
    with pytest.raises(LogError, match="shorter than what was signed"):
        sequencer(store).step()


def lose(store: Store, *, kept: int) -> None:
    """What a standby never got when it becomes the primary: the end, and that it was signed."""
    with store.write() as connection:
        unguard(connection)
        connection.execute(LEAVES.delete().where(LEAVES.c.position >= kept))
        connection.execute(CHECKPOINTS.delete().where(CHECKPOINTS.c.size > kept))


def test_one_that_remembers_more_than_the_store_holds_places_nothing(store: Store) -> None:
    keeper = sequencer(store)
    fill(store)
    keeper.step()
    lose(store, kept=9)
    ask(store, "later")
    for _ in range(2):
        with pytest.raises(LogError, match="not what it was at 15"):
            keeper.step(closing=True)
    assert places(store) == list(range(9))


def test_one_notices_the_loss_also_while_nothing_waits(store: Store) -> None:
    keeper = sequencer(store)
    fill(store)
    keeper.step(closing=True)
    lose(store, kept=9)
    with pytest.raises(LogError, match="not what it was at 15"):
        keeper.step()


def test_one_signs_nothing_over_places_that_another_filled_anew(store: Store) -> None:
    keeper = sequencer(store)
    fill(store)
    keeper.step()
    lose(store, kept=13)
    for name in ("one", "two", "three"):
        ask(store, name, answered=False)
    sequencer(store, checkpoint_events=100).step()
    ask(store, "later")
    with pytest.raises(LogError, match="not what it was at 15"):
        keeper.step(closing=True)
    assert places(store) == list(range(16))


def test_one_that_remembers_a_log_that_is_gone_begins_it_no_second_time(store: Store) -> None:
    fill(store)
    sequencer(store).step(closing=True)
    keeper = sequencer(store, 2027)
    ask(store, "new year")
    keeper.step()
    with store.write() as connection:
        unguard(connection)
        connection.execute(LEAVES.delete().where(LEAVES.c.log == 2027))
        connection.execute(CHECKPOINTS.delete().where(CHECKPOINTS.c.log == 2027))
    ask(store, "later")
    with pytest.raises(LogError, match="log of 2027"):
        keeper.step()
    assert places(store, 2027) == []


def test_a_gap_is_not_gone_on_with(store: Store) -> None:
    fill(store)
    sequencer(store, checkpoint_events=100).step()
    with store.write() as connection:
        unguard(connection)
        connection.execute(LEAVES.delete().where(LEAVES.c.position == 9))
    ask(store, "later")
    with pytest.raises(LogError, match="gap at 9"):
        sequencer(store).step()


def test_a_step_takes_a_bounded_number(store: Store) -> None:
    rows = [{"entry": f"e{n}", "queued": n, "leaf": b"x" * 32} for n in range(BATCH + 1)]
    with store.write() as connection:
        connection.execute(insert(LOG_QUEUE), rows)
    keeper = sequencer(store)
    assert [keeper.step().sequenced for _ in range(3)] == [BATCH, 1, 0]


def test_a_checkpoint_says_which_store_it_is_of(store: Store) -> None:
    keeper = sequencer(store)
    other = signer_of("another", KEYS.checkpoint)
    assert keeper.signer.name != other.name
    assert "seed" not in repr(keeper.signer)
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(CHECKPOINTS)).scalar() == 0

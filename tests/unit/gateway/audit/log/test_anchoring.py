"""Checkpoints reach every anchor; one that fails is told and holds up no other."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gateway.audit.log.anchoring import Anchoring
from gateway.audit.log.anchors import AnchorError, FileAnchor, News
from gateway.audit.log.merkle import is_consistent
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import ANCHORINGS, CHECKPOINTS, LEAVES
from gateway.audit.store import Store
from tests.unguarded import unguard
from tests.unit.gateway.audit.log.filled import ask, fill
from tests.unit.gateway.audit.samples import KEYS


@dataclass
class Somewhere:
    """An anchor that keeps notes in memory, or fails."""

    name: str = "somewhere"
    every: timedelta = timedelta()
    fails: bool = False
    kept: list[News] = field(default_factory=list)

    def keep(self, news: News) -> str:
        if self.fails:
            raise AnchorError("somewhere: not today")
        self.kept.append(news)
        return ""


def sign(store: Store) -> None:
    Sequencer(store, KEYS.checkpoint).step(closing=True)


def test_each_anchor_is_brought_what_it_lacks_and_nothing_twice(
    store: Store, tmp_path: Path
) -> None:
    here, there = Somewhere(), FileAnchor(path=tmp_path / "kept.jsonl")
    anchoring = Anchoring(store, [here, there])
    anchoring.keep()
    assert here.kept == []
    fill(store)
    sign(store)
    anchoring.keep()
    anchoring.keep()
    assert [(news.size, news.known) for news in here.kept] == [(15, 0)]
    ask(store, "later")
    sign(store)
    anchoring.keep()
    assert [(news.size, news.known) for news in here.kept] == [(15, 0), (17, 15)]
    assert len(there.path.read_text().splitlines()) == 2


def test_an_anchor_can_prove_that_the_log_only_grew(store: Store) -> None:
    fill(store, requests=300)
    sign(store)
    sign(store)
    here = Somewhere()
    anchoring = Anchoring(store, [here])
    anchoring.keep()
    ask(store, "later")
    sign(store)
    proofs: list[list[bytes]] = []
    here.keep = lambda news: (
        proofs.append(list(news.prove(news.known))) or here.kept.append(news) or ""
    )  # type: ignore[method-assign, func-returns-value]
    anchoring.keep()
    first, second = (Checkpoint.parse(news.note) for news in here.kept)
    assert first.size > 512
    assert is_consistent(first.size, second.size, proofs[0], first.root, second.root)


def test_one_that_fails_is_told_and_holds_up_no_other(store: Store) -> None:
    dead, here = Somewhere(name="dead", fails=True), Somewhere()
    anchoring = Anchoring(store, [dead, here])
    fill(store)
    sign(store)
    anchoring.keep()
    first, second = anchoring.states()
    assert (first.failure, first.kept) == ("somewhere: not today", None)
    assert first.behind is not None
    assert (second.failure, second.behind) == ("", None)
    dead.fails = False
    anchoring.keep()
    assert anchoring.states()[0].failure == ""


def test_an_anchor_that_holds_more_than_there_is_says_so_until_it_takes_something(
    store: Store, tmp_path: Path
) -> None:
    there = FileAnchor(path=tmp_path / "kept.jsonl")
    fill(store)
    sign(store)
    Anchoring(store, [there]).keep()
    with store.write() as connection:
        unguard(connection)
        connection.execute(LEAVES.delete().where(LEAVES.c.position >= 9))
        connection.execute(CHECKPOINTS.delete())
        connection.execute(ANCHORINGS.delete())
    sign(store)
    anchoring = Anchoring(store, [there])
    anchoring.keep()
    (state,) = anchoring.states()
    assert state.contradicted
    assert "holds 15 entries, there are 9" in state.failure
    there.path.rename(tmp_path / "evidence.jsonl")
    anchoring.keep()
    (state,) = anchoring.states()
    assert (state.contradicted, state.failure) == (False, "")


def test_what_another_gateway_brought_meanwhile_is_no_contradiction(
    store: Store, tmp_path: Path
) -> None:
    there = FileAnchor(path=tmp_path / "kept.jsonl")
    fill(store)
    sign(store)

    @dataclass
    class Late(Somewhere):
        """Before it takes the checkpoint, another gateway brings a newer one."""

        def keep(self, news: News) -> str:
            if not self.kept:
                ask(store, "later")
                sign(store)
                Anchoring(store, [there]).keep()
            self.kept.append(news)
            return there.keep(news)

    late = Late()
    anchoring = Anchoring(store, [late])
    anchoring.keep()
    (state,) = anchoring.states()
    assert (state.contradicted, state.failure, state.behind) == (False, "", None)
    assert [news.size for news in late.kept] == [15, 17]


def test_an_anchor_with_a_rhythm_waits(store: Store) -> None:
    clock = [datetime.now(UTC)]
    daily = Somewhere(every=timedelta(days=1))
    anchoring = Anchoring(store, [daily], now=lambda: clock[0])
    for number in range(3):
        ask(store, f"r{number}")
        sign(store)
        anchoring.keep()
    assert len(daily.kept) == 1
    clock[0] += timedelta(days=1)
    anchoring.keep()
    assert len(daily.kept) == 2


def test_that_a_log_is_empty_is_kept_where_it_costs_nothing(store: Store) -> None:
    here, daily = Somewhere(), Somewhere(name="daily", every=timedelta(days=1))
    anchoring = Anchoring(store, [here, daily])
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step()
    anchoring.keep()
    anchoring.keep()
    assert ([news.size for news in here.kept], daily.kept) == ([0], [])
    assert [state.behind for state in anchoring.states()] == [None, None]
    ask(store, "first")
    keeper.step()
    anchoring.keep()
    assert [(news.size, news.known) for news in here.kept] == [(0, 0), (2, 0)]
    assert [news.size for news in daily.kept] == [2]


def test_the_thread_keeps_what_it_is_told_of(store: Store) -> None:
    here = Somewhere()
    anchoring = Anchoring(store, [here])
    anchoring.start()
    fill(store)
    sign(store)
    anchoring.notify()
    anchoring.stop()
    assert len(here.kept) == 1


def test_what_is_signed_while_an_anchor_is_slow_is_kept_before_it_stops(store: Store) -> None:
    asked, go_on = threading.Event(), threading.Event()
    here = Somewhere()

    def slowly(news: News) -> str:
        asked.set()
        go_on.wait(10)
        here.kept.append(news)
        return ""

    slow = Somewhere(name="slow")
    slow.keep = slowly  # type: ignore[method-assign]
    anchoring = Anchoring(store, [slow])
    fill(store)
    sign(store)
    anchoring.start()
    anchoring.notify()
    assert asked.wait(10)
    ask(store, "later")
    sign(store)
    stopping = threading.Thread(target=anchoring.stop)
    stopping.start()
    stopping.join(0.2)  # it waits for the slow one
    assert stopping.is_alive()
    go_on.set()
    stopping.join()
    assert [news.size for news in here.kept] == [15, 17]

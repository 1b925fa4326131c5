"""Kill -9 between any two statements: nothing left without a record, and the log has no fault.

Quick: every 23rd point. `slow`: every single one.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.anchors import FileAnchor
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.standing import Log
from gateway.audit.log.tables import LEAVES, LOG_QUEUE
from gateway.audit.log.verdicts import Verdict
from gateway.audit.log.verify import verify
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS
from tests.unit.gateway.audit.samples import KEYS, MOMENT

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dying:
    """Gateways that write to one store and die."""

    url: str
    anchors: Path
    process: "subprocess.Popen[str]"

    def live(self, *, until: int) -> dict[str, Any]:
        """One gateway that is killed at that point; 0: it ends in good order."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"url": self.url, "anchors": str(self.anchors), "point": until}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told


@pytest.fixture
def dying(url: str, tmp_path: Path) -> Iterator[Dying]:
    store = Store.open(url, KEYS)
    store.periods.load(MOMENT)
    store.close()
    command = [sys.executable, "-m", "tests.integration.audit.dying_process"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Dying(url=url, anchors=tmp_path / "anchors.jsonl", process=process)
        assert process.stdin is not None
        process.stdin.close()


async def die_at(points: range, dying: Dying) -> None:
    for point in points:
        told = dying.live(until=point)
        assert told["died"] == (not told["passed"]), told["status"]
        assert told["died"] or len(told["passed"]) < point
        await check(dying, told["told"])


async def check(dying: Dying, may_leave: list[str]) -> None:
    """As it was left, and then as the next gateway leaves it."""
    store = Store.open(dying.url, KEYS)
    with store.read() as connection:
        recorded = set(connection.execute(select(INTERACTIONS.c.id)).scalars())
        both = select(func.count()).select_from(LEAVES.join(LOG_QUEUE, entry_is_the_same()))
        assert set(may_leave) <= recorded
        assert connection.execute(both).scalar() == 0
    await recover(store, dying.anchors)
    with store.read() as connection:
        key = Sequencer(store, KEYS.checkpoint).signer.verifier
        kept = list(notes_in(dying.anchors))
        found = verify(connection, [key], anchors=kept)
        ended = set(connection.execute(select(ENDINGS.c.interaction_id)).scalars())
        entries = connection.execute(select(func.count(), LEAVES.c.log).group_by(LEAVES.c.log))
        leaves = {log: count for count, log in entries}
    assert set(found.verdicts) == {Verdict.OK.value}, found.damages
    assert found.waiting == 0
    assert ended == recorded  # the primary key of endings sees to it that none has two
    assert {one.log: (one.leaves, one.anchored) for one in found.logs} == {
        log: (count, count) for log, count in leaves.items()
    }
    store.close()


def entry_is_the_same() -> Any:
    return LEAVES.c.entry == LOG_QUEUE.c.entry


async def recover(store: Store, anchors: Path) -> None:
    """The next gateway on this machine: it closes what was left open, and goes on with the log."""
    recorder = Recorder(store, instance="next")
    await recorder.start()
    log = Log(store, Sequencer(store, KEYS.checkpoint), [FileAnchor(path=anchors)])
    log.start()
    assert not recorder.statistics.down
    await recorder.close()
    log.stop()
    after = log.statistics
    assert (after.signing, after.failures, after.warnings, after.waiting) == (True, 0, (), 0)


async def test_killed_here_and_there(dying: Dying) -> None:
    whole = dying.live(until=0)
    assert not whole["died"]
    assert len(whole["told"]) == 5
    await check(dying, whole["told"])
    await die_at(range(20, len(whole["passed"]), 23), dying)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_killed_between_every_two_statements(dying: Dying) -> None:
    most = max(len(dying.live(until=0)["passed"]) for _ in range(3))
    await die_at(range(1, most + 1), dying)

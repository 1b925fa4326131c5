"""PostgreSQL falls over under load: nothing left without a record, and the log has no fault.

And where a standby was not awaited, the loss is named, and nothing is signed over it.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.anchors import FileAnchor
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.standing import Log
from gateway.audit.log.tables import LEAVES
from gateway.audit.log.verdicts import Verdict, Verification
from gateway.audit.log.verify import verify
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.errors import RecordError
from tests.integration.audit.load import Load, until
from tests.postgres import Cluster, cluster
from tests.standby import standby_of, url_of_both
from tests.unit.gateway.audit.samples import KEYS, screened


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def primary(running: ExitStack) -> Cluster:
    return running.enter_context(cluster())


def load_on(url: str, folder: Path, running: ExitStack) -> Load:
    opened(url).close()
    load = Load(url=url, folder=folder)
    running.callback(lambda: [process.kill() for process in load.processes])
    return load


def opened(url: str) -> Store:
    return Store.open(url, KEYS)


def verified(store: Store, anchors: Path) -> Verification:
    key = Sequencer(store, KEYS.checkpoint).signer.verifier
    with store.read() as connection:
        return verify(connection, [key], anchors=list(notes_in(anchors)))


def check(load: Load) -> None:
    """Every prompt that may have left has its record, and its place in a log without a fault."""
    may_leave, fared = load.stop()
    store = opened(load.url)
    with store.read() as connection:
        recorded = set(connection.execute(select(INTERACTIONS.c.id)).scalars())
        ended = set(connection.execute(select(ENDINGS.c.interaction_id)).scalars())
        entries = connection.execute(select(LEAVES.c.entry)).scalars().all()
    found = verified(store, load.anchors)
    assert may_leave <= recorded == ended
    assert len(entries) == len(set(entries))
    assert recorded <= set(entries)
    assert set(found.verdicts) == {Verdict.OK.value}, found.damages
    assert found.waiting == 0
    assert [(log.leaves, log.anchored) for log in found.logs] == [(len(entries), len(entries))]
    for one in fared:
        clear = {"down": False, "signing": True, "warnings": []}
        assert one | clear == one
    store.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_server_that_is_restarted_at_once_again_and_again(
    primary: Cluster, running: ExitStack, tmp_path: Path
) -> None:
    load = load_on(primary.new_database("records"), tmp_path, running)
    load.start(3)
    for _ in range(5):
        load.go_on(60)
        primary.restart()
    load.go_on(60)
    check(load)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_standby_that_is_awaited_takes_over_and_nothing_is_lost(
    primary: Cluster, running: ExitStack, tmp_path: Path
) -> None:
    primary.new_database("records")
    standby = running.enter_context(standby_of(primary, synchronous=True))
    load = load_on(url_of_both(primary, standby, "records"), tmp_path, running)
    load.start(3)
    load.go_on(100)
    primary.kill()
    standby.promote()
    load.go_on(100)
    check(load)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_nothing_leaves_while_an_awaited_standby_is_away(
    primary: Cluster, running: ExitStack
) -> None:
    primary.new_database("records")
    standby = running.enter_context(standby_of(primary, synchronous=True))
    store = opened(url_of_both(primary, standby, "records"))
    recorder = Recorder(store, instance="first", deadline_seconds=1)
    await recorder.start()
    await ask(recorder, 5)
    standby.kill()
    with pytest.raises(RecordError):
        await ask(recorder, 1)
    until(lambda: recorder.statistics.down)
    standby.start()
    until(lambda: not recorder.statistics.down)
    await ask(recorder, 5)
    await recorder.close()
    store.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_an_old_primary_that_comes_back_acknowledges_nothing(
    primary: Cluster, running: ExitStack, tmp_path: Path
) -> None:
    primary.new_database("records")
    standby = running.enter_context(standby_of(primary, synchronous=True))
    store = opened(url_of_both(primary, standby, "records"))
    recorder = Recorder(store, instance="first", deadline_seconds=2)
    await recorder.start()
    anchor = FileAnchor(path=tmp_path / "anchors.jsonl")
    log = Log(store, Sequencer(store, KEYS.checkpoint, checkpoint_events=1), [anchor])
    log.start()
    may_leave = await ask(recorder, 20)
    until(lambda: leaves(store) >= 20)
    primary.kill()
    standby.promote()
    may_leave += await ask(recorder, 20)
    until(lambda: leaves(store) >= 40)
    primary.start()
    cut_connections(standby)  # the old one is the first host of the URL
    with pytest.raises(RecordError):
        await ask(recorder, 1)
    until(lambda: bool(log._sequencing.state().broken))
    primary.kill()
    may_leave += await ask(recorder, 5)
    await recorder.close()
    log.stop()
    assert (log.statistics.signing, log.statistics.warnings) == (True, ())
    with store.read() as connection:
        recorded = set(connection.execute(select(INTERACTIONS.c.id)).scalars())
    assert set(may_leave) <= recorded
    assert set(verified(store, anchor.path).verdicts) == {Verdict.OK.value}
    store.close()


def cut_connections(server: Cluster) -> None:
    """As a network does that comes back otherwise."""
    with server.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'records'"
        )


async def test_a_standby_that_lagged_behind_is_named_and_nothing_is_signed_over_it(
    primary: Cluster, running: ExitStack, tmp_path: Path
) -> None:
    primary.new_database("records")
    standby = running.enter_context(standby_of(primary, synchronous=False))
    store = opened(url_of_both(primary, standby, "records"))
    anchor = FileAnchor(path=tmp_path / "anchors.jsonl")
    recorder = Recorder(store, instance="first")
    await recorder.start()
    log = Log(store, Sequencer(store, KEYS.checkpoint, checkpoint_events=1), [anchor])
    log.start()
    await ask(recorder, 20)
    until(lambda: anchored(anchor, leaves(store)) and leaves(store) >= 20)
    standby.kill()
    lost = await ask(recorder, 20)
    until(lambda: anchored(anchor, leaves(store)) and leaves(store) >= 40)
    primary.kill()
    standby.start()
    standby.promote()
    left = leaves(store)
    assert 20 <= left < 40
    after = await ask(recorder, 5)  # prompts go on; the log does not
    until(lambda: bool(log._sequencing.state().broken))
    await recorder.close()
    log.stop()
    assert not log.statistics.signing
    assert "not signed any more" in log.statistics.warnings[0]
    assert leaves(store) == left
    with store.read() as connection:
        recorded = set(connection.execute(select(INTERACTIONS.c.id)).scalars())
    assert set(after) <= recorded
    assert not set(lost) & recorded
    assert Verdict.TRUNCATED.value in verified(store, anchor.path).verdicts
    gone_on_with(store, anchor)
    store.close()


def gone_on_with(store: Store, anchor: FileAnchor) -> None:
    """A gateway that is started anew remembers nothing: what was anchored contradicts it."""
    log = Log(store, Sequencer(store, KEYS.checkpoint), [anchor])
    log.start()
    log.stop()
    assert "does not go on from what is kept" in log.statistics.warnings[0]
    assert not verified(store, anchor.path).sound
    anchor.path.rename(anchor.path.with_name("evidence"))
    anew = Log(store, Sequencer(store, KEYS.checkpoint), [anchor])
    anew.start()
    anew.stop()
    assert (anew.statistics.signing, anew.statistics.warnings) == (True, ())
    assert verified(store, anchor.path).sound


async def ask(recorder: Recorder, how_many: int) -> list[str]:
    made = [screened(f"Question {number}") for number in range(how_many)]
    for one in made:
        await recorder.request(one)
    return [one.interaction.id for one in made]


def leaves(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(LEAVES)).scalar_one()


def anchored(anchor: FileAnchor, size: int) -> bool:
    return anchor.path.exists() and f"\\n{size}\\n" in anchor.path.read_text().splitlines()[-1]

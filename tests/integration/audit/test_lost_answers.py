"""The line to PostgreSQL breaks at a commit: a prompt leaves exactly where its record is durable."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.audit.queries import show
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.errors import RecordError
from tests.cut_line import CutLine
from tests.integration.audit.load import until
from tests.postgres import Cluster, cluster, shared_cluster
from tests.standby import standby_of
from tests.unit.gateway.audit.samples import KEYS, MOMENT, answer, screened

WRITES = b"INSERT INTO interactions"


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="line-") as made:  # short enough for a socket
        yield Path(made)


@pytest.fixture
def line(folder: Path) -> Iterator[CutLine]:
    with CutLine(shared_cluster().socket, folder) as made:
        yield made


@pytest.fixture
def store(line: CutLine) -> Iterator[Store]:
    shared_cluster().emptied_database("records", keep={"alembic_version"})
    opened = Store.open(url(line, "records"), KEYS)
    opened.load_keys(MOMENT)
    yield opened
    opened.close()


@pytest.fixture
async def recorder(store: Store) -> AsyncIterator[Recorder]:
    running = Recorder(store, instance="first")
    await running.start()
    yield running
    await running.close()


def url(line: CutLine, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={line.folder}"


def count(store: Store, table: object) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


@pytest.mark.parametrize("answered", [pytest.param(False, marks=pytest.mark.slow), True])
async def test_a_prompt_whose_record_was_written_leaves_though_the_answer_was_lost(
    line: CutLine, store: Store, recorder: Recorder, answered: bool
) -> None:
    made = screened("Dear Jane Doe")
    line.cut(WRITES, answered=answered)
    await recorder.request(made)
    assert line.cuts == 1
    assert count(store, INTERACTIONS) == 1
    assert (recorder.statistics.failures, recorder.statistics.down) == (0, False)
    assert count(store, ENDINGS) == 0, "it is open, like any prompt that has left"
    await recorder.answer(answer(made.interaction.id, received="Yes"))
    record = show(store, made.interaction.id)
    assert record is not None
    assert record.ending is not None
    assert record.ending["outcome"] == "complete"


@pytest.mark.slow
async def test_a_second_record_of_a_name_is_refused_while_the_line_holds(
    line: CutLine, store: Store, recorder: Recorder
) -> None:
    made = screened("Dear Jane Doe")
    await recorder.request(made)
    with pytest.raises(RecordError):
        await recorder.request(made)
    assert line.cuts == 0


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_what_an_awaited_standby_lacks_is_not_taken_for_durable() -> None:
    """It can be seen already, and would be lost if this server were."""
    with ExitStack() as running:
        primary = running.enter_context(cluster())
        store = Store.open(primary.new_database("records"), KEYS)
        standby = running.enter_context(standby_of(primary, synchronous=True))
        recorder = Recorder(store, instance="first", deadline_seconds=5)
        await recorder.start()
        store.load_keys(MOMENT)
        standby.kill()
        asked = asyncio.ensure_future(recorder.request(screened("Dear Jane Doe")))
        await asyncio.to_thread(end_who_waits_for_the_standby, primary)
        with pytest.raises(RecordError):
            await asked
        assert count(store, INTERACTIONS) == 1
        standby.start()
        await asyncio.to_thread(until, lambda: count(store, ENDINGS) == 1)
        await recorder.close()
        store.close()


def end_who_waits_for_the_standby(primary: Cluster) -> None:
    """Its commit is done, but not on the standby; the connection ends before it is told."""
    waits = "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid <> pg_backend_pid()"
    with primary.connect() as connection:
        until(lambda: bool(connection.execute(f"SELECT 1 {waits}").fetchone()))
        connection.execute(f"SELECT pg_terminate_backend(pid) {waits}")

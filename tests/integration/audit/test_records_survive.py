"""Records survive: a killed gateway, two gateways at once, a database that goes and comes back."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.audit.queries import find_person, show
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS, PASSAGE_MENTIONS, PAYLOADS
from gateway.errors import RecordError
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import KEYS, screened

ROOT = Path(__file__).parents[3]


def writer(url: str, how_many: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.integration.audit.writer_process", url, str(how_many)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def count(store: Store, table: object) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


async def test_a_killed_gateway_has_every_record_it_acknowledged(url: str) -> None:
    child = writer(url, 0)
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(200)]
    child.kill()
    acknowledged += [
        line.strip()
        for line in child.stdout.read().splitlines(keepends=True)
        if line.endswith("\n")
    ]
    child.wait()
    store = Store.open(url, KEYS)
    with store.read() as connection:
        found = set(connection.execute(select(INTERACTIONS.c.id)).scalars())
    assert set(acknowledged) <= found
    record = show(store, acknowledged[-1])
    assert record is not None
    assert record.texts["prompt_typed"][0].text.startswith("Dear Jane Doe")
    assert {one.id for one in find_person(store, "Jane Doe")} == found
    assert count(store, PASSAGE_MENTIONS) == 3  # the name and its two words, once
    assert count(store, ENDINGS) < len(found)
    recorder = Recorder(store, instance="next")
    await recorder.start()
    assert count(store, ENDINGS) == len(found)
    await recorder.close()
    store.close()


def test_two_gateways_write_to_one_store(url: str) -> None:
    children = [writer(url, 150), writer(url, 150)]
    outputs = [child.communicate(timeout=60)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    store = Store.open(url, KEYS)
    assert {len(output.splitlines()) for output in outputs} == {150}
    assert [count(store, table) for table in (INTERACTIONS, ENDINGS)] == [300, 300]
    assert count(store, PAYLOADS) == 2 * 300 + 100  # typed and sent; a third were answered
    store.close()


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_a_restarted_database_is_found_again(store: Store, recorder: Recorder) -> None:
    await recorder.request(screened("before"))
    shared_cluster().restart()
    await asyncio.gather(*(recorder.request(screened("after")) for _ in range(20)))
    assert count(store, INTERACTIONS) == 21
    assert recorder.statistics.failures == 0


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_a_stopped_database_is_an_error_at_once_and_not_for_ever(
    store: Store, recorder: Recorder
) -> None:
    shared_cluster().stop()
    try:
        outcomes = await asyncio.gather(
            *(recorder.request(screened("Hello")) for _ in range(5)), return_exceptions=True
        )
    finally:
        shared_cluster().start()
    assert {type(outcome) for outcome in outcomes} == {RecordError}
    assert recorder.statistics.failures == 5
    await recorder.request(screened("Hello"))
    assert count(store, INTERACTIONS) == 1


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_a_database_that_takes_no_writes_is_down_and_left_for_one_that_does(
    store: Store, recorder: Recorder
) -> None:
    await recorder.request(screened("before"))
    read_only(store, "on")
    try:
        with pytest.raises(RecordError):
            await recorder.request(screened("meanwhile"))
        assert recorder.statistics.down
    finally:
        read_only(store, "off")
    await recorder.request(screened("after"))  # on a connection made since: the old ones stay so
    assert not recorder.statistics.down
    assert count(store, INTERACTIONS) == 2


def read_only(store: Store, switch: str) -> None:
    """As a standby is: for connections made from now on; those that are open are cut."""
    with shared_cluster().connect() as connection:
        connection.execute(
            f"ALTER DATABASE records SET default_transaction_read_only = {switch}".encode()
        )
        if switch == "on":
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = 'records' AND pid <> pg_backend_pid()"
            )

"""The record store, as the doctor sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from gateway.audit.activities import activities
from gateway.audit.keys import Keys
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.cli.checks.database import _file, check_database
from gateway.cli.checks.line import State
from gateway.settings.load import Configuration, load
from gateway.types import Decision, Effect, Reason, Screened
from tests import make


@pytest.fixture
def configuration(config: Path, state: Path) -> Configuration:
    return load(config, state, {})


@pytest.fixture
def store(state: Path) -> Iterator[Store]:
    state.mkdir(mode=0o700)
    opened = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    yield opened
    opened.close()


def test_a_test_activity_is_written_and_read_back(
    configuration: Configuration, store: Store
) -> None:
    (line,) = check_database(configuration)
    assert line.state is State.OK, line
    assert "written and read back" in line.said
    (seen,) = activities(store)
    assert (seen.actor, seen.action) == ("doctor", "doctor.check")


def test_no_store_fails_and_none_is_made(configuration: Configuration, state: Path) -> None:
    (line,) = check_database(configuration)
    assert line.state is State.FAIL
    assert not state.exists()


def test_a_store_of_other_keys_fails(
    configuration: Configuration, store: Store, state: Path
) -> None:
    (state / "keys" / "index.key").unlink()
    (line,) = check_database(configuration)
    assert line.state is State.FAIL
    assert "index key" in line.said


async def test_records_from_the_future_fail(configuration: Configuration, store: Store) -> None:
    recorder = Recorder(store, instance="test")
    await recorder.start()
    reason = Reason(rule="r", clause="7.1", effect=Effect.ALLOW, message="m")
    await recorder.request(
        Screened(
            interaction=make.interaction(time=datetime.now(UTC) + timedelta(days=2)),
            hits=(),
            decision=Decision(effect=Effect.ALLOW, reasons=(reason,), policy_version="v"),
            sent=(),
        )
    )
    await recorder.close()
    assert State.FAIL in [line.state for line in check_database(configuration)]


def test_a_database_file_that_others_can_read_fails(
    configuration: Configuration, store: Store, state: Path
) -> None:
    (state / "records.db").chmod(0o644)
    (line,) = _file(state / "records.db")
    assert (line.state, line.do) == (State.FAIL, f"Run: chmod 600 {state / 'records.db'}")


def test_a_database_out_of_wal_mode_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (c)"))
    engine.dispose()
    path.chmod(0o600)
    (line,) = _file(path)
    assert line.state is State.WARN

"""A whole gateway with five roles: it serves as writer, and each command has its own connection."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.audit.keys import Keys
from tests.integration.postgres.separated import Separated, separated
from tests.served import Served, serving

pytestmark = pytest.mark.slow
PERSONAL = "Write to Margaret Okonkwo about her rent."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(tmp_path_factory.mktemp("roles"))


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Separated]:
    (folder / "state").mkdir(mode=0o700)
    with separated(Keys.load(folder / "state" / "keys", {})) as made:
        yield made


@pytest.fixture(scope="module")
def variables(database: Separated) -> dict[str, str]:
    named = {f"GATEWAY_{role.upper()}_DATABASE_URL": database.url(role) for role in OTHERS}
    return {"GATEWAY_DATABASE_URL": database.url("writer"), **named}


OTHERS = ("sequencer", "auditor", "retention")


@pytest.fixture(scope="module")
def served(folder: Path, variables: dict[str, str]) -> Iterator[Served]:
    with serving(folder, environment=variables) as running:
        yield running


def command(served: Served, variables: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "gateway", *arguments],
        env=os.environ
        | variables
        | {"GATEWAY_CONFIG_DIR": str(served.config), "GATEWAY_STATE_DIR": str(served.state)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_serves_and_its_log_goes_on(served: Served, database: Separated) -> None:
    assert served.chat(PERSONAL).status_code == 200
    with database.server.connect("gateway") as connection:
        for _ in range(100):
            row = connection.execute(
                "SELECT count(*) FROM leaves JOIN interactions ON entry = id"
            ).fetchone()
            if row and row[0]:
                break
            time.sleep(0.1)
        else:
            raise AssertionError("no record came into the log")
        users = connection.execute(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'gateway'"
        ).fetchall()
    assert {"genai_writer", "genai_sequencer"} <= {user for (user,) in users}
    assert "genai_owner" not in {user for (user,) in users}
    assert served.ready().json()["warnings"] == []
    assert "genai_gateway_retention_overdue 0.0" in served.metrics()


def test_each_command_has_a_connection_that_may(served: Served, variables: dict[str, str]) -> None:
    found = command(served, variables, "records", "person", "Margaret Okonkwo", "--why", "SAR 1")
    identity = found.strip().rpartition("Id: ")[2]
    shown = command(served, variables, "records", "show", identity, "--texts", "--why", "SAR 1")
    assert PERSONAL in shown
    assert "Sound" in command(served, variables, "records", "verify")
    assert command(served, variables, "retention", "run").startswith("0 records went.")
    assert "records.open" in command(served, variables, "records", "activities")
    command(served, variables, "detectors", "report", identity, "--verdict", "missed")
    command(served, variables, "tools", "pause", "claude", "--why", "Exercise")
    assert "missed" in command(served, variables, "detectors", "label", identity)

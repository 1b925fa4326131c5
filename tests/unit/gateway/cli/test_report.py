"""`report`: each run is recorded with who and why; files are private and never overwritten."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.audit.activities import activities
from gateway.audit.keys import Keys
from gateway.audit.officers import account_name
from gateway.audit.store import Store
from tests.unit.gateway.audit.reports.filled import CANARY, ask_all, fill
from tests.unit.gateway.cli.conftest import Run, appoint

KINDS = ("transparency", "usage", "atrs", "completeness", "dpia")


def open_store(state: Path) -> Store:
    """The store, beside the command."""
    return Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))


@pytest.fixture
def kept(state: Path) -> Path:
    """A store with the prompts of two months."""
    state.mkdir(mode=0o700)
    store = open_store(state)
    fill(store)
    store.close()
    return state


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_is_shown_and_recorded(cli: Run, kept: Path, kind: str) -> None:
    done = cli("report", kind, "--since", "2031-01-01", "--why", "Board")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("# ")
    assert "from 2031-01-01" in done.stdout
    assert CANARY not in done.output
    store = open_store(kept)
    (seen,) = activities(store)
    store.close()
    assert (seen.actor, seen.action, seen.why) == (account_name(), f"report.{kind}", "Board")
    assert dict(seen.more) == {
        "period": "from 2031-01-01 on",
        "format": "markdown",
        "file": "",
    }


def test_offices_decide_who_may_and_a_refusal_is_recorded(
    cli: Run, kept: Path, config: Path
) -> None:
    appoint(config, al_marsh="auditor", sec_ops="security")
    assert cli("report", "usage", "--by", "al.marsh").exit_code == 0
    refused = cli("report", "usage", "--by", "sec.ops")
    assert (refused.exit_code, refused.stdout) == (1, "")
    store = open_store(kept)
    latest = next(activities(store))
    store.close()
    assert (latest.actor, latest.action, latest.subject) == ("sec.ops", "access.refused", "report")


def test_a_file_is_private_and_written_once(cli: Run, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "usage.json"
    done = cli("report", "usage", "--format", "json", "--out", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8"))["report"] == "usage"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert cli("report", "usage", "--out", str(file)).exit_code == 1
    assert json.loads(file.read_text(encoding="utf-8"))["report"] == "usage"


def test_the_register_in_force_is_reported(cli: Run, kept: Path) -> None:
    cli("tools", "withdraw", "practice", "--why", "Ended")
    shown = json.loads(cli("report", "atrs", "--tool", "practice", "--format", "json").stdout)
    (draft,) = shown["sections"]
    assert draft["name"] == "practice"
    assert draft["fields"]["algorithmic_transparency_record_phase"] == "retired"


def test_a_tool_that_is_not_in_the_register_is_wrong_usage(cli: Run, kept: Path) -> None:
    assert cli("report", "atrs", "--tool", "nonesuch").exit_code == 2


def test_a_period_has_its_end_after_its_begin(cli: Run, kept: Path) -> None:
    done = cli("report", "usage", "--since", "2031-02-01", "--until", "2031-02-01")
    assert done.exit_code == 2


def test_without_records_there_is_nothing_to_report(cli: Run) -> None:
    assert cli("report", "usage").exit_code == 1


def test_only_the_period_is_counted(cli: Run, kept: Path) -> None:
    store = open_store(kept)
    ask_all(store, {n: {"time": datetime(2032, 5, 1, tzinfo=UTC)} for n in range(100, 107)})
    store.close()
    done = cli("report", "usage", "--since", "2032-01-01", "--format", "csv")
    assert "totals,prompts,value,7" in done.stdout.splitlines()

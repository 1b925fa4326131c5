"""`doctor`: one line per check, and what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import refusing
from tests.unit.gateway.cli.conftest import Run


@pytest.fixture
def nowhere() -> Iterator[tuple[str, ...]]:
    with refusing() as address:
        yield "--offline", "--metrics", address


def test_every_mistake_in_the_configuration_is_a_line_and_fails(
    cli: Run, config: Path, nowhere: tuple[str, ...]
) -> None:
    (config / "policy.yaml").write_text("rules: 7\n", encoding="utf-8")
    (config / "gateway.yaml").write_text("listenn: {}\n", encoding="utf-8")
    done = cli("doctor", *nowhere)
    assert done.exit_code == 1
    assert "fail  configuration: policy.yaml:1" in done.stdout
    assert "fail  configuration: gateway.yaml:1: listenn: is not a known key" in done.stdout


def test_before_the_first_start_it_says_what_is_missing_and_makes_nothing(
    cli: Run, state: Path, nowhere: tuple[str, ...]
) -> None:
    done = cli("doctor", *nowhere)
    assert done.exit_code == 1
    assert "ok    configuration: right" in done.stdout
    for name in ("keys", "certificate", "database", "gateway"):
        assert f"fail  {name}: " in done.stdout
    assert done.stdout.count("What to do: ") >= 4
    assert not state.exists()


def test_without_a_running_gateway_there_is_no_probe(cli: Run, nowhere: tuple[str, ...]) -> None:
    assert "probe" not in cli("doctor", *nowhere).stdout


def test_the_password_is_asked_for_and_not_shown(cli: Run, nowhere: tuple[str, ...]) -> None:
    done = cli("doctor", "--user", "j.bloggs", *nowhere, text="CANARY phrase\n")
    assert "CANARY" not in done.output


def test_a_live_check_of_an_unknown_tool_says_which_there_are(cli: Run) -> None:
    done = cli("doctor", "--live", "nothing")
    assert done.exit_code == 1
    assert "There are practice, practice-public, practice-paused." in done.output


def test_pinned_clients_need_records_to_be_known(cli: Run) -> None:
    done = cli("doctor", "--pinned")
    assert done.exit_code == 1
    assert "There are no records" in done.output

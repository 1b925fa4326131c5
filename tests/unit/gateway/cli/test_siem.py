"""`siem test` and the doctor's line: the real sender, the real format, a plain word when it fails."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from gateway.cli.checks.line import State
from gateway.cli.checks.siem import check_siem
from gateway.cli.program import program
from gateway.settings.load import load
from tests.receivers import web_receiver
from tests.unit.gateway.cli.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    import shutil

    shutil.copytree(ROOT / "config", tmp_path / "config")
    return tmp_path


def configure(folder: Path, *destinations: dict[str, Any]) -> None:
    file = folder / "config" / "gateway.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["siem"] = {"destinations": list(destinations)}
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")


def call(folder: Path, *words: str) -> Result:
    places = ("--config", str(folder / "config"), "--state", str(folder / "state"))
    return CliRunner().invoke(program, ["siem", "test", *words, *places])


def test_a_test_event_arrives_in_the_format_of_its_destination(folder: Path) -> None:
    with web_receiver() as receiver:
        configure(
            folder,
            {"name": "soc", "to": "http", "url": receiver.url},
            {"name": "file", "to": "file", "path": "siem/events.log", "format": "cef"},
        )
        result = call(folder, "--show")
        assert result.exit_code == 0
        assert "soc: took the test event" in result.output
        (document,) = map(json.loads, receiver.lines())
    assert document["metadata"]["event_code"] == "genai.siem.test"
    line = (folder / "state" / "siem" / "events.log").read_text(encoding="utf-8")
    assert line.startswith("CEF:0|")
    assert line in result.output


def test_one_destination_can_be_chosen_and_a_failure_is_told(folder: Path) -> None:
    configure(
        folder,
        {"name": "soc", "to": "tcp", "address": "127.0.0.1:9"},
        {"name": "file", "to": "file", "path": "events.log"},
    )
    assert call(folder, "file").exit_code == 0
    failed = call(folder)
    assert failed.exit_code == 1
    assert "soc: Connection refused" in failed.output
    assert call(folder, "other").exit_code == 1


def test_without_a_destination_the_answer_is_no(folder: Path) -> None:
    configure(folder)
    result = call(folder)
    assert result.exit_code == 1
    assert "There is no destination under siem" in result.output


def test_the_doctor_warns_and_does_not_fail(folder: Path) -> None:
    configure(folder, {"name": "soc", "to": "tcp", "address": "127.0.0.1:9"})
    configuration = load(folder / "config", folder / "state", {})
    (line,) = check_siem(configuration, connect=True)
    assert line.state is State.WARN
    assert "refused" in line.said
    (line,) = check_siem(configuration, connect=False)
    assert line.state is State.OK


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": "a", "to": "tls"}, "needs 'address'"),
        ({"name": "a", "to": "file", "path": "x", "url": "https://a"}, "does not use 'url'"),
        ({"name": "A B", "to": "file", "path": "x"}, "pattern"),
        ({"name": "a", "to": "tcp", "address": "h:1", "ca_file": "c"}, "does not use 'ca_file'"),
        ({"name": "a", "to": "http", "url": "https://u:p@host/"}, "pattern"),
    ],
)
def test_a_destination_that_does_not_fit_is_named(
    folder: Path, row: dict[str, Any], said: str
) -> None:
    configure(folder, row)
    result = call(folder)
    assert result.exit_code == 2
    assert said in result.output

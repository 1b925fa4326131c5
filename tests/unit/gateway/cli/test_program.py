"""The command tree: help that teaches, exit codes, and no tracebacks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from detectors.types import ScanFailed
from gateway.cli.program import COMMANDS, Program, program
from gateway.errors import ConfigError, Problem, RecordError
from tests.unit.gateway.cli.conftest import Run


def commands(group: click.Group, *above: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)
        else:
            yield (*above, name), command


ALL = dict(commands(program))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_help_of_every_command_gives_an_example_and_the_exit_codes(
    cli: Run, words: tuple[str, ...]
) -> None:
    shown = cli(*words, "--help")
    assert shown.exit_code == 0
    assert "Exit code" in shown.output
    if words != ("version",):
        assert f"genai-gateway {' '.join(words)}" in shown.output


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    options = [p for p in ALL[words].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_every_command_is_in_the_list_with_a_summary(cli: Run) -> None:
    shown = cli("--help").output
    for name, (_, summary) in COMMANDS.items():
        assert f"  {name} " in shown
        assert summary in shown


@pytest.mark.parametrize(
    "group", ["policy", "detectors", "tools", "records", "case", "retention", "ca", "users"]
)
def test_the_summaries_of_a_group_are_not_cut_off(cli: Run, group: str) -> None:
    listed = cli(group, "--help").output.partition("Commands:\n")[2]
    assert listed
    assert "..." not in listed


def test_an_unknown_command_is_wrong_usage(cli: Run) -> None:
    assert cli("frobnicate").exit_code == 2


def test_help_does_not_wait_for_the_scanner_to_be_imported() -> None:
    code = (
        "import sys; from gateway.cli.program import program\n"
        "program.main(['--help'], standalone_mode=False)\n"
        "assert not {'spacy', 'presidio_analyzer', 'sqlalchemy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def failing() -> "FailingProgram":
    return FailingProgram(name="failing")


class FailingProgram(Program):
    """A tree with one command that raises what it is told to."""

    error: Exception = RuntimeError()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        def callback() -> None:
            raise self.error

        return click.Command(cmd_name, callback=callback)


def said(program_: FailingProgram, error: Exception) -> tuple[int, str]:
    from click.testing import CliRunner

    program_.error = error
    result = CliRunner().invoke(program_, ["any"])
    return result.exit_code, result.stderr


def test_an_unexpected_error_shows_its_kind_and_never_its_text(failing: FailingProgram) -> None:
    code, text = said(failing, KeyError("CANARY prompt text"))
    assert code == 1
    assert "KeyError" in text
    assert "CANARY" not in text
    assert "Traceback" not in text


def test_every_problem_of_the_configuration_is_printed_with_file_and_line(
    failing: FailingProgram,
) -> None:
    problems = [
        Problem(file="policy.yaml", line=3, where="rules[0]", message="is odd"),
        Problem(file="tools.yaml", line=9, where="tools[1]", message="is odder"),
    ]
    code, text = said(failing, ConfigError(*problems))
    assert code == 2
    assert "policy.yaml:3: rules[0]: is odd" in text
    assert "tools.yaml:9: tools[1]: is odder" in text


@pytest.mark.parametrize("error", [RecordError("no store"), ScanFailed("no store")])
def test_what_the_gateway_knows_it_cannot_do_is_one_line(
    failing: FailingProgram, error: Exception
) -> None:
    assert said(failing, error) == (1, "Error: no store\n")


def test_a_file_that_cannot_be_read_is_named(failing: FailingProgram, tmp_path: Path) -> None:
    error = FileNotFoundError(2, "No such file or directory", str(tmp_path / "x"))
    assert said(failing, error) == (1, f"Error: No such file or directory: {tmp_path / 'x'}\n")

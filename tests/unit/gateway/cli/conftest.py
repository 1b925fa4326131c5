"""A copy of the shipped configuration, an empty state folder, and a way to run the command."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli.program import program

ROOT = Path(__file__).parents[4]
Run = Callable[..., Result]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The shipped configuration, to be changed at will."""
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder)
    return folder


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder that does not exist yet."""
    return tmp_path / "state"


@pytest.fixture
def cli(config: Path, state: Path) -> Run:
    """Runs `genai-gateway` with these folders."""
    environment = {"GATEWAY_CONFIG_DIR": str(config), "GATEWAY_STATE_DIR": str(state)}

    def run(*arguments: str, text: str | bytes = "") -> Result:
        return CliRunner().invoke(program, arguments, input=text, env=environment)

    return run


def appoint(config: Path, **offices: str) -> None:
    """Officers in gateway.yaml, each with one role; everything else about them is usual."""
    file = config / "gateway.yaml"
    rows = "".join(
        f"  - {{person: {person.replace('_', '.')}, roles: [{role.replace('_', '-')}]}}\n"
        for person, role in offices.items()
    )
    text = re.sub(r"(?m)^officers: .*$", "officers:\n" + rows, file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")

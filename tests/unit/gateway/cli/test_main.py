"""`python -m gateway` and `genai-gateway` are the same program."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.cli.program import main

SCRIPT = Path(sys.executable).parent / "genai-gateway"


@pytest.mark.parametrize("command", [[sys.executable, "-m", "gateway"], [str(SCRIPT)]])
def test_both_names_start_the_same_program(command: list[str]) -> None:
    if not Path(command[0]).exists():
        pytest.skip("the package is not installed here, so there is no script")
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: genai-gateway ")


def test_the_process_ends_with_the_commands_exit_code() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["frobnicate"])
    assert ended.value.code == 2

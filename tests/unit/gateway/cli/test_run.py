"""`run` becomes the proxy's own process."""

import os
import subprocess
import sys
from pathlib import Path

from gateway.cli.places import Places
from gateway.cli.run import proxy_command

PLACES = Places(config=Path("c"), state=Path("s"))


def test_every_option_reaches_the_proxy() -> None:
    command = proxy_command(
        PLACES, listen="127.0.0.1:1", modes=["regular", "socks5"], metrics="127.0.0.1:2"
    )
    assert command[1:] == [
        *("-m", "addons.run", "--config", "c", "--state", "s"),
        *("--listen", "127.0.0.1:1", "--metrics", "127.0.0.1:2"),
        *("--mode", "regular", "--mode", "socks5"),
    ]


def test_what_is_not_given_is_left_to_the_configuration() -> None:
    assert proxy_command(PLACES, listen=None, modes=(), metrics=None)[3:] == [
        *("--config", "c", "--state", "s")
    ]


def test_a_mistake_in_the_configuration_ends_with_code_2_and_a_line(
    config: Path, state: Path
) -> None:
    (config / "policy.yaml").write_text("rules: 7\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "gateway",
        "run",
        "--config",
        str(config),
        "--state",
        str(state),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 2, done.stderr
    assert "policy.yaml:1" in done.stderr
    assert "Traceback" not in done.stderr

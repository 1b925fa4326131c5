"""The service unit is well formed and as shut as the documentation says."""

import shutil
import subprocess
from pathlib import Path

import pytest

from .promql import DEPLOY

UNIT = DEPLOY / "systemd" / "genai-gateway.service"
analyse = shutil.which("systemd-analyze")


def settings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_it_runs_the_gateway_as_its_own_user_with_its_own_folder() -> None:
    unit = settings()
    assert unit["ExecStart"] == ["/opt/genai-gateway/.venv/bin/genai-gateway run"]
    assert unit["User"] == unit["StateDirectory"] == ["genai-gateway"]
    assert "GATEWAY_STATE_DIR=/var/lib/genai-gateway" in unit["Environment"]


def test_a_reload_is_a_hangup_and_a_mistake_in_the_configuration_is_not_retried() -> None:
    unit = settings()
    assert unit["ExecReload"] == ["/bin/kill -HUP $MAINPID"]
    assert unit["RestartPreventExitStatus"] == ["2"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("UMask", "0077"),
        ("LimitCORE", "0"),
    ],
)
def test_it_is_shut(name: str, value: str) -> None:
    assert settings()[name] == [value]


@pytest.mark.skipif(
    not analyse, reason="systemd-analyze is not installed: the unit is not verified"
)
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    # The program is not installed here; every other complaint counts.
    unit = tmp_path / UNIT.name
    text = UNIT.read_text("utf-8").replace(settings()["ExecStart"][0], "/bin/true")
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [analyse or "", "verify", unit], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if UNIT.name in line]
    assert ours == []

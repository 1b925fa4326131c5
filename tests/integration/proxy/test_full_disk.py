"""A disk without space: no prompt leaves without its record, health says why, and it passes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MOUNT = 'mount -t tmpfs -o size=4m none "$1"'


def own_disk(disk: Path, *command: str) -> list[str]:
    """The command, with a small file system of its own at that folder."""
    script = f'{MOUNT} && shift && exec "$@"'
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(disk), *command]


def test_a_full_disk_lets_no_prompt_out_and_passes(tmp_path: Path) -> None:
    folder, disk = tmp_path / "gateway", tmp_path / "disk"
    folder.mkdir()
    disk.mkdir()
    if (
        not shutil.which("unshare")
        or subprocess.run(own_disk(disk, "true"), check=False).returncode
    ):
        pytest.skip("this machine lets nobody mount a file system of their own")
    program = [sys.executable, "-m", "tests.integration.proxy.full_disk_process"]
    child = subprocess.run(
        own_disk(disk, *program, str(folder), str(disk)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
        check=True,
    )
    before, full, still, after, kept = json.loads(child.stdout.splitlines()[-1])
    assert (before["status"], before["reached"], before["down"]) == (200, 1, False)
    for refused in (full, still):
        assert (refused["status"], refused["reached"], refused["down"]) == (403, 1, True)
        assert refused["why"] == "disk full, SQLITE_FULL"
        assert "bins" not in refused["said"]
    assert (after["status"], after["reached"], after["down"]) == (200, 2, False)
    assert kept == {"records": 2, "sound": True}

"""A disk without space: no prompt leaves without its record, health says why, and it passes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = 'mount -t tmpfs -o size="$2" none "$1" && shift 2 && exec "$@"'


def own_disk(disk: Path, size: str, *command: str) -> list[str]:
    """The command, with a small file system of its own at that folder.

    Root keeps its right to become another user, as PostgreSQL asks for.
    """
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    script = ["sh", "-c", SCRIPT, "sh", str(disk), size]
    return ["unshare", *mapped, "--mount", *script, *command]


@pytest.fixture
def happened(tmp_path: Path) -> Iterator[Callable[[str, str], list[dict[str, Any]]]]:
    """What a proxy told whose database of that kind has a disk of that size."""
    # Not pytest's folder, which is closed to the user of PostgreSQL's server.
    folder, disk = tmp_path / "gateway", Path(tempfile.mkdtemp(prefix="disk-"))
    folder.mkdir()
    disk.chmod(0o755)

    def run(engine: str, size: str) -> list[dict[str, Any]]:
        program = [sys.executable, "-m", "tests.integration.proxy.full_disk_process"]
        child = subprocess.run(
            own_disk(disk, size, *program, str(folder), str(disk), engine),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            timeout=240,
            check=True,
        )
        told: list[dict[str, Any]] = json.loads(child.stdout.splitlines()[-1])
        return told

    tried = own_disk(disk, "4m", "true")
    if not shutil.which("unshare") or subprocess.run(tried, check=False).returncode:
        pytest.skip("this machine lets nobody mount a file system of their own")
    yield run
    disk.rmdir()


def test_a_full_disk_lets_no_prompt_out_and_passes(
    happened: Callable[[str, str], list[dict[str, Any]]],
) -> None:
    before, full, still, after, kept = happened("sqlite", "4m")
    assert (before["status"], before["reached"], before["down"]) == (200, 1, False)
    for refused in (full, still):
        assert (refused["status"], refused["reached"], refused["down"]) == (403, 1, True)
        assert refused["why"] == "disk full, SQLITE_FULL"
        assert "bins" not in refused["said"]
    assert (after["status"], after["reached"], after["down"]) == (200, 2, False)
    assert kept == {"records": 2, "sound": True}


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL on a disk of its own needs root")
@pytest.mark.parametrize(
    ("part", "size", "words"),
    [
        ("base", "60m", {"disk full, DiskFull"}),
        # Without room for its write-ahead log a server ends itself, and does not come up again.
        ("pg_wal", "30m", {"cannot be reached, OperationalError"}),
    ],
)
def test_a_full_disk_of_postgresql_lets_no_prompt_out_and_passes(
    happened: Callable[[str, str], list[dict[str, Any]]], part: str, size: str, words: set[str]
) -> None:
    before, full, still, after, kept = happened(f"postgresql-{part}", size)
    assert (before["status"], before["reached"], before["down"]) == (200, 1, False)
    for refused in (full, still):
        assert (refused["status"], refused["down"]) == (403, True)
        assert "bins" not in refused["said"]
    assert still["why"] in words
    assert full["reached"] == still["reached"] == after["reached"] - 1
    assert (after["status"], after["down"]) == (200, False)
    assert kept["sound"]
    assert kept["records"] >= after["reached"]

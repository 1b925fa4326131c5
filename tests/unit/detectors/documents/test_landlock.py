"""What the kernel is asked for; that it refuses the rest, test_confine.py tries in a real reader."""

import subprocess
import sys
from pathlib import Path

import pytest

from detectors.documents import landlock

ROOT = Path(__file__).parents[4]
SCRIPT = """
import ctypes, sys
from pathlib import Path
from detectors.documents.landlock import restrict
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # no new privileges
print(*restrict())
try:
    print(len(Path(sys.argv[1]).read_text()))
except PermissionError:
    print("refused")
"""


def test_a_source_tree_is_not_seen_whole() -> None:
    assert ROOT not in landlock._libraries()
    assert ROOT / "detectors" in landlock._libraries()


def test_each_version_of_the_kernels_knows_more_rights() -> None:
    first, second, third = (landlock._handled(version) for version in (1, 2, 3))
    assert first < second < third == landlock._handled(7)
    assert not first & (1 << 13 | 1 << 14)


def test_no_folder_is_granted_a_change_and_no_program_without_being_named() -> None:
    granted = dict(landlock._granted([]))
    may_write = {str(path) for path, rights in granted.items() if rights & ~(4 | 8)}
    assert may_write == {"/dev/null"}
    started = [path for path, rights in landlock._granted([Path("/bin/x")]) if rights & 1]
    assert started[0] == Path("/bin/x")
    assert all(path.name.startswith("ld-") for path in started[1:])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Landlock is Linux's")
def test_it_is_in_force_or_says_that_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "records"
    path.write_text("Ada Bell", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert done.stdout.split("\n")[:2] in (["places", "refused"], ["", "8"])

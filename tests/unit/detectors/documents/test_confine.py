"""A reader can open no socket and write no file."""

import subprocess
import sys

import pytest

SCRIPT = """
import socket, sys
from detectors.documents.confine import confine
held = confine(600_000_000)
print(" ".join(held))
for what in ("socket.socket()", "open('/tmp/never-written', 'wb').write(b'x' * 10)"):
    try:
        eval(what)
        print("allowed")
    except OSError:
        print("refused")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter is Linux's")
def test_sockets_and_files_are_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    lines = done.stdout.split("\n")
    assert "network" in lines[0]
    assert lines[1] == "refused"
    assert "allowed" not in lines[1:2]

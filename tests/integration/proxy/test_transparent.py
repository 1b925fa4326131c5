"""Transparent mode, driven: a client that knows no proxy is redirected, judged and recorded.

All traffic stays inside network namespaces that the test makes for itself.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def why_not() -> str:
    """What is missing here, "" when nothing is."""
    if os.geteuid() != 0:
        return "not root: a network namespace cannot be made"
    if shutil.which("ip") is None:
        return "iproute2 is not installed: two namespaces cannot be connected"
    code = "import os; os.unshare(os.CLONE_NEWNET); from tests.redirect import redirect; redirect(443, 8080)"
    tried = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = tried.stderr.strip().splitlines()
    return f"no namespace with nf_tables to be had: {said[-1]}" if tried.returncode else ""


MISSING = why_not() if sys.platform == "linux" else "not Linux"


@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_a_redirected_client_is_judged_and_recorded_by_the_name_it_asked_for(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "tests.integration.proxy.router", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    saw = json.loads(done.stdout)
    assert saw["answers"] == ["HTTP/1.1 200 OK", "HTTP/1.1 403 Forbidden"]
    assert saw["hosts"] == ["api.openai.com"] * 2
    assert saw["tools"] == ["openai"] * 2
    assert saw["people"] == ["amina.hussain"] * 2
    assert saw["addresses"] == ["10.77.0.2"] * 2
    (received,) = saw["received"]
    assert "Person" in received
    assert "Ann Lowe" not in received

"""Clause 11.4: a tool can be stopped at once, by those who answer for it, on the record."""

import subprocess
import sys
import time

from tests.served import ROOT, Served


def command(served: Served, *words: str) -> subprocess.CompletedProcess[str]:
    places = ("--config", str(served.config), "--state", str(served.state))
    return subprocess.run(
        (sys.executable, "-m", "gateway", *words[:2], *places, *words[2:]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def status_within(served: Served, wanted: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if served.chat("Summarise the bin rota", host="api.anthropic.com").status_code == wanted:
            return True
    return False


def test_a_tool_paused_in_the_register_is_refused(served: Served) -> None:
    reply = served.chat("Summarise the bin rota", host="api.perplexity.ai")
    assert reply.status_code == 403
    assert "clause 11.4" in reply.text
    assert served.provider.received == []


def test_pausing_and_resuming_take_effect_while_running(served: Served) -> None:
    paused = command(served, "tools", "pause", "claude", "--why", "Exercise", "--by", "a.board")
    assert paused.returncode == 0, paused.stderr
    # The promise is one second; the clock of a busy test machine gets a wide margin.
    assert status_within(served, 403, 10)
    resumed = command(served, "tools", "resume", "claude", "--why", "Exercise over")
    assert resumed.returncode == 0, resumed.stderr
    assert status_within(served, 200, 10)


def test_a_decision_needs_a_reason(served: Served) -> None:
    assert command(served, "tools", "pause", "claude").returncode == 2


def test_a_tool_the_file_pauses_is_not_resumed_by_command(served: Served) -> None:
    done = command(served, "tools", "resume", "paused", "--why", "try")
    assert done.returncode != 0
    assert "tools.yaml" in done.stderr + done.stdout

"""The commands beside a gateway that really runs: run, doctor, try, pause, records."""

import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.ports import ANY, wait_for_banner
from tests.unit.gateway.cli.conftest import ROOT

URL = "https://practice.genai-gateway.test/v1/chat/completions"
NAMED = "Write to Ottoline Fairweather about her repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A gateway in its own process."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    proxy: str
    certificate: Path

    def run(self, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """The command, as somebody types it."""
        command = [sys.executable, "-m", "gateway", *words]
        return subprocess.run(
            command, capture_output=True, text=True, input=text, env=self.environment, check=False
        )

    def ask(self, prompt: str) -> httpx.Response:
        """A prompt through the proxy."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        chat = {"model": "m", "messages": [{"role": "user", "content": prompt}]}
        with httpx.Client(proxy=f"http://{self.proxy}", verify=context, trust_env=False) as client:
            return client.post(URL, json=chat, timeout=30)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("live")
    shutil.copytree(ROOT / "config", folder / "config")
    environment = os.environ | {
        "GATEWAY_CONFIG_DIR": str(folder / "config"),
        "GATEWAY_STATE_DIR": str(folder / "state"),
        "GATEWAY_LISTEN": ANY,
        "GATEWAY_METRICS_LISTEN": ANY,
    }
    command = [sys.executable, "-m", "gateway", "run"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, text=True, env=environment)
    try:
        at = wait_for_banner(folder / "log", process)
        here = {"GATEWAY_LISTEN": at.proxy, "GATEWAY_METRICS_LISTEN": at.metrics}
        gateway = Live(
            process=process,
            environment=environment | here,
            proxy=at.proxy,
            certificate=folder / "state" / "ca" / "mitmproxy-ca-cert.pem",
        )
        _wait_until_ready(gateway, at.metrics, folder / "log")
        yield gateway
    finally:
        process.kill()
        process.wait()


def _wait_until_ready(gateway: Live, metrics: str, log: Path) -> None:
    for _ in range(300):
        assert gateway.process.poll() is None, log.read_text()
        try:
            if httpx.get(f"http://{metrics}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def test_the_doctor_finds_a_fresh_gateway_well(live: Live) -> None:
    done = live.run("doctor", "--offline")
    assert done.returncode == 0, done.stdout
    assert "probe: personal data: left as a pseudonym and came back as the name" in done.stdout
    assert "probe: a secret: refused" in done.stdout
    assert "probe: health data: refused" in done.stdout
    assert "0 fail" in done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_lines_of_the_readme_give_what_it_says(live: Live) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^curl .*?/v1/chat/completions$", readme, re.DOTALL | re.MULTILINE)
    answers = [_paste(live, line) for line in lines]
    assert len(answers) == 2
    assert "Draft a letter to Ottoline Fairweather about her repair." in answers[0]
    assert "This tool received pseudonyms: Person" in answers[0]
    refusal = readme.partition('{"error": ')[2].partition("Reference:")[0].replace("\n", " ")
    assert answers[1].partition('{"error": ')[2].startswith(refusal)


def _paste(live: Live, line: str) -> str:
    """Runs a line of the README against this gateway."""
    line = line.replace("127.0.0.1:8080", live.proxy)
    line = line.replace("var/ca/mitmproxy-ca-cert.pem", str(live.certificate))
    command = ["bash", "-c", line]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_try_and_the_running_gateway_decide_the_same(live: Live) -> None:
    assert live.run("try", text=NAMED).returncode == 0
    assert live.ask(NAMED).status_code == 200
    prompt = "Ottoline Fairweather has been diagnosed with schizophrenia."
    assert live.run("try", text=prompt).returncode == 1
    assert live.ask(prompt).status_code == 403


def test_a_pause_takes_effect_in_the_running_gateway_and_resume_ends_it(live: Live) -> None:
    assert live.run("tools", "pause", "practice", "--why", "incident").returncode == 0
    refused = _ask_until(live, 403)
    assert "11.4" in refused.text
    assert live.run("tools", "resume", "practice", "--why", "closed").returncode == 0
    assert _ask_until(live, 200).status_code == 200


def _ask_until(live: Live, status: int) -> httpx.Response:
    """Asks for up to ten seconds (the promise is one; this machine may be busy)."""
    for _ in range(20):
        response = live.ask("Hello")
        if response.status_code == status:
            return response
        time.sleep(0.5)
    raise AssertionError(f"still {response.status_code}")


def test_what_was_asked_is_found_in_the_records(live: Live) -> None:
    live.ask(NAMED)
    done = live.run("records", "person", "Ottoline Fairweather", "--why", "test")
    assert "Person: local.user; Tool: practice; Decision: pseudonymise" in done.stdout
    identity = done.stdout.splitlines()[0].rpartition("Id: ")[2]
    shown = live.run("records", "show", identity, "--texts", "--why", "test")
    assert NAMED in shown.stdout
    assert "Write to Person" in shown.stdout


def test_the_doctor_fails_when_the_tool_it_probes_is_stopped(live: Live) -> None:
    live.run("tools", "pause", "practice", "--why", "incident")
    _ask_until(live, 403)
    done = live.run("doctor", "--offline")
    assert done.returncode == 1
    assert "fail  probe: personal data: refused with status 403" in done.stdout
    live.run("tools", "resume", "practice", "--why", "closed")


def test_sigterm_stops_it_cleanly(live: Live) -> None:
    live.process.send_signal(signal.SIGTERM)
    assert live.process.wait(40) == 0
    done = live.run("doctor", "--offline")
    assert done.returncode == 1
    assert "What to do: Start it: genai-gateway run" in done.stdout

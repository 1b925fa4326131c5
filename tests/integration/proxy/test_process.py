"""The gateway's own process, everything real: addons.run with the scanner and the record store."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from addons.run import MISCONFIGURED, serve
from gateway.bootstrap import start as start_runtime
from tests.provider import Running
from tests.served import HOSTS, OPENAI, ROOT, Served, configure, serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as running:
        yield running


def test_a_running_answer_is_finished_before_the_process_ends(served: Served) -> None:
    served.provider.delay = 0.05
    url = f"https://{OPENAI}/v1/chat/completions"
    message = {"role": "user", "content": "Please write to Joe Brightwater about canary-word"}
    body = {"model": "m", "stream": True, "messages": [message]}
    with served.client() as client, client.stream("POST", url, json=body) as answer:
        pieces = answer.iter_text()
        first = next(pieces)
        stopping = threading.Thread(target=served.stop)
        stopping.start()
        text = first + "".join(pieces)
    stopping.join(30)
    assert "[DONE]" in text
    assert served.process.wait(30) == 0
    assert "canary-word" not in served.log.read_text()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")}
    return subprocess.run(
        (sys.executable, "-m", "addons.run", *arguments),
        cwd=ROOT,
        env=variables | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_problem_of_the_configuration_is_a_line_and_the_code_is_2(tmp_path: Path) -> None:
    with Running(*HOSTS) as provider:
        configure(tmp_path, provider)
    (tmp_path / "config" / "gateway.yaml").write_text("limits: {body_bytes: 1}\npractise: true\n")
    done = run("--config", str(tmp_path / "config"), "--state", str(tmp_path / "state"))
    assert done.returncode == MISCONFIGURED
    assert len(done.stderr.splitlines()) >= 2
    assert "practise" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_log_of_tls_keys_is_not_written() -> None:
    done = run(SSLKEYLOGFILE=os.devnull)
    assert done.returncode == MISCONFIGURED
    assert "SSLKEYLOGFILE" in done.stderr


async def test_a_runtime_is_served_in_this_process_too(tmp_path: Path) -> None:
    import ssl

    import httpx

    with Running(*HOSTS) as provider:
        configure(tmp_path, provider, scan={"workers": 0})
        runtime = await start_runtime(tmp_path / "config", tmp_path / "state", {})
        gateway = await serve(runtime, listen="127.0.0.1:0", metrics="127.0.0.1:0")
        context = ssl.create_default_context(cafile=gateway.ca_certificate)
        proxy = f"http://joe.bright:a%20long%20enough%20practice%20phrase@{gateway.addresses[0]}"
        async with httpx.AsyncClient(proxy=proxy, verify=context, timeout=30) as client:
            body = {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}
            for url in (OPENAI, "practice.genai-gateway.test"):
                answer = await client.post(f"https://{url}/v1/chat/completions", json=body)
                assert answer.status_code == 200
        await gateway.close(drain=5)
        await runtime.close()


def test_reload_is_asked_for_by_a_signal(served: Served) -> None:
    served.process.send_signal(signal.SIGHUP)
    for _ in range(100):
        if 'config_reloads_total{result="ok"} 2.0' in served.metrics():
            break
        threading.Event().wait(0.1)
    assert 'config_reloads_total{result="ok"} 2.0' in served.metrics()
    assert served.chat("Hello").status_code == 200

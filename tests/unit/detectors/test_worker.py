"""The worker's end of the pipe: what it writes, what it never writes, when it ends."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from detectors import frames, worker
from detectors.engine import Engine
from detectors.settings import ScanSettings
from tests.unit.detectors.scanning import NINO, TERMS, entities

CANARY = "Zephyrine Canarywood, NINO AB123456C"


@pytest.fixture
def started(light: str, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with (
        (tmp_path / "errors").open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "detectors.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=Path(worker.__file__).parents[1],
        ) as process,
    ):
        assert process.stdin is not None
        process.stdin.write(frames.pack(asdict(ScanSettings(pipeline=light)) | {"terms": None}))
        yield process
        process.kill()


def test_it_says_when_it_is_warm_answers_and_ends_with_its_pipe(
    started: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    assert started.stdin is not None
    assert isinstance(started.stdout, io.BufferedReader)
    started.stdin.write(frames.pack([CANARY, "nothing"]))
    started.stdin.flush()
    assert frames.read(started.stdout) == {"ready": started.pid}
    answer = frames.read(started.stdout)
    assert answer is not None
    first, second = answer["findings"]
    assert entities(frames.rows_to_findings(first)) == {"UK_NINO"}
    assert second == []
    started.stdin.close()
    assert started.wait(timeout=30) == 0
    assert started.stdout.read() == b""
    assert b"Canary" not in (tmp_path / "errors").read_bytes()


OFFLINE = """
import os, sys

# One library makes a socket as it is imported, to see whether there is IPv6, and uses none.
OUT = {"connect", "getaddrinfo", "gethostbyname", "sendto", "sendmsg", "listen"}

def watch(event, arguments):
    if event.removeprefix("socket.") in OUT:
        os._exit(99)

sys.addaudithook(watch)
from detectors.worker import main
main()
"""


def test_it_connects_to_nothing_and_looks_nothing_up() -> None:
    """With the shipped model, and a text that makes libraries look things up."""
    command = [sys.executable, "-c", OFFLINE]
    sent = asdict(ScanSettings()) | {"terms": str(TERMS)}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(worker.__file__).parents[1],
    ) as process:
        assert process.stdin is not None
        assert isinstance(process.stdout, io.BufferedReader)
        process.stdin.write(frames.pack(sent))
        process.stdin.write(frames.pack([f"{CANARY}, z.canary@example.co.uk, http://10.0.0.7/a"]))
        process.stdin.flush()
        assert "ready" in (frames.read(process.stdout) or {})
        (found,) = (frames.read(process.stdout) or {})["findings"]
        assert {"UK_NINO", "EMAIL_ADDRESS"} <= entities(frames.rows_to_findings(found))
        process.stdin.close()
        assert process.wait(timeout=30) == 0


PARENT = """
import asyncio, sys
from detectors.process import WorkerProcess
from detectors.settings import ScanSettings

async def main():
    worker = await WorkerProcess.start(ScanSettings(pipeline=sys.argv[1]))
    print(worker.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


def test_it_ends_when_its_parent_is_killed(light: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script), light],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(worker.__file__).parents[1])},
    ) as parent:
        assert parent.stdout is not None
        orphan = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        orphan.wait(timeout=30)
    assert not orphan.is_running()


def test_findings_go_out_as_rows_that_come_back_as_findings(engine: Engine) -> None:
    answer = worker._answer(engine, [NINO, ""])
    rows = [frames.rows_to_findings(one) for one in answer["findings"]]
    assert rows == list(engine.scan([NINO, ""]))


@pytest.mark.parametrize("terms", [None, TERMS])
def test_settings_survive_the_journey(terms: Path | None) -> None:
    settings = ScanSettings(pipeline="p", model="fast", terms=terms)
    sent = asdict(settings) | {"terms": str(terms) if terms else None}
    assert worker._settings(frames.unpack(frames.pack(sent)[4:])) == settings


def test_an_answer_is_written_whole_at_once() -> None:
    pipe = io.BytesIO()
    worker._send(pipe, {"findings": []})
    pipe.seek(0)
    assert frames.read(pipe) == {"findings": []}

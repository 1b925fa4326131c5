"""A scanning process: reads texts from its standard input, writes findings to its output.

It ends when its parent does, however the parent ends: then the pipe closes. It never writes
a text anywhere else; once it runs, its error output goes nowhere.
"""

import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from detectors import frames
from detectors.engine import Engine
from detectors.settings import ScanSettings

_PATHS = ("terms", "code_names", "references", "clients")


def main() -> None:
    # The parent stops its workers by closing the pipe; a Ctrl-C meant for it is not for us.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    answers = _take_over_output()
    inbox = _listen(sys.stdin.buffer)
    try:
        engine = Engine(_settings(inbox.get()))
        engine.warm()
    except Exception as error:  # noqa: BLE001 - the parent must learn why, whatever it is
        _send(answers, {"error": f"{type(error).__name__}: {error}"})
        return
    engine.stages.take()  # nobody asked for the first scan
    _silence()
    _send(answers, {"ready": os.getpid()})
    while True:
        _send(answers, _answer(engine, inbox.get()))


def _answer(engine: Engine, texts: list[str]) -> dict[str, Any]:
    """Findings, or the name of what went wrong: a message could quote the text."""
    try:
        rows = [frames.findings_to_rows(found) for found in engine.scan(texts)]
        return {"findings": rows, "seconds": engine.stages.take()}
    except Exception as error:  # noqa: BLE001 - the border of the process
        return {"failed": type(error).__name__}


def _listen(pipe: BinaryIO) -> "queue.SimpleQueue[Any]":
    """Read in a thread of its own, so that a closed pipe is noticed in the middle of a scan."""
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def listen() -> None:
        while (message := frames.read(pipe)) is not None:
            inbox.put(message)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return inbox


def _take_over_output() -> BinaryIO:
    """Keep the pipe for ourselves; whatever a library prints goes to the error output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _send(answers: BinaryIO, message: dict[str, Any]) -> None:
    try:
        answers.write(frames.pack(message))
        answers.flush()
    except BrokenPipeError:
        os._exit(0)


def _settings(sent: dict[str, Any]) -> ScanSettings:
    paths = {name: Path(sent[name]) if sent.get(name) else None for name in _PATHS}
    return ScanSettings(**sent | paths)


if __name__ == "__main__":
    main()

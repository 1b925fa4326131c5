"""The process that reads files: bytes come through its input, texts leave through its output.

It has no network, sees and writes nobody's files, and ends when its parent does. Nothing of a file
is ever written anywhere else: once it runs, its error output goes nowhere.
"""

import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO

import lxml.html  # noqa: F401 - loaded while files may still be opened
import PIL.Image
import pypdfium2  # noqa: F401 - likewise

from detectors import frames
from detectors.documents import ocr
from detectors.documents.confine import allow_seconds, confine
from detectors.documents.limits import Limits
from detectors.documents.piece import to_message
from detectors.documents.read import read


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    _silence()
    limits = _limits(frames.read(sys.stdin.buffer))
    PIL.Image.init()
    languages = sorted(ocr.languages())
    held = confine(
        limits.memory_bytes, ocr.programs(limits)
    )  # before any thread starts: a filter binds its own thread
    inbox = _listen(sys.stdin.buffer)
    _send(answers, {"ready": os.getpid(), "held": held, "languages": languages})
    while True:
        data = inbox.get()
        allow_seconds(limits.seconds)
        _send(answers, _answer(data, limits))


def _answer(data: bytes, limits: Limits) -> dict[str, Any]:
    """A reading, or the name of what went wrong: a message could quote the file."""
    try:
        return to_message(read(data, limits))
    except Exception as error:  # noqa: BLE001 - the border of the process
        return {"failed": type(error).__name__}


def _limits(sent: Any) -> Limits:  # noqa: ANN401 - the parent is the same version
    return Limits(**sent | {"languages": tuple(sent["languages"])})


def _listen(pipe: BinaryIO) -> "queue.SimpleQueue[bytes]":
    """Read in a thread of its own, so that a closed pipe is noticed while a file is read."""
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        while (message := frames.read(pipe)) is not None:
            data = _whole(pipe, message["size"])
            if data is None:
                break
            inbox.put(data)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return inbox


def _whole(pipe: BinaryIO, size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None


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


if __name__ == "__main__":
    main()

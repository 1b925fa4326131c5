"""Ports as the kernel gives them: nobody guesses a free one, so runs beside each other cannot collide."""

import re
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ANY = "127.0.0.1:0"
"""What to listen on: the kernel chooses the port, and the banner says which."""

_LINE = re.compile(r"  (proxy|metrics) +(?:http://)?(127\.0\.0\.1:\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a gateway serves, "HOST:PORT"."""

    proxy: str
    metrics: str

    @property
    def proxy_port(self) -> int:
        return int(self.proxy.rpartition(":")[2])

    @property
    def metrics_port(self) -> int:
        return int(self.metrics.rpartition(":")[2])


def read_banner(lines: Iterable[str]) -> Addresses | None:
    """The addresses in a banner; of a pipe no more is read than that."""
    found: dict[str, str] = {}
    for line in lines:
        if match := _LINE.match(line):
            found[match[1]] = match[2]
            if len(found) == 2:
                return Addresses(**found)
    return None


def wait_for_banner(log: Path, process: subprocess.Popen[str], *, skip: int = 0) -> Addresses:
    """The addresses that a gateway writes to its log, which had `skip` characters before."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if found := read_banner(log.read_text(encoding="utf-8")[skip:].splitlines()):
            return found
        time.sleep(0.05)
    raise RuntimeError(f"the gateway did not start:\n{log.read_text(encoding='utf-8')}")


def listening_port(process: subprocess.Popen[str]) -> int:
    """The port on which a process that says nothing listens, as the kernel tells it."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        for one in psutil.Process(process.pid).net_connections(kind="tcp"):
            if one.status == psutil.CONN_LISTEN:
                return int(one.laddr.port)
        time.sleep(0.05)
    raise RuntimeError("the process does not listen")


@contextmanager
def refusing() -> Iterator[str]:
    """An address at which nobody answers: the port is taken, and nothing listens on it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"

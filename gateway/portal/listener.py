"""A small web server inside the running event loop: no signal handlers, no log lines of its own."""

import asyncio
import contextlib
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import override

import uvicorn
from starlette.types import ASGIApp

from gateway.errors import ConfigError, Problem

_ADDRESS = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[0-9A-Za-z._-]+)):(?P<port>[0-9]{1,5})"
)
_LAST_PORT = 65535
_LAST_ANSWERS = 2  # seconds that running answers get when we stop


class _Quiet(uvicorn.Server):
    """Leaves the signals to the proxy, which drains its own connections first."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = asyncio.Event()  # it serves, or it has failed to

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.settled.set()


@dataclass(frozen=True, slots=True)
class Listener:
    """One listening web application; `address` is "HOST:PORT" with the real port."""

    address: str
    _server: uvicorn.Server
    _task: asyncio.Task[None]

    async def close(self) -> None:
        """Stop accepting, let running answers end, release the port."""
        self._server.should_exit = True
        await self._task


async def listen(
    app: ASGIApp, address: str, *, certificate: Path | None = None, key: Path | None = None
) -> Listener:
    """Serve `app` on "HOST:PORT" (port 0: any free one). Raises ConfigError when that is taken."""
    bound = _bind(address)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",  # tracebacks of uvicorn may quote what was sent
        access_log=False,
        lifespan="off",
        http="h11",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LAST_ANSWERS,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    server = _Quiet(config)
    task = asyncio.create_task(server.serve([bound]), name=f"listen {address}")
    await server.settled.wait()
    if task.done():
        await task
    return Listener(_named(bound), server, task)


def split(address: str) -> tuple[str, int]:
    """Host and port of "HOST:PORT" or "[IPV6]:PORT". Raises ConfigError."""
    match = _ADDRESS.fullmatch(address)
    if not match or int(match["port"]) > _LAST_PORT:
        raise ConfigError(_problem(address, "should be HOST:PORT, e.g. 127.0.0.1:9464"))
    return match["six"] or match["host"], int(match["port"])


def _bind(address: str) -> socket.socket:
    host, port = split(address)
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise ConfigError(_problem(address, f"cannot listen there: {error.strerror}")) from None
    return bound


def _problem(address: str, message: str) -> Problem:
    return Problem(file="listen address", line=0, where=address, message=message)


def _named(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

"""Starts what the gateway itself answers: metrics and health, and the practice tool."""

import shutil
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from gateway.health import Health
from gateway.portal.certificate import issue
from gateway.portal.listener import listen
from gateway.portal.ops import ops
from gateway.portal.practice import practice
from gateway.settings.load import Configuration
from gateway.telemetry import Telemetry


class Running(Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    configuration: Configuration
    telemetry: Telemetry

    def health(self) -> Health: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """The running servers. The practice tool speaks TLS with a certificate of `practice_ca`."""

    metrics_address: str
    practice_address: str | None
    practice_ca: Path | None
    open: AsyncExitStack

    async def close(self) -> None:
        """Stop them all and remove their files; the ports are free when this returns."""
        await self.open.aclose()


async def serve(runtime: Running, *, metrics: str) -> Servers:
    """Serve metrics on `metrics` ("HOST:PORT") and the practice tool on a free loopback port.

    Returns once both answer. Raises ConfigError when the metrics address cannot be had.
    """
    async with AsyncExitStack() as stack:
        watching = await listen(ops(runtime.telemetry, runtime.health), metrics)
        stack.push_async_callback(watching.close)
        address, ca = None, None
        if runtime.configuration.gateway.practice:
            address, ca = await _practise(runtime.configuration.paths.state, stack)
        kept = stack.pop_all()
    return Servers(
        metrics_address=watching.address,
        practice_address=address,
        practice_ca=ca,
        open=kept,
    )


async def _practise(state: Path, stack: AsyncExitStack) -> tuple[str, Path]:
    """Where the practice tool listens, and the authority to trust for it."""
    home = state / "practice"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A folder per start: several gateways, even of several machines, may share one state folder.
    folder = Path(mkdtemp(dir=home))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    issued = issue(folder)
    listener = await listen(
        practice(), "127.0.0.1:0", certificate=issued.certificate, key=issued.key
    )
    stack.push_async_callback(listener.close)
    issued.key.unlink()  # the server holds it in memory
    return listener.address, issued.ca

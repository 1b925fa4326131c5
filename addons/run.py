"""The gateway's process, `python -m addons.run`: starts everything, prints the banner, drains."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from addons import logs
from addons.ca import NAME
from addons.engine import Engine, practice_route
from addons.modes import listening
from detectors.types import ScanError
from gateway.bootstrap import Runtime, start
from gateway.errors import ConfigError, GatewayError, Problem
from gateway.portal import serve as portal
from gateway.portal.banner import banner
from gateway.providers.dialect import dialects
from gateway.settings.environment import locate, read_environment

CLEAN, FAILED, MISCONFIGURED = 0, 1, 2
_KEY_LOGS = ("SSLKEYLOGFILE", "MITMPROXY_SSLKEYLOGFILE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A serving gateway. `addresses` are those of the proxy's modes, "HOST:PORT"."""

    runtime: Runtime
    engine: Engine
    servers: portal.Servers

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.engine.addresses

    @property
    def ca_certificate(self) -> Path:
        """What clients must trust."""
        return self.runtime.configuration.paths.ca / f"{NAME}-ca-cert.pem"

    async def close(self, *, drain: float = 0.0) -> None:
        """Let running answers finish for `drain` seconds, then stop everything but the runtime."""
        await self.engine.drain(drain)
        await self.engine.stop()
        await self.servers.close()


async def serve(
    runtime: Runtime,
    *,
    listen: str | None = None,
    modes: Sequence[str] = (),
    metrics: str | None = None,
) -> Gateway:
    """Serve that runtime; what is not given stands in gateway.yaml. Raises ConfigError."""
    dialects()  # imported now, not while the first person waits
    settings = runtime.configuration.gateway.listen
    specs = listening(modes or settings.modes, listen or settings.proxy)
    servers = await portal.serve(runtime, metrics=metrics or settings.metrics)
    engine = Engine(runtime, practice_route(servers.practice_address, servers.practice_ca))
    try:
        await engine.start(specs)
    except GatewayError:
        await servers.close()
        raise
    return Gateway(runtime=runtime, engine=engine, servers=servers)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT. 0 stopped cleanly, 1 failed, 2 wrong configuration."""
    options = _options(arguments)
    os.umask(0o077)  # everything under the state folder is ours alone
    logs.set_up()
    try:
        _no_key_logs()
        asyncio.run(_run(options))
    except ConfigError as error:
        return _failed(str(error), MISCONFIGURED)
    except (GatewayError, ScanError) as error:
        return _failed(f"Error: {error}", FAILED)
    except OSError as error:
        return _failed(f"Error: {error.strerror}: {error.filename}", FAILED)
    return CLEAN


async def _run(options: argparse.Namespace) -> None:
    paths = locate(read_environment(os.environ), config=options.config, state=options.state)
    runtime = await start(paths.config, paths.state, os.environ)
    try:
        gateway = await serve(
            runtime, listen=options.listen, modes=options.mode or (), metrics=options.metrics
        )
        try:
            await _until_told(gateway)
        finally:
            await gateway.close(drain=runtime.configuration.gateway.limits.drain_seconds)
    finally:
        await runtime.close()


async def _until_told(gateway: Gateway) -> None:
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    reloads: set[asyncio.Task[object]] = set()

    def reload() -> None:
        task: asyncio.Task[object] = loop.create_task(gateway.runtime.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    loop.add_signal_handler(signal.SIGHUP, reload)
    with suppress(BrokenPipeError):
        sys.stdout.write(_banner(gateway))
        sys.stdout.flush()
    await told.wait()


def _banner(gateway: Gateway) -> str:
    return banner(
        proxy=gateway.addresses[0],
        metrics=gateway.servers.metrics_address,
        ca_certificate=gateway.ca_certificate,
        practice=gateway.servers.practice_address is not None,
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="addons.run", description="Serve the GenAI gateway.")
    parser.add_argument("--config", type=Path, metavar="DIR")
    parser.add_argument("--state", type=Path, metavar="DIR")
    parser.add_argument("--listen", metavar="HOST:PORT")
    parser.add_argument("--mode", action="append", metavar="MODE")
    parser.add_argument("--metrics", metavar="HOST:PORT")
    return parser.parse_args(arguments)


def _no_key_logs() -> None:
    """A TLS key log would let anybody who reads it read every prompt."""
    for name in _KEY_LOGS:
        if os.environ.get(name):
            message = "is set and would write the keys of all connections to a file; unset it"
            raise ConfigError(Problem(file="environment", line=0, where=name, message=message))


def _failed(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())

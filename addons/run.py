"""The gateway's process, `python -m addons.run`: starts everything, prints the banner, drains."""

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from addons import ca, logs
from addons.ca import NAME
from addons.engine import Engine
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


log = logging.getLogger(__name__)


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
        self.runtime.retire()
        log.info("stopping: running answers have %g seconds to finish", drain)
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
    engine = Engine(runtime)
    await engine.start(specs)
    try:  # last, because /readyz must not say yes before the proxy listens
        servers = await portal.serve(runtime, metrics=metrics or settings.metrics)
    except GatewayError:
        await engine.stop()
        raise
    engine.practise(servers.practice_address, servers.practice_ca)
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
    told = _Told()  # before anything answers: SIGHUP would end the process
    paths = locate(read_environment(os.environ), config=options.config, state=options.state)
    runtime = await start(paths.config, paths.state, os.environ)
    told.reload = runtime.reload
    try:
        ca.check(paths.ca)
        gateway = await serve(
            runtime, listen=options.listen, modes=options.mode or (), metrics=options.metrics
        )
        gc.collect()
        gc.freeze()  # what lives as long as the process need not be walked again and again
        try:
            _show(_banner(gateway))
            await told.to_stop.wait()
        finally:
            await gateway.close(drain=runtime.configuration.gateway.limits.drain_seconds)
    finally:
        await runtime.close()


class _Told:
    """What the signals ask for: SIGTERM and SIGINT to stop, SIGHUP to reload."""

    def __init__(self) -> None:
        self.to_stop = asyncio.Event()
        self.reload: Callable[[], Coroutine[None, None, object]] | None = None
        self._reloads: set[asyncio.Task[object]] = set()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.to_stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload)

    def _reload(self) -> None:
        if self.reload is not None:
            task = asyncio.get_running_loop().create_task(self.reload())
            self._reloads.add(task)
            task.add_done_callback(self._reloads.discard)


def _show(text: str) -> None:
    with suppress(BrokenPipeError):
        sys.stdout.write(text)
        sys.stdout.flush()


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

"""The proxy engine: a mitmproxy master with exactly the addons we need, started and stopped."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, override

from mitmproxy import master, options
from mitmproxy.addons import core, disable_h2c, dns_resolver, next_layer, proxyserver

from addons import ca
from addons.chain import Chain
from addons.connections import Connections
from addons.egress import Egress, Route, Routes, Trust
from addons.guard import Gate, tell
from addons.identify import Identification
from addons.intercept import Intercept, Serving
from addons.scope import Scope
from addons.seams import seams
from addons.socks import SocksSignIn
from gateway.errors import ConfigError, GatewayError, Problem

_LOOK = 0.02  # seconds


class Engine:
    """One proxy. There is one per process at a time: mitmproxy keeps its master in a global."""

    def __init__(self, runtime: Serving) -> None:
        self._runtime = runtime
        self._routes = Routes(runtime)
        self._undo = ExitStack()
        self._up = asyncio.Event()

    async def start(self, modes: Sequence[str]) -> None:
        """Listen in these modes. Raises ConfigError when an address cannot be had."""
        settings = self._runtime.configuration
        if not ca.exists(settings.paths.ca):
            ca.create(settings.paths.ca, settings.gateway.organisation.name)
        self._undo.enter_context(seams(settings.gateway.limits))
        self._master = _Master(options.Options(confdir=str(settings.paths.ca)))
        self._proxy = proxyserver.Proxyserver()  # type: ignore[no-untyped-call]
        self._master.addons.add(*self._addons())  # type: ignore[no-untyped-call]
        self._set(**_OPTIONS, mode=list(modes))
        self._task = asyncio.get_running_loop().create_task(self._master.run())
        await self._started()

    def practise(self, address: str | None, authority: Path | None) -> None:
        """The practice tool listens there, with a certificate of that authority."""
        self._routes.practise(practice_route(address, authority))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the modes listen, "HOST:PORT", in their order."""
        found = (server.listen_addrs for server in self._proxy.servers)
        return tuple(_named(addresses[0]) for addresses in found if addresses)

    async def drain(self, seconds: float) -> None:
        """Take no new connections; let running answers finish for so long."""
        self._set(server=False)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.intercept.idle()

    async def stop(self) -> None:
        """Close every connection; each open record gets its end."""
        for handler in list(self._proxy.connections.values()):
            await handler.on_timeout()
        await asyncio.sleep(_LOOK)
        await self.intercept.closing.settle()
        self._master.shutdown()  # type: ignore[no-untyped-call]
        await asyncio.gather(self._task, return_exceptions=True)
        self._undo.close()

    def _set(self, **options: object) -> None:
        self._master.options.update(**options)  # type: ignore[no-untyped-call]

    def _addons(self) -> tuple[object, ...]:
        runtime, routes = self._runtime, self._routes
        identification = Identification(runtime)
        scope = Scope(runtime, identification)
        self.intercept = Intercept(runtime, scope, identification)
        return (
            *(core.Core(), Connections(runtime), self._proxy, SocksSignIn(runtime, identification)),
            *(scope, next_layer.NextLayer(), Trust(routes), dns_resolver.DnsResolver()),
            *(
                self.intercept,
                self.intercept.sockets,
                disable_h2c.DisableH2C(),
                Egress(routes),
                Gate(),
                _Ready(self._up),
            ),
        )

    async def _started(self) -> None:
        up = asyncio.get_running_loop().create_task(self._up.wait())
        await asyncio.wait({up, self._task}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        failed = [server for server in self._proxy.servers if not server.is_running]
        if not failed and not self._task.done():
            return
        error = failed[0].last_exception if failed else None
        await self.stop()
        if error is None:
            raise GatewayError("the proxy did not start")
        raise ConfigError(_cannot_listen(failed[0].mode.full_spec, error))


class _Master(master.Master):
    """A master with our chain, whose log shows no content."""

    def __init__(self, settings: options.Options) -> None:
        super().__init__(settings)
        self.addons = Chain(self)  # type: ignore[no-untyped-call]

    @override
    def _asyncio_exception_handler(self, loop: Any, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        tell("background", error if isinstance(error, BaseException) else RuntimeError())


class _Ready:
    """Says when the engine serves."""

    def __init__(self, up: asyncio.Event) -> None:
        self._up = up

    def running(self) -> None:
        """All modes have been started, or have failed to."""
        self._up.set()


_OPTIONS: dict[str, Any] = {
    "connection_strategy": "lazy",  # nothing is dialled before a decision
    "upstream_cert": False,  # nor to copy a certificate
    "rawtcp": False,  # what does not look like HTTP is not passed on unread
    "websocket": True,  # with our own layer: addons.socket_layer
    "http2": True,
    "ssl_insecure": False,
    "validate_inbound_headers": True,
}


def _named(address: Sequence[Any]) -> str:
    host, port = address[0], address[1]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _cannot_listen(spec: str, error: Exception) -> Problem:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(
        file="gateway.yaml",
        line=0,
        where=f"listen.proxy {spec}",
        message=f"cannot listen there: {told.splitlines()[0]}",
    )


def practice_route(address: str | None, authority: Path | None) -> Route | None:
    """How the practice tool is reached, when it runs."""
    if address is None:
        return None
    host, _, port = address.rpartition(":")
    return Route(address=(host.strip("[]"), int(port)), ca=authority)

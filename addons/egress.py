"""Other addresses for some hosts: private endpoints, the practice tool, upstreams of tests.

The name in TLS, in Host and in the connection pool stays the host's; only the dialled address and
the trusted authority differ.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Protocol, override

from mitmproxy import connection, ctx, http, tls
from mitmproxy.addons.tlsconfig import TlsConfig
from mitmproxy.proxy import mode_specs
from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from gateway.portal.listener import split
from gateway.providers.catalogue import normal_host
from gateway.settings.load import Configuration

PRACTICE = ("practice.genai-gateway.test", "*.practice.genai-gateway.test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a host is dialled, and which authority (PEM file) its certificate must come from."""

    address: tuple[str, int]
    ca: Path | None = None  # None = the system's


class Configured(Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    configuration: Configuration


class Routes:
    """Finds the route of a host: those of gateway.yaml, then the practice tool."""

    def __init__(self, runtime: Configured, practice: Route | None = None) -> None:
        self._runtime = runtime
        self._own = dict.fromkeys(PRACTICE, practice) if practice else {}
        self._built = lru_cache(1)(self._build)

    def practise(self, route: Route | None) -> None:
        """The practice tool has begun to listen."""
        self._own = dict.fromkeys(PRACTICE, route) if route else {}
        self._built.cache_clear()

    def find(self, host: str) -> Route | None:
        """The route of that host, None for the usual way."""
        routes = self._built(_Same(self._runtime.configuration))
        name = normal_host(host)
        if name in routes:
            return routes[name]
        return routes.get(f"*.{name.partition('.')[2]}")

    def listed(self, host: str) -> bool:
        """Whether the register names exactly this host."""
        name = normal_host(host)
        return any(name in tool.hosts for tool in self._runtime.configuration.tools)

    def _build(self, same: "_Same") -> Mapping[str, Route | None]:
        folder = same.configuration.paths.config
        routes: dict[str, Route | None] = dict(self._own)
        for row in same.configuration.gateway.egress:
            ca = folder / row.ca_file if row.ca_file else None
            routes[normal_host(row.host)] = Route(address=split(row.address), ca=ca)
        return routes


async def is_this_machine(host: str) -> bool:
    """Whether a name or address leads to loopback, link-local or unspecified addresses.

    Clients elsewhere must not reach through the proxy what listens for this machine alone: the
    metrics, a database, a cloud provider's metadata service.
    """
    try:
        found = [ip_address(host.strip("[]"))]
    except ValueError:
        try:
            rows = await asyncio.get_running_loop().getaddrinfo(host, None)
        except OSError:
            return False  # the attempt to connect will say so
        found = [ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
    return any(_is_local(address) for address in found)


def _is_local(address: IPv4Address | IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_link_local or mapped.is_unspecified)


class _Same:
    """A configuration, equal only to itself: it is replaced whole, and too large to compare."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.configuration is self.configuration

    def __hash__(self) -> int:
        return id(self.configuration)


class Egress:
    """Dials elsewhere, and gives the connection its own name back at once."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes
        self._names: dict[str, tuple[str, int]] = {}  # by connection id, while it is dialled

    def request(self, flow: http.HTTPFlow) -> None:
        """In upstream mode, a host with a route of its own does not go by the other proxy."""
        if flow.server_conn.via and self._routes.find(flow.request.host):
            address = (flow.request.host, flow.request.port)
            flow.server_conn = connection.Server(address=address)

    async def server_connect(self, data: ServerConnectionHookData) -> None:
        """Before dialling."""
        server = data.server
        if server.address is None:
            return
        route = self._routes.find(server.sni or server.address[0])
        if route and server.via is None:
            self._names[server.id] = server.address[0], server.address[1]
            server.address = route.address
        elif server.via is None and await self._forbidden(data):
            server.error = "the gateway does not connect to its own machine"

    async def _forbidden(self, data: ServerConnectionHookData) -> bool:
        address, mode = data.server.address, data.client.proxy_mode
        assert address
        if isinstance(mode, mode_specs.UpstreamMode) and address == mode.address:
            return False  # the other proxy is the operator's choice
        return not self._routes.listed(address[0]) and await is_this_machine(address[0])

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """Later requests of the client look for a connection to the host, not to the address."""
        name = self._names.pop(data.server.id, None)
        if name:
            # The class refuses a change while open, because it would mean another peer. The peer is
            # right here, it is the name that was borrowed.
            vars(data.server)["address"] = name

    server_connect_error = server_connected


class Trust(TlsConfig):
    """mitmproxy's TLS settings, with another authority for hosts that have a route of their own."""

    name = "tlsconfig"

    def __init__(self, routes: Routes) -> None:
        super().__init__()  # type: ignore[no-untyped-call,unused-ignore]
        self._routes = routes

    @override
    def tls_start_server(self, tls_start: tls.TlsData) -> None:
        server = tls_start.conn
        assert isinstance(server, connection.Server)
        host = server.sni or (server.address[0] if server.address else "")
        route = self._routes.find(host)
        if route is None or route.ca is None or server.via:
            return super().tls_start_server(tls_start)
        ctx.options.ssl_verify_upstream_trusted_ca = str(route.ca)
        try:
            super().tls_start_server(tls_start)
        finally:
            ctx.options.ssl_verify_upstream_trusted_ca = None

"""Which connections are opened: those to hosts of the catalogue. All others pass untouched."""

import re
from ipaddress import ip_address
from typing import Protocol

from mitmproxy import http, tls
from mitmproxy.exceptions import AddonHalt
from mitmproxy.proxy import context, layer, layers, mode_specs
from mitmproxy.proxy.layers.http import HTTPMode
from mitmproxy.proxy.layers.tls import ClientTLSLayer

from addons.guard import guarded
from addons.identify import Identification, Identifying
from addons.passage import Stamp, passage
from addons.replies import sign_in, unavailable
from gateway.pipeline import Gateway
from gateway.providers.catalogue import normal_host
from gateway.providers.tenants import Tenants
from gateway.settings.load import Configuration
from gateway.settings.tenant_row import NAMES
from gateway.shadow import Shadow
from gateway.telemetry import Telemetry
from gateway.types import Destination

_TLS_HANDSHAKE = 0x16
_HEAD = re.compile(rb"[A-Za-z]{3,} [^\n]+ HTTP/")
_HOST = re.compile(rb"\r?\n[Hh][Oo][Ss][Tt]:[ \t]*([^\r\n]*?)[ \t]*\r?\n")
_LONGEST_HEAD = 65_536
_BY_ADDRESS = (mode_specs.TransparentMode, mode_specs.WireGuardMode, mode_specs.Socks5Mode)


class Scoping(Identifying, Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    gateway: Gateway
    tenants: Tenants
    shadow: Shadow
    configuration: Configuration
    telemetry: Telemetry


class Scope:
    """Decides at CONNECT, at the ClientHello, and for the first bytes of any other tunnel."""

    def __init__(self, runtime: Scoping, identification: Identification) -> None:
        self._runtime = runtime
        self._identification = identification

    @property
    def deadline(self) -> float:
        return self._runtime.configuration.gateway.limits.request_seconds

    def find(self, host: str | None) -> Destination | None:
        """The catalogue's entry of a host, if it is generative AI."""
        return self._runtime.gateway.begin.catalogue.find(host) if host else None

    async def fault(self, flow: http.HTTPFlow) -> http.Response:
        """A tunnel that could not be judged stays closed; nothing of it could be recorded."""
        self._runtime.telemetry.refused_connection("fault")
        return unavailable()

    @guarded
    async def http_connect(self, flow: http.HTTPFlow) -> None:
        """Nobody gets a tunnel, to whatever host, without being known where that is required."""
        person = await self._identification.connecting(flow)
        by_password = self._identification.asks_for_password(flow)
        self._identification.strip(flow.request.headers)
        if person is None:
            self._runtime.telemetry.refused_connection("identity")
            flow.response = sign_in(by_password=by_password)
        else:
            passage(flow).stamp = Stamp.PASS

    def next_layer(self, nextlayer: layer.NextLayer) -> None:
        """Nothing but HTTP inside what we open; nothing but bytes inside what we do not."""
        at, client = nextlayer.context, nextlayer.context.client
        if at.server.address is None or client.transport_protocol != "tcp":
            return
        if _opened(at):
            nextlayer.layer = layers.HttpLayer(at, HTTPMode.transparent)
        elif not self.find(at.server.address[0]):
            self._unlisted(nextlayer)
        elif _unfinished(_data(nextlayer)):
            raise AddonHalt  # two bytes do not tell TLS from anything else

    def _unlisted(self, nextlayer: layer.NextLayer) -> None:
        data = _data(nextlayer)
        if _unfinished(data):
            raise AddonHalt
        if data[0] == _TLS_HANDSHAKE:
            return  # the ClientHello will tell
        if _HEAD.match(data):
            host = _HOST.search(data)
            if host is None and b"\n\r\n" not in data and len(data) < _LONGEST_HEAD:
                raise AddonHalt
            if host and self.find(host[1].decode("latin-1")):
                return  # opened as HTTP, and refused there because the names differ
        self._passes(nextlayer.context)
        nextlayer.layer = layers.TCPLayer(nextlayer.context, ignore=True)

    def tls_clienthello(self, data: tls.ClientHelloData) -> None:
        """Open generative AI, and where people sign in if ours alone may; hands off all else."""
        address = data.context.server.address
        if address is None:
            return  # TLS to the proxy itself
        names = (address[0], data.client_hello.sni)
        if any(self.find(name) or self._signs_in(name) for name in names):
            return
        self._passes(data.context, data.client_hello.sni)
        data.ignore_connection = True

    def _passes(self, at: context.Context, sni: str | None = None) -> None:
        self._runtime.telemetry.tunnelled()
        host = sni or (at.server.address[0] if at.server.address else "")
        self._runtime.shadow.tunnelled(host, self._identification.known(at.client))

    def tls_failed_client(self, data: tls.TlsData) -> None:
        """Somebody did not accept our certificate: a pinned program, or no CA installed."""
        found = self.find(data.context.client.sni)
        if found:
            self._runtime.telemetry.handshake_failed(found.service.vendor)
            person = self._identification.known(data.context.client)
            self._runtime.shadow.refused(found, person)

    def restrict(self, flow: http.HTTPFlow) -> None:
        """Set the headers that let in our own accounts only; a client's copies never pass."""
        headers = flow.request.headers
        for name in NAMES:
            headers.pop(name, None)
        for host in names(flow):
            for name, value in self._runtime.tenants.headers(host):
                headers[name] = value

    def _signs_in(self, host: str | None) -> bool:
        return bool(host) and self._runtime.tenants.signs_in(normal_host(host or ""))

    def judged(self, flow: http.HTTPFlow) -> tuple[bool, bool]:
        """Whether this request is generative AI by any of its names, and whether they all agree."""
        named = names(flow)
        generative = any(self.find(name) for name in named)
        return generative, generative and len(named) == 1 and _same_port(flow)


def _opened(at: context.Context) -> bool:
    return (
        any(isinstance(one, ClientTLSLayer) for one in at.layers)
        and at.client.tls
        and bool(at.client.timestamp_tls_setup)
    )


def _data(nextlayer: layer.NextLayer) -> bytes:
    data: bytes = nextlayer.data_client()  # type: ignore[no-untyped-call]
    return data


def _unfinished(data: bytes) -> bool:
    return len(data) < 3


def names(flow: http.HTTPFlow) -> set[str]:
    """Every host name this request goes by, each once: connection, TLS, :authority and Host."""
    request = flow.request
    names = {request.host, flow.client_conn.sni or "", request.authority}
    names.update(request.headers.get_all("host"))
    if isinstance(flow.client_conn.proxy_mode, _BY_ADDRESS) and _is_address(request.host):
        names.discard(request.host)  # the client had looked the name up itself
    return {normal_host(name) for name in names if name}


def _same_port(flow: http.HTTPFlow) -> bool:
    said = (flow.request.host_header or "").rpartition(":")[2]
    return not said.isdecimal() or int(said) == flow.request.port


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

"""Who is behind a connection: asked once for a tunnel, each time for a plain request."""

import asyncio
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

from mitmproxy import connection, http
from mitmproxy.proxy import mode_specs
from mitmproxy.proxy.layers.modes import Socks5AuthData

from gateway.identity.identify import Credentials, Identifier, basic_credentials
from gateway.types import Person

_ASKS = "proxy-authorization"
_EXPLICIT = (mode_specs.RegularMode, mode_specs.UpstreamMode)


class Identifying(Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    identifier: Identifier


@dataclass(slots=True, kw_only=True)
class _Known:
    person: Person
    identifier: Identifier  # the one that said so; another after a reload


class Identification:
    """Finds the person of a flow. Passwords are used and forgotten, never kept on the flow.

    Credentials and the trusted header count only where a client speaks to the proxy itself: inside
    a tunnel the same header could be anybody's.
    """

    def __init__(self, runtime: Identifying) -> None:
        self._runtime = runtime
        self._known: WeakKeyDictionary[connection.Client, _Known] = WeakKeyDictionary()

    async def connecting(self, flow: http.HTTPFlow) -> Person | None:
        """Who opens this tunnel; holds for every request inside."""
        person = await self._said(flow)
        self._remember(flow.client_conn, person)
        return person

    async def asking(self, flow: http.HTTPFlow) -> Person | None:
        """Who sends this request, in a tunnel or not."""
        known = self._known.get(flow.client_conn)
        if known is None:
            return await self._said(flow)
        return self._again(flow.client_conn, known)

    def known(self, client: connection.Client) -> str:
        """The id of whoever this connection belongs to, or their address."""
        found = self._known.get(client)
        return found.person.id if found else str(client.peername[0])

    async def socks(self, data: Socks5AuthData) -> None:
        """Accept a SOCKS5 name and password."""
        credentials = Credentials(name=data.username, password=data.password)
        person = await self._ask(data.client_conn, credentials, {})
        self._remember(data.client_conn, person)
        data.valid = person is not None

    def asks_for_password(self, flow: http.HTTPFlow) -> bool:
        """Whether a 407 would help this client."""
        explicit = isinstance(flow.client_conn.proxy_mode, _EXPLICIT)
        return explicit and self._runtime.identifier.asks_for_password

    @property
    def headers(self) -> tuple[str, ...]:
        """Lower-case names of the headers that are meant for the proxy alone."""
        return (_ASKS, "proxy-connection", *self._runtime.identifier.headers)

    def strip(self, headers: http.Headers) -> None:
        """Remove what is meant for the proxy alone."""
        for name in self.headers:
            headers.pop(name, None)

    async def _said(self, flow: http.HTTPFlow) -> Person | None:
        if not isinstance(flow.client_conn.proxy_mode, _EXPLICIT):
            return await self._ask(flow.client_conn, None, {})
        headers = flow.request.headers
        given = basic_credentials(headers.get(_ASKS, "")) if _ASKS in headers else None
        names = self._runtime.identifier.headers
        return await self._ask(
            flow.client_conn, given, {name: headers.get(name, "") for name in names}
        )

    async def _ask(
        self, client: connection.Client, given: Credentials | None, header: dict[str, str]
    ) -> Person | None:
        identifier, address = self._runtime.identifier, client.peername[0]
        if identifier.at_once(given):
            return identifier.identify(address=address, credentials=given, header=header)
        return await asyncio.to_thread(
            identifier.identify, address=address, credentials=given, header=header
        )

    def _again(self, client: connection.Client, known: _Known) -> Person | None:
        identifier = self._runtime.identifier
        if known.identifier is identifier:
            return known.person
        if known.person.source in {"credentials", "header"}:
            person = identifier.still(known.person)
        else:
            person = identifier.identify(address=client.peername[0], credentials=None, header={})
        if person is not None:
            self._remember(client, person)
        return person

    def _remember(self, client: connection.Client, person: Person | None) -> None:
        if person is None:
            self._known.pop(client, None)
        else:
            self._known[client] = _Known(person=person, identifier=self._runtime.identifier)

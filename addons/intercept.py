"""One request of a generative-AI tool, from its head to the closed record of its answer."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from mitmproxy import http

from addons import convert
from addons.coding import Decoder, TooLarge, Undecodable
from addons.detours import report_nothing, stay_on_tcp
from addons.guard import SWITCHING, Closing, SafeStream, guarded, guarded_answer
from addons.identify import Identification
from addons.passage import Passage, Stamp, passage
from addons.replies import misdirected, reply, sign_in, unavailable
from addons.scope import Scope, Scoping
from addons.sockets import Serving as SocketServing
from addons.sockets import Sockets
from gateway.errors import CannotCheck
from gateway.exchange import Exchange
from gateway.flows import FORWARDED, SEEN, UNRECORDED, UNSCREENED
from gateway.ports import Verdict
from gateway.providers.sockets import SocketFormat
from gateway.types import End, Person, WireRequest

_LOOK = 0.02  # seconds
_UNKNOWN = Person(id="", source="unknown")


class Serving(Scoping, SocketServing, Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    def exchange(self, verdict: Verdict) -> Exchange:
        """What carries the answer of a forwarded request."""
        ...

    def dated(self, host: str, date: str) -> None:
        """The head of an answer came just now from there, with that date."""
        ...


class Intercept:
    """Screens requests before they leave and carries the answers; every record ends once."""

    def __init__(self, runtime: Serving, scope: Scope, identification: Identification) -> None:
        self._runtime, self._scope, self._identification = runtime, scope, identification
        self._open: set[str] = set()  # ids of flows that are being judged or answered
        self.closing = Closing()
        self.sockets = Sockets(runtime, self.closing, self._open)

    @property
    def deadline(self) -> float:
        return self._runtime.configuration.gateway.limits.request_seconds

    async def idle(self) -> None:
        """Wait until nobody waits for an answer any more, and every ending is recorded."""
        while self._open or self.closing:  # noqa: ASYNC110 - only at shutdown
            await asyncio.sleep(_LOOK)

    @guarded
    async def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Only what is not generative AI may stream through; it is not looked into."""
        found = passage(flow)
        if flow.error or found.person or flow.response:
            return
        generative, agreed = self._scope.judged(flow)
        self._scope.restrict(flow)
        found.ours = self._ours()
        found.person = await self._identification.asking(flow)
        if found.person is None:
            self._unknown(flow, found)
        elif generative and not agreed:
            self._refuse(flow, "mismatch", misdirected())
        elif generative and convert.never_ends(flow):
            # Whoever sends it waits for answers in between: refuse it before it could end.
            await self._unread(flow, CannotCheck("unreadable", "stream"), 403, "upgrade")
            found.at_once = True
        elif not generative:
            self._runtime.shadow.passed(flow.request.host, flow.request.path, found.person.id)
            convert.strip(flow, (*found.ours, *self._ours()))
            found.stamp, flow.request.stream = Stamp.PASS, True

    @guarded
    async def request(self, flow: http.HTTPFlow) -> None:
        """Nothing of the request leaves before this has returned."""
        found = passage(flow)
        if flow.response or flow.error or found.stamp is not Stamp.NONE:
            return
        assert found.person is not None
        self._open.add(flow.id)
        self._runtime.telemetry.flows.saw(SEEN)
        if _upgrades(flow) and not convert.wants_socket(flow):
            await self._unread(flow, CannotCheck("unreadable", "upgrade"), 403, "upgrade")
            return
        limit = self._runtime.configuration.gateway.limits.decoded_bytes
        try:
            request = convert.wire_request(flow, found.person, limit=limit)
        except Undecodable as error:
            await self._unread(flow, CannotCheck("unreadable", str(error)), 403, "encoding")
        except TooLarge as error:
            await self._unread(flow, CannotCheck("too_large", str(error)), 413, "body")
        else:
            await self._screen(flow, found, request)

    @guarded
    async def body_too_large(self, flow: http.HTTPFlow) -> None:
        """More bytes than may be kept; what came of them is forgotten."""
        if flow.response is None:
            self._runtime.telemetry.flows.saw(SEEN)
            await self._unread(flow, CannotCheck("too_large", "body"), 413, "body")

    @guarded_answer
    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """The head of an answer: from here on it streams through its exchange."""
        found, answer = passage(flow), flow.response
        assert answer is not None
        if found.stamp is Stamp.PASS:
            answer.stream = True
        if flow.client_conn.tls:
            stay_on_tcp(answer.headers)
        if found.stamp is not Stamp.FORWARD or found.exchange is None:
            return
        report_nothing(answer.headers)
        if date := convert.fresh_date(flow):
            self._runtime.dated(flow.request.host, date)
        found.exchange.open(answer.status_code, convert.content_type(flow))
        if answer.status_code == SWITCHING and found.line:
            return  # from here on it is a socket
        if found.exchange.endless:
            self._open.discard(flow.id)
        answer.stream = self._stream(flow, found, found.exchange)
        if convert.has_body(flow):
            convert.unbounded(flow)

    async def response(self, flow: http.HTTPFlow) -> None:
        """The answer has ended as the provider meant it to, as far as the transport can tell.

        That it has ended is what the client hears only after this.
        """
        if flow.websocket:
            return
        self._end(flow, End.COMPLETE)
        if exchange := passage(flow).exchange:
            await exchange.named()

    def error(self, flow: http.HTTPFlow) -> None:
        """Somebody broke off."""
        self._end(flow, _broken_off(flow, passage(flow)))

    async def fault(self, flow: http.HTTPFlow) -> http.Response:
        """Record that the gateway itself failed on this request, and what to answer."""
        counted = flow.id in self._open
        self._open.discard(flow.id)
        self._runtime.telemetry.refused_connection("fault")
        if not self._scope.judged(flow)[0]:
            return unavailable()
        if not counted:
            self._runtime.telemetry.flows.saw(SEEN)
        person = passage(flow).person or _UNKNOWN
        verdict = await self._runtime.gateway.fault(convert.unread_request(flow, person))
        self._runtime.telemetry.screened(verdict.screened)
        return convert.response(verdict.refusal) if verdict.refusal else unavailable()

    async def _screen(self, flow: http.HTTPFlow, found: Passage, request: WireRequest) -> None:
        gateway = self._runtime.gateway
        verdict = await gateway.screen(request)
        self._runtime.telemetry.screened(verdict.screened)
        found.verdict = verdict
        if verdict.refusal is None:
            found.exchange = self._runtime.exchange(verdict)
        # A reload may have changed which headers are ours while this request was judged.
        convert.apply(flow, verdict, drop=(*found.ours, *self._ours()))
        if found.exchange and isinstance(verdict.dialect, SocketFormat):
            found.line = self.sockets.prepared(verdict, verdict.dialect, found.exchange)
            convert.keep_upgrade(flow)
        found.stamp = Stamp.FORWARD if verdict.refusal is None else Stamp.REFUSED
        self._tally(verdict)

    def _tally(self, verdict: Verdict) -> None:
        if verdict.refusal is None:
            self._runtime.telemetry.flows.saw(FORWARDED)
        if not verdict.recorded:
            self._runtime.telemetry.flows.saw(UNRECORDED)

    def _ours(self) -> tuple[str, ...]:
        header = self._runtime.configuration.gateway.justification_header
        return (header.lower(), *self._identification.headers)

    async def _unread(
        self, flow: http.HTTPFlow, error: CannotCheck, status: int, counted: str
    ) -> None:
        """Refuse and record what could not even be read."""
        found = passage(flow)
        found.stamp = Stamp.REFUSED
        gateway = self._runtime.gateway
        request = convert.unread_request(flow, found.person or _UNKNOWN)
        verdict = await gateway.fault(request, error, status=status)
        self._runtime.telemetry.screened(verdict.screened)
        self._runtime.telemetry.refused_connection(counted)
        assert verdict.refusal is not None
        flow.response = convert.response(verdict.refusal)

    def _unknown(self, flow: http.HTTPFlow, found: Passage) -> None:
        by_password = self._identification.asks_for_password(flow)
        self._refuse(flow, "identity", sign_in(by_password=by_password))
        found.person = None

    def _refuse(self, flow: http.HTTPFlow, counted: str, response: http.Response) -> None:
        passage(flow).stamp = Stamp.REFUSED
        self._runtime.telemetry.refused_connection(counted)
        self._runtime.telemetry.flows.saw(UNSCREENED)
        flow.response = response

    def _stream(
        self, flow: http.HTTPFlow, found: Passage, exchange: Exchange
    ) -> Callable[[bytes], list[bytes]]:
        limit = self._runtime.configuration.gateway.limits.decoded_bytes
        names = convert.encodings(flow)
        try:
            feed = _decoded(exchange, Decoder(names, limit=limit)) if names else exchange.feed
        except Undecodable:
            return self._unreadable(flow, exchange)

        def broke() -> None:
            found.failed = True

        return SafeStream(feed, failure=exchange.failure, broke=broke)

    def _unreadable(
        self, flow: http.HTTPFlow, exchange: Exchange
    ) -> Callable[[bytes], list[bytes]]:
        """An answer in an encoding we do not know becomes an error in its place."""
        exchange.failure()
        message = "The provider's answer is in a content encoding the GenAI gateway cannot read."
        page = reply(502, "unreadable_answer", message)
        assert flow.response
        flow.response.status_code, flow.response.headers = page.status_code, page.headers
        pieces = [page.raw_content or b""]

        def once(_: bytes) -> list[bytes]:
            return [pieces.pop()] if pieces else []

        return once

    def _end(self, flow: http.HTTPFlow, end: End) -> None:
        self._open.discard(flow.id)
        exchange = passage(flow).exchange
        if exchange is None:
            return
        if end is End.COMPLETE and _cut_short(exchange):
            end = End.PROVIDER_ERROR
        self.closing.later(self._close(exchange, end))

    async def _close(self, exchange: Exchange, end: End) -> None:
        answer = await exchange.close(end)
        if answer is not None:
            self._runtime.telemetry.answered(answer, exchange.verdict.screened)


def _upgrades(flow: http.HTTPFlow) -> bool:
    """WebSocket, h2c and the like: what would follow is not HTTP, and nobody would read it."""
    return "upgrade" in flow.request.headers or flow.request.method == "CONNECT"


def _decoded(exchange: Exchange, decoder: Decoder) -> Callable[[bytes], bytes]:
    def feed(data: bytes) -> bytes:
        if not data:
            return decoder.end() + exchange.feed(b"")
        piece = decoder.feed(data)
        return exchange.feed(piece) if piece else b""

    return feed


def _cut_short(exchange: Exchange) -> bool:
    """Whether a stream stopped without the provider's own end, which transports do not notice."""
    restorer = exchange.restorer
    streaming = exchange.verdict.screened.interaction.prompt.stream
    known = not exchange.verdict.dialect.name.startswith("generic")
    return bool(restorer and streaming and known and not restorer.facts.finished)


def _broken_off(flow: http.HTTPFlow, found: Passage) -> End:
    if found.failed:
        return End.GATEWAY_ERROR
    by_client = found.ended_by == "client" or not flow.client_conn.connected
    # Without a word from either side it was the client, while we were still judging.
    waiting = not found.ended_by and flow.response is None
    return End.CLIENT_ABORTED if by_client or waiting else End.PROVIDER_ERROR

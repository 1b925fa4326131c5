"""Where mitmproxy 12.2.3 offers no hook: header and body size, which side broke off, WebSockets.

Private seams, so the version is pinned exactly and a test fails when it moves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mitmproxy import http
from mitmproxy.net.http.http1 import expected_http_body_size
from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.layers import http as http_layer
from mitmproxy.proxy.layers import websocket
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._events import (
    RequestProtocolError,
    ResponseData,
    ResponseEndOfMessage,
    ResponseHeaders,
    ResponseProtocolError,
)
from mitmproxy.proxy.layers.http._hooks import HttpRequestHeadersHook

from addons.passage import Stamp, passage
from addons.replies import unreachable
from addons.socket_layer import SocketLayer
from gateway.settings.gateway_file import Limits

VERSION = "12.2.3"


@dataclass
class BodyTooLargeHook(commands.StartHook):  # type: ignore[no-untyped-call]
    """A request that is to be judged has more bytes than may be kept; answer it now."""

    flow: http.HTTPFlow


@contextmanager
def seams(limits: Limits) -> Iterator[None]:
    """Put our own code into the seams, and take it out again."""
    server, stream = _http1.Http1Server, http_layer.HttpStream
    kept = server.read_headers, stream.check_body_size, stream.handle_protocol_error
    waiting, socket = server.wait, websocket.WebsocketLayer
    changed: dict[str, Any] = {
        "read_headers": _capped(kept[0], limits.header_bytes),
        "check_body_size": _bounded(limits.body_bytes),
        "handle_protocol_error": _told(kept[2]),
        "wait": _patient(waiting, limits.header_bytes + limits.body_bytes),
    }
    try:
        server.read_headers = changed["read_headers"]  # type: ignore[method-assign]
        stream.check_body_size = changed["check_body_size"]  # type: ignore[method-assign]
        stream.handle_protocol_error = changed["handle_protocol_error"]  # type: ignore[method-assign]
        server.wait = changed["wait"]  # type: ignore[method-assign]
        websocket.WebsocketLayer = SocketLayer  # type: ignore[misc,assignment]
        yield
    finally:
        websocket.WebsocketLayer = socket  # type: ignore[misc]
        server.wait = waiting  # type: ignore[method-assign]
        server.read_headers = kept[0]  # type: ignore[method-assign]
        stream.check_body_size = kept[1]  # type: ignore[method-assign]
        stream.handle_protocol_error = kept[2]  # type: ignore[method-assign]


def _capped(original: Any, limit: int) -> Any:  # noqa: ANN401
    """HTTP/1 keeps headers of any size; HTTP/2 has a bound of its own (64 KiB)."""

    def read_headers(
        self: _http1.Http1Server, event: events.ConnectionEvent
    ) -> layer.CommandGenerator[None]:
        yield from original(self, event)
        if self.state == self.read_headers and len(self.buf) > limit:
            page = _http1.make_error_response(431, "The request's headers are too large.")
            yield commands.SendData(self.conn, page)
            yield commands.CloseConnection(self.conn)
            self.state = self.done

    return read_headers


def _patient(original: Any, limit: int) -> Any:  # noqa: ANN401
    """While a client waits for one answer, the engine keeps whatever more it sends."""

    def wait(self: _http1.Http1Server, event: events.Event) -> layer.CommandGenerator[None]:
        if isinstance(event, events.DataReceived) and len(self.buf) > limit:
            yield commands.CloseConnection(self.conn)
        yield from original(self, event)

    return wait


def _bounded(limit: int) -> Any:  # noqa: ANN401
    """The engine's own bound would also cut off long answers, and answer in nobody's format."""

    def check_body_size(
        self: http_layer.HttpStream,
        request: bool,  # noqa: FBT001
    ) -> layer.CommandGenerator[bool]:
        if request and passage(self.flow).at_once and self.flow.live:
            yield from _answer(self)
            return True
        if not request or _size(self) <= limit:
            return False
        if not self.request_body_buf:
            yield HttpRequestHeadersHook(self.flow)
        if passage(self.flow).stamp is Stamp.PASS:
            return False
        yield BodyTooLargeHook(self.flow)
        yield from _answer(self)
        return True

    return check_body_size


def _size(stream: http_layer.HttpStream) -> int:
    if stream.request_body_buf:
        return len(stream.request_body_buf)
    return expected_http_body_size(stream.flow.request) or 0


def _answer(stream: http_layer.HttpStream) -> layer.CommandGenerator[None]:
    """Send the answer at once, then swallow what still comes, so that the client can read it."""
    response, client = stream.flow.response, stream.context.client
    stream.request_body_buf.clear()  # type: ignore[no-untyped-call]
    stream.client_state = stream.server_state = stream.state_errored
    stream.flow.live = False
    assert response is not None
    head = ResponseHeaders(stream.stream_id, response, end_stream=False)
    yield http_layer.SendHttp(head, client)
    data = ResponseData(stream.stream_id, response.raw_content or b"")
    yield http_layer.SendHttp(data, client)
    yield http_layer.SendHttp(ResponseEndOfMessage(stream.stream_id), client)
    yield http_layer.DropStream(stream.stream_id)


def _told(original: Any) -> Any:  # noqa: ANN401
    """The error hook does not say who broke off, and the messages of HTTP/2 say it wrongly.

    Of a provider that does not answer the client hears in JSON, not from the engine's page.
    """

    def handle_protocol_error(
        self: http_layer.HttpStream,
        event: RequestProtocolError | ResponseProtocolError,
    ) -> layer.CommandGenerator[None]:
        client = isinstance(event, RequestProtocolError)
        found = passage(self.flow)
        found.ended_by = found.ended_by or ("client" if client else "server")
        for command in original(self, event):
            if found.stamp is Stamp.FORWARD and self.flow.response is None and _page(command):
                self.flow.response = unreachable(self.flow.request.host)
                yield from _answer(self)
            else:
                yield command

    return handle_protocol_error


def _page(command: commands.Command) -> bool:
    """Whether the engine would now show its own page about a provider that did not answer."""
    sent = command.event if isinstance(command, http_layer.SendHttp) else None
    return isinstance(sent, ResponseProtocolError) and sent.code.http_status_code() is not None

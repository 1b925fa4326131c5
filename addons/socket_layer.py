"""In place of the engine's layer for WebSockets: only what the hook gives back leaves.

Rule: bytes of one side never reach the other unless a step says so; pings are answered here, their
payload and what a client says on closing go nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mitmproxy import connection, http
from mitmproxy.proxy import commands, context, events, layer
from mitmproxy.proxy.layers.websocket import (
    WebsocketEndHook,
    WebsocketMessageHook,
    WebsocketStartHook,
)
from mitmproxy.websocket import WebSocketMessage
from wsproto import events as said
from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.frame_protocol import CloseReason, Opcode

from addons.deflate import agreed
from addons.passage import Line, passage
from gateway.socket_step import BROKEN, TOO_BIG, Close, Message, Step

PATIENCE = 1.0
"""Seconds for which the end of a text waits for what may make it a pseudonym."""

_OPEN = (ConnectionState.OPEN, ConnectionState.REMOTE_CLOSING)
_UNCHECKED = Close(
    code=BROKEN, reason="The GenAI gateway could not check this and did not send it."
)
_TOO_BIG = Close(code=TOO_BIG, reason="This message is larger than the GenAI gateway takes.")


@dataclass
class SocketTooLargeHook(commands.StartHook):  # type: ignore[no-untyped-call]
    """A message has more bytes than may be kept."""

    flow: http.HTTPFlow


@dataclass
class SocketIdleHook(commands.StartHook):  # type: ignore[no-untyped-call]
    """What waits to be restored has waited long enough."""

    flow: http.HTTPFlow


class Side:
    """One end of the socket: its connection, and the message that is arriving there."""

    def __init__(self, conn: connection.Connection, protocol: Connection) -> None:
        self.conn = conn
        self.protocol = protocol
        self.arriving = bytearray()

    def send(self, event: said.Event) -> commands.Command:
        return commands.SendData(self.conn, self.protocol.send(event))


class SocketLayer(layer.Layer):
    """Carries one socket. The hooks put what is to be done into `passage(flow).line.step`."""

    def __init__(self, at: context.Context, flow: http.HTTPFlow) -> None:
        super().__init__(at)
        self.flow = flow
        self._line: Line | None = passage(flow).line
        self._came = 0  # messages of the provider
        self._armed: int | None = None  # how many there were when waiting began

    def _handle_event(self, event: events.Event) -> layer.CommandGenerator[None]:
        if not isinstance(event, events.Start):
            return
        limit = self._line.limit if self._line else 0
        try:
            assert self.flow.response
            taken = self.flow.response.headers.get("sec-websocket-extensions", "")
            extensions = agreed(taken, limit=limit) or ((), ())
        except ValueError:
            self._line, extensions = None, ((), ())
        self._client = _side(self.context.client, ConnectionType.SERVER, extensions[0])
        self._server = _side(self.context.server, ConnectionType.CLIENT, extensions[1])
        yield WebsocketStartHook(self.flow)
        if self._line is None:
            yield from self._close(_UNCHECKED)
        else:
            self._handle_event = self._relay  # type: ignore[method-assign]

    def _relay(self, event: events.Event) -> layer.CommandGenerator[None]:
        if isinstance(event, events.Wakeup):
            yield from self._waited()
            return
        if not isinstance(event, events.ConnectionEvent):
            return  # messages from outside: nobody screened them
        from_client = event.connection == self.context.client
        source = self._client if from_client else self._server
        if isinstance(event, events.DataReceived):
            source.protocol.receive_data(event.data)
        elif isinstance(event, events.ConnectionClosed):
            source.protocol.receive_data(None)
        for heard in source.protocol.events():
            yield from self._heard(heard, source, from_client=from_client)
            if self._handle_event == self._done:
                return

    def _waited(self) -> layer.CommandGenerator[None]:
        """A stream that goes on decides by itself what may leave; only silence does not."""
        silent, self._armed = self._armed == self._came, None
        if silent:
            yield from self._ask(SocketIdleHook(self.flow))
        else:
            yield from self._arm()

    def _arm(self) -> layer.CommandGenerator[None]:
        if self._armed is None and self._line and self._line.socket.waits:
            self._armed = self._came
            yield commands.RequestWakeup(PATIENCE)

    def _heard(
        self, heard: said.Event, source: Side, *, from_client: bool
    ) -> layer.CommandGenerator[None]:
        if isinstance(heard, said.TextMessage | said.BytesMessage):
            yield from self._message(heard, source, from_client=from_client)
        elif isinstance(heard, said.Ping):
            yield source.send(said.Pong(payload=heard.payload))
            other = self._server if from_client else self._client
            if other.protocol.state is ConnectionState.OPEN:
                yield other.send(said.Ping())
        elif isinstance(heard, said.CloseConnection):
            yield from self._closed(heard, source, from_client=from_client)
        elif not isinstance(heard, said.Pong):
            yield from self._close(_UNCHECKED)

    def _message(
        self, heard: said.TextMessage | said.BytesMessage, source: Side, *, from_client: bool
    ) -> layer.CommandGenerator[None]:
        assert self._line
        text = isinstance(heard.data, str)
        source.arriving += heard.data.encode() if isinstance(heard.data, str) else heard.data
        if len(source.arriving) > self._line.limit:
            yield from self._too_big()
        elif heard.message_finished:
            data = bytes(source.arriving)
            source.arriving.clear()
            kind = Opcode.TEXT if text else Opcode.BINARY
            yield from self._judge(WebSocketMessage(kind, from_client, data))

    def _judge(self, message: WebSocketMessage) -> layer.CommandGenerator[None]:
        """Nothing is kept of a message once its step is done."""
        assert self.flow.websocket
        self._came += not message.from_client
        message.dropped = True  # whatever happens, the message itself does not go on
        self.flow.websocket.messages[:] = [message]
        yield from self._ask(WebsocketMessageHook(self.flow))
        self.flow.websocket.messages.clear()

    def _too_big(self) -> layer.CommandGenerator[None]:
        yield from self._ask(SocketTooLargeHook(self.flow))
        if self._handle_event != self._done:
            yield from self._close(_TOO_BIG)

    def _ask(self, hook: commands.StartHook) -> layer.CommandGenerator[None]:
        assert self._line
        self._line.step = None
        yield hook
        step, self._line.step = self._line.step, None
        yield from self._take(step or Step(close=_UNCHECKED))

    def _take(self, step: Step) -> layer.CommandGenerator[None]:
        assert self._line
        yield from _sent(step.to_provider, self._server)
        yield from _sent(step.to_client, self._client)
        if step.close:
            yield from self._close(step.close)
        else:
            yield from self._arm()

    def _closed(
        self, heard: said.CloseConnection, source: Side, *, from_client: bool
    ) -> layer.CommandGenerator[None]:
        """One side has closed, or does not keep to the protocol."""
        peer = source.protocol.state is not ConnectionState.OPEN
        if heard.code == CloseReason.MESSAGE_TOO_BIG and not peer:
            yield from self._too_big()
            return
        told = heard.reason or "" if peer and not from_client else ""
        yield from self._end(Close(code=heard.code, reason=told), by_client=from_client)

    def _close(self, why: Close) -> layer.CommandGenerator[None]:
        """The gateway closes; the provider is not told why."""
        yield from self._end(why, by_client=None)

    def _end(self, why: Close, *, by_client: bool | None) -> layer.CommandGenerator[None]:
        assert self.flow.websocket
        self._handle_event = self._done  # type: ignore[method-assign,assignment]
        ended = self.flow.websocket
        ended.closed_by_client, ended.close_code = by_client, why.code
        code = why.code if by_client is not None else CloseReason.GOING_AWAY
        for side, number, reason in (
            (self._client, why.code, why.reason),
            (self._server, code, ""),
        ):
            if side.protocol.state in _OPEN:
                yield side.send(said.CloseConnection(code=number, reason=reason))
            yield commands.CloseConnection(side.conn)
        yield WebsocketEndHook(self.flow)
        self.flow.live = False

    def _done(self, _: events.Event) -> layer.CommandGenerator[None]:
        yield from ()


def _side(conn: connection.Connection, kind: ConnectionType, extension: object) -> Side:
    return Side(conn, Connection(kind, [extension] if extension else []))  # type: ignore[list-item]


def _sent(messages: Iterable[Message], to: Side) -> layer.CommandGenerator[None]:
    """Each message whole, in one frame: the engine's own pieces would cut characters in two."""
    if to.protocol.state is not ConnectionState.OPEN:
        return
    for message in messages:
        if message.text:
            yield to.send(said.TextMessage(data=message.data.decode(errors="replace")))
        else:
            yield to.send(said.BytesMessage(data=message.data))

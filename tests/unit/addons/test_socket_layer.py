"""The layer sends what a step names and nothing else, whatever the hooks leave behind."""

from collections.abc import Callable

import pytest
from mitmproxy import http
from mitmproxy.connection import Client, Server
from mitmproxy.options import Options
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.context import Context
from mitmproxy.test import tflow
from mitmproxy.websocket import WebSocketData, WebSocketMessage
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Ping, Pong, TextMessage

from addons.passage import Line, passage
from addons.socket_layer import SocketLayer
from gateway.providers.generic_socket import GENERIC_SOCKET
from gateway.socket_step import Message, Step
from tests.made_socket import Made

LATE = Connection(ConnectionType.CLIENT).send(TextMessage(data="late"))
"""A message of somebody who has not noticed that it is over."""

type Does = Callable[[http.HTTPFlow, commands.StartHook], None]


class Run:
    """A layer, and a client and a provider at its ends."""

    def __init__(self, does: Does, *, extensions: str = "", line: bool = True) -> None:
        self.does = does
        self.flow = tflow.tflow(resp=True)
        self.flow.websocket = WebSocketData()
        assert self.flow.response
        self.flow.response.headers["sec-websocket-extensions"] = extensions
        self.line = Line(socket=Made(GENERIC_SOCKET).socket, limit=100)
        passage(self.flow).line = self.line if line else None
        client = Client(peername=("127.0.0.1", 1), sockname=("127.0.0.1", 2), timestamp_start=0)
        at = Context(client, Options())
        at.server = Server(address=("provider.example", 443))
        self.layer = SocketLayer(at, self.flow)
        self.ends = {
            at.client: Connection(ConnectionType.CLIENT),
            at.server: Connection(ConnectionType.SERVER),
        }
        self.client, self.server = at.client, at.server
        self.hooks: list[str] = []
        self.wakeups: list[commands.RequestWakeup] = []
        self.heard: dict[object, list[object]] = {at.client: [], at.server: []}
        self.give(events.Start())

    def give(self, event: events.Event) -> None:
        waiting = list(self.layer.handle_event(event))
        while waiting:
            command = waiting.pop(0)
            if isinstance(command, commands.SendData):
                end = self.ends[command.connection]  # type: ignore[index]
                end.receive_data(command.data)
                self.heard[command.connection] += end.events()
            elif isinstance(command, commands.StartHook):
                self.hooks.append(command.name)
                self.does(self.flow, command)
                more = self.layer.handle_event(events.HookCompleted(command, None))  # type: ignore[arg-type]
                waiting += more
            elif isinstance(command, commands.RequestWakeup):
                self.wakeups.append(command)

    def say(self, side: Client | Server, *said: object) -> None:
        data = b"".join(self.ends[side].send(one) for one in said)  # type: ignore[arg-type,index]
        self.give(events.DataReceived(side, data))

    def closed(self, side: Client | Server) -> list[int]:
        return [int(e.code) for e in self.heard[side] if isinstance(e, CloseConnection)]

    def texts(self, side: Client | Server) -> list[str]:
        return [str(e.data) for e in self.heard[side] if isinstance(e, TextMessage)]


def passes(flow: http.HTTPFlow, hook: commands.StartHook) -> None:
    """Lets every message of the client go on, in capitals."""
    line = passage(flow).line
    if line and flow.websocket and flow.websocket.messages:
        data = flow.websocket.messages[-1].content.upper()
        line.step = Step(to_provider=[Message(data=data, text=True)])


def nothing(flow: http.HTTPFlow, hook: commands.StartHook) -> None:
    """Fails to say what is to be done."""


def test_only_what_the_step_names_leaves() -> None:
    run = Run(passes)
    run.say(run.client, TextMessage(data="hello"))
    assert run.texts(run.server) == ["HELLO"]
    assert run.hooks == ["websocket_start", "websocket_message"]


def test_a_message_without_a_step_closes_both_sides_and_does_not_leave() -> None:
    run = Run(nothing)
    run.say(run.client, TextMessage(data="hello"), TextMessage(data="again"))
    assert run.texts(run.server) == []
    assert run.closed(run.client) == [1011]
    assert run.closed(run.server) == [1001]
    assert run.hooks[-1] == "websocket_end"
    run.give(events.DataReceived(run.server, LATE))
    assert run.texts(run.client) == []


@pytest.mark.parametrize("taken", ["x-other", "permessage-deflate, x-other"])
def test_an_extension_that_was_not_offered_opens_nothing(taken: str) -> None:
    run = Run(passes, extensions=taken)
    assert run.closed(run.client) == [1011]
    run.give(events.DataReceived(run.client, LATE))
    assert run.texts(run.server) == []


def test_a_socket_that_nobody_prepared_is_closed_at_once() -> None:
    run = Run(passes, line=False)
    assert run.closed(run.client) == [1011]
    assert run.hooks == ["websocket_start", "websocket_end"]


def test_fragments_are_one_message_and_nothing_is_kept_of_it() -> None:
    run = Run(passes)
    parts = ("he", "ll", "o")
    said = [TextMessage(data=p, message_finished=p == "o") for p in parts]
    run.say(run.client, *said)
    assert run.texts(run.server) == ["HELLO"]
    assert run.flow.websocket
    assert run.flow.websocket.messages == []


def test_too_much_is_too_much_before_the_message_is_complete() -> None:
    run = Run(passes)
    run.say(run.client, TextMessage(data="x" * 101, message_finished=False))
    assert "socket_too_large" in run.hooks
    assert run.closed(run.client) == [1011]  # the hook left no step
    assert run.texts(run.server) == []


def test_pings_are_answered_here_and_go_on_empty() -> None:
    run = Run(passes)
    run.say(run.client, Ping(payload=b"secret words"))
    (pong,) = run.heard[run.client]
    assert isinstance(pong, Pong)
    assert bytes(pong.payload) == b"secret words"
    (ping,) = run.heard[run.server]
    assert isinstance(ping, Ping)
    assert bytes(ping.payload) == b""


def test_a_close_is_passed_on_its_reason_only_to_the_client() -> None:
    run = Run(passes)
    run.say(run.client, CloseConnection(code=4000, reason="secret words"))
    (close,) = run.heard[run.server]
    assert isinstance(close, CloseConnection)
    assert (close.code, close.reason or "") == (4000, "")
    run = Run(passes)
    run.say(run.server, CloseConnection(code=4001, reason="expired"))
    (close,) = run.heard[run.client]
    assert isinstance(close, CloseConnection)
    assert (close.code, close.reason) == (4001, "expired")


def test_text_that_is_no_utf_8_ends_the_socket() -> None:
    run = Run(passes)
    frame = bytearray(run.ends[run.client].send(TextMessage(data="hello")))
    frame[-1] ^= 0x80
    run.give(events.DataReceived(run.client, bytes(frame)))
    assert run.closed(run.client) == [1007]
    assert run.texts(run.server) == []


def test_what_waits_is_asked_for_again_after_a_while() -> None:
    def waits(flow: http.HTTPFlow, hook: commands.StartHook) -> None:
        line = passage(flow).line
        assert line
        line.step = Step()
        line.socket._kinds.append(True)

    run = Run(waits)
    run.say(run.server, TextMessage(data="Dear Pers"))
    (wakeup,) = run.wakeups
    run.give(events.Wakeup(wakeup))
    assert run.hooks[-1] == "socket_idle"


def test_while_the_stream_goes_on_nothing_is_let_go_too_early() -> None:
    def waits(flow: http.HTTPFlow, hook: commands.StartHook) -> None:
        line = passage(flow).line
        assert line
        line.step = Step()
        line.socket._kinds.append(True)

    run = Run(waits)
    run.say(run.server, TextMessage(data="Dear Pers"))
    run.say(run.server, TextMessage(data="onK7Q2"))
    run.give(events.Wakeup(run.wakeups[0]))
    assert "socket_idle" not in run.hooks
    assert len(run.wakeups) == 2
    run.give(events.Wakeup(run.wakeups[1]))
    assert run.hooks[-1] == "socket_idle"


def test_messages_put_in_from_outside_go_nowhere() -> None:
    from mitmproxy.proxy.layers.websocket import WebSocketMessageInjected

    run = Run(passes)
    run.give(WebSocketMessageInjected(run.flow, WebSocketMessage(1, True, b"hello")))
    assert run.texts(run.server) == []
    assert "websocket_message" not in run.hooks

"""The hooks of sockets: each message leaves a step, each ending is recorded, and all is counted."""

import asyncio
import json
from typing import Any

from mitmproxy import http
from mitmproxy.connection import ConnectionState
from mitmproxy.test import tflow
from mitmproxy.websocket import WebSocketData, WebSocketMessage

from addons.guard import Closing
from addons.passage import Line, passage
from addons.sockets import Sockets
from gateway.exchange import Exchange
from gateway.pipeline import Gateway
from gateway.ports import Verdict
from gateway.providers.openai_responses_ws import RESPONSES_SOCKET
from gateway.settings.gateway_file import GatewayFile
from gateway.telemetry import Telemetry
from gateway.types import End
from tests.made_socket import Made


class Runtime:
    """What the hooks ask of the runtime."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.telemetry = Telemetry()
        self.vault = made.vault
        self.configuration: Any = type("Configuration", (), {"gateway": GatewayFile()})()

    @property
    def gateway(self) -> Gateway:
        return self.made.gateway

    def exchange(self, verdict: Verdict) -> Exchange:
        return self.made.exchange(verdict)


class Hooked:
    """An open socket behind the hooks."""

    def __init__(self) -> None:
        self.made = Made(RESPONSES_SOCKET)
        self.runtime = Runtime(self.made)
        self.closing, self.waiting = Closing(), {"other"}
        self.sockets = Sockets(self.runtime, self.closing, self.waiting)
        self.flow = tflow.tflow(resp=True)
        self.flow.websocket = WebSocketData()
        self.flow.client_conn.state = ConnectionState.OPEN
        opened = self.made.socket.opened
        self.line = self.sockets.prepared(opened, RESPONSES_SOCKET, self.made.socket.connection)
        passage(self.flow).line = self.line
        self.sockets.websocket_start(self.flow)

    async def say(self, value: Any, *, client: bool = True) -> Line:
        assert self.flow.websocket
        data = json.dumps(value).encode()
        self.flow.websocket.messages[:] = [WebSocketMessage(1, client, data)]
        await self.sockets.websocket_message(self.flow)
        return self.line

    async def end(self, *, by_client: bool | None) -> list[End]:
        assert self.flow.websocket
        self.flow.websocket.closed_by_client = by_client
        self.sockets.websocket_end(self.flow)
        await self.closing.settle()
        return [answer.end for answer in self.made.recorder.answers.values()]

    def counted(self, name: str) -> list[str]:
        text = self.runtime.telemetry.text().decode()
        return [line for line in text.splitlines() if line.startswith(f"genai_gateway_{name}")]


CREATE = {"type": "response.create", "input": "Write to Ann Lowe"}


async def test_a_message_leaves_a_step_and_somebody_waits_until_it_is_answered() -> None:
    at = Hooked()
    line = await at.say(CREATE)
    assert line.step
    assert len(line.step.to_provider) == 1
    assert at.flow.id in at.waiting
    await at.say({"type": "response.completed", "response": {}}, client=False)
    assert at.waiting == {"other"}
    assert await at.end(by_client=True) == [End.COMPLETE, End.COMPLETE]


async def test_who_closed_decides_how_what_is_open_ends() -> None:
    for by_client, end in (
        (True, End.CLIENT_ABORTED),
        (False, End.PROVIDER_ERROR),
        (None, End.REFUSED),
    ):
        at = Hooked()
        await at.say(CREATE)
        assert await at.end(by_client=by_client) == [end, End.COMPLETE]
        assert at.waiting == {"other"}


async def test_a_failure_of_ours_is_what_everything_ends_in() -> None:
    at = Hooked()
    await at.say(CREATE)
    await at.sockets.failed(at.flow, at.line)
    assert at.line.step
    assert at.line.step.close
    assert set(await at.end(by_client=None)) == {End.GATEWAY_ERROR}


async def test_nothing_is_sent_for_a_client_that_has_gone() -> None:
    at = Hooked()
    at.flow.client_conn.state = ConnectionState.CAN_WRITE
    line = await at.say(CREATE)
    assert line.step
    assert line.step.to_provider == []
    assert len(at.made.recorder.requests) == 1


async def test_too_much_is_recorded_and_closes() -> None:
    at = Hooked()
    await at.sockets.socket_too_large(at.flow)
    assert at.line.step
    assert at.line.step.close
    assert at.line.step.close.code == 1009
    assert at.made.recorder.requests[0].failure == "too_large"


async def test_sockets_and_messages_are_counted() -> None:
    at = Hooked()
    await at.say(CREATE)
    await at.say({"type": "response.cancel"})
    await at.say({"type": "response.queued"}, client=False)
    assert at.counted("sockets_open") == ["genai_gateway_sockets_open 1.0"]
    shown = at.counted("socket_messages_total")
    assert {line.rpartition("{")[2] for line in shown} == {
        'outcome="pseudonymise",side="client"} 1.0',
        'outcome="quiet",side="client"} 1.0',
        'outcome="carried",side="provider"} 1.0',
    }
    await at.end(by_client=True)
    assert at.counted("sockets_open") == ["genai_gateway_sockets_open 0.0"]


async def test_a_socket_that_was_never_prepared_ends_quietly() -> None:
    at = Hooked()
    stranger: http.HTTPFlow = tflow.tflow(resp=True)
    stranger.websocket = WebSocketData()
    await at.sockets.websocket_message(stranger)
    at.sockets.websocket_end(stranger)
    await asyncio.sleep(0)
    assert at.made.recorder.answers == {}

"""WebSockets of generative AI: messages are screened on their way out, restored on the way back."""

from typing import Protocol

from mitmproxy import http

from addons.guard import Closing, guarded_message
from addons.passage import Line, passage
from gateway.conversing import Socket
from gateway.errors import CannotCheck
from gateway.exchange import Exchange
from gateway.flows import FORWARDED, SEEN
from gateway.pipeline import Gateway
from gateway.ports import Vault, Verdict
from gateway.providers.sockets import SocketFormat
from gateway.settings.load import Configuration
from gateway.socket_step import Message, Step
from gateway.telemetry import Telemetry
from gateway.types import End

_CLIENT, _PROVIDER = "client", "provider"


class Serving(Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    gateway: Gateway
    configuration: Configuration
    telemetry: Telemetry

    @property
    def vault(self) -> Vault:
        """Tokens of conversations that the provider keeps."""
        ...

    def exchange(self, verdict: Verdict) -> Exchange:
        """What carries the answer of a forwarded request."""
        ...


class Sockets:
    """Hooks of open sockets. Every one leaves a step behind, or the layer closes the socket."""

    def __init__(self, runtime: Serving, closing: Closing, waiting: set[str]) -> None:
        self._runtime, self._closing, self._waiting = runtime, closing, waiting

    @property
    def deadline(self) -> float:
        return self._runtime.configuration.gateway.limits.request_seconds

    def prepared(self, verdict: Verdict, dialect: SocketFormat, exchange: Exchange) -> Line:
        """What an allowed opening request needs, should the provider agree to it."""
        socket = Socket(
            opened=verdict,
            format=dialect,
            gateway=lambda: self._runtime.gateway,
            exchange=self._runtime.exchange,
            connection=exchange,
            vault=self._runtime.vault,
        )
        return Line(socket=socket, limit=self._runtime.configuration.gateway.limits.message_bytes)

    def websocket_start(self, flow: http.HTTPFlow) -> None:
        """Both sides have agreed."""
        self._waiting.discard(flow.id)
        self._runtime.telemetry.socket_opened()

    @guarded_message
    async def websocket_message(self, flow: http.HTTPFlow, line: Line) -> None:
        """A message has come, from either side."""
        assert flow.websocket
        came = flow.websocket.messages[-1]
        message = Message(data=came.content, text=came.is_text)
        if not came.from_client:
            step = await line.socket.from_provider(message)
            self._did(flow, line, step, _PROVIDER)
            for exchange, _ in step.ended:
                await exchange.named()
            return
        step = await line.socket.from_client(message)
        if not flow.client_conn.connected:
            step.to_provider.clear()  # nobody waits for it any more
        self._did(flow, line, step, _CLIENT)

    @guarded_message
    async def socket_idle(self, flow: http.HTTPFlow, line: Line) -> None:
        """What was held back has waited long enough."""
        line.step = line.socket.wait_no_longer()

    @guarded_message
    async def socket_too_large(self, flow: http.HTTPFlow, line: Line) -> None:
        """A message with more bytes than may be kept; what came of it is forgotten."""
        self._did(flow, line, await line.socket.fault(CannotCheck("too_large", "message")), _CLIENT)

    def websocket_end(self, flow: http.HTTPFlow) -> None:
        """Somebody has closed; every open record gets its ending."""
        self._waiting.discard(flow.id)
        self._runtime.telemetry.socket_closed()
        found = passage(flow)
        if found.line is None or flow.websocket is None:
            return
        by = flow.websocket.closed_by_client
        end = End.GATEWAY_ERROR if found.failed else _END[by]
        self._ended(found.line.socket.end(end))

    async def failed(self, flow: http.HTTPFlow, line: Line) -> None:
        """The gateway itself failed on a message: recorded, told, and closed."""
        passage(flow).failed = True
        self._runtime.telemetry.refused_connection("fault")
        self._did(flow, line, await line.socket.fault(), _CLIENT)

    def _did(self, flow: http.HTTPFlow, line: Line, step: Step, side: str) -> None:
        line.step = step
        telemetry = self._runtime.telemetry
        for verdict in step.verdicts:
            telemetry.screened(verdict.screened)
            telemetry.flows.saw(SEEN)
            if verdict.refusal is None:
                telemetry.flows.saw(FORWARDED)
        for outcome in step.counted:
            telemetry.socket_message(side, outcome)
        if side == _PROVIDER and not step.counted:
            telemetry.socket_message(side, "carried")
        (self._waiting.add if line.socket.busy else self._waiting.discard)(flow.id)
        self._ended(step)

    def _ended(self, step: Step) -> None:
        for exchange, end in step.ended:
            self._closing.later(self._close(exchange, end))

    async def _close(self, exchange: Exchange, end: End) -> None:
        answer = await exchange.close(end)
        if answer is not None:
            self._runtime.telemetry.answered(answer, exchange.verdict.screened)


_END = {True: End.CLIENT_ABORTED, False: End.PROVIDER_ERROR, None: End.REFUSED}

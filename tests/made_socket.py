"""An open socket with the real policy and pseudonyms, and stand-ins at the pipeline's seams."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.conversing import Socket
from gateway.exchange import Exchange
from gateway.pipeline import Gateway
from gateway.ports import Verdict
from gateway.providers.sockets import SocketFormat
from gateway.types import Decision, Effect, Prompt, Reason, Screened
from tests.fakes import MemoryRecorder, MemoryVault, NameScanner
from tests.make import NOW, request
from tests.unit.gateway.test_pipeline import gateway as real_gateway

_ALLOWED = Reason(rule="allowed", clause="7.1", effect=Effect.ALLOW, message="Go on.")


@dataclass(slots=True)
class Clock:
    """Goes when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Made:
    """A socket and what stands behind it; `gateway` may be replaced, as a reload does it."""

    format: SocketFormat
    recorder: MemoryRecorder = field(default_factory=MemoryRecorder)
    vault: MemoryVault = field(default_factory=MemoryVault)
    scanner: NameScanner = field(default_factory=NameScanner)
    clock: Clock = field(default_factory=Clock)
    gateway: Gateway = field(init=False)
    socket: Socket = field(init=False)

    def __post_init__(self) -> None:
        self.gateway = real_gateway(recorder=self.recorder, vault=self.vault, scanner=self.scanner)
        opened = self._opened()
        connection = self.exchange(opened)
        connection.open(101, "")
        self.socket = Socket(
            opened=opened,
            format=self.format,
            gateway=lambda: self.gateway,
            exchange=self.exchange,
            connection=connection,
            vault=self.vault,
            clock=self.clock,
        )

    def exchange(self, verdict: Verdict) -> Exchange:
        return Exchange(
            verdict=verdict,
            recorder=self.recorder,
            vault=self.vault,
            now=lambda: NOW,
            capture=100_000,
        )

    def _opened(self) -> Verdict:
        headers = (("upgrade", "websocket"), ("content-type", "text/plain"))
        asked = request(method="GET", target="/v1/socket", headers=headers)
        prompt = Prompt(dialect=self.format.name, segments=())
        decision = Decision(effect=Effect.ALLOW, reasons=(_ALLOWED,), policy_version="test")
        screened = Screened(
            interaction=self.gateway.begin(asked, prompt), hits=(), decision=decision, sent=()
        )
        return Verdict(request=asked, screened=screened, dialect=self.format, body=b"")


def socket_of(spoken: SocketFormat, issued: Mapping[str, str]) -> Socket:
    """A socket on which these tokens were issued already."""
    made = Made(spoken)
    restorer = made.socket.connection.restorer
    assert restorer is not None
    restorer.learn(issued)
    return made.socket

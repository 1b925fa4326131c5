"""The story of one WebSocket: each message in, and what leaves on either side. Pure.

Rule: a record of the client leaves only after it was screened like any prompt, and recorded.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic

from gateway.errors import CannotCheck
from gateway.exchange import Exchange
from gateway.pipeline import FAULT, Gateway
from gateway.ports import Turn, Vault, Verdict
from gateway.providers.framing import Framing, decoded
from gateway.providers.sockets import MESSAGE, SocketFormat, parsed
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.socket_step import BROKEN, QUIET, TOO_BIG, VIOLATION, Message, Step, closing
from gateway.types import Effect, End, Prompt, Unread, WireRequest

_FRESH = 30.0  # seconds for which a decision about nothing but the place is believed
_AGAIN = 0.5  # seconds after which the vault is asked again for what it did not have
_MOST_CARRIED = 1000


@dataclass(slots=True, kw_only=True)
class Socket:
    """An open socket. `gateway` gives the one in force now; `opened` is the verdict on the request.

    Of what the provider sends, what comes while an interaction is open is its answer; the rest is
    recorded with the connection.
    """

    opened: Verdict
    format: SocketFormat
    gateway: Callable[[], Gateway]
    exchange: Callable[[Verdict], Exchange]
    connection: Exchange  # of the opening request
    vault: Vault
    clock: Callable[[], float] = monotonic
    current: Exchange | None = None
    _issued: dict[str, str] = field(default_factory=dict, repr=False)
    _carried: dict[str, None] = field(default_factory=dict)
    _recalled: dict[str, float] = field(default_factory=dict)
    _kinds: deque[bool] = field(default_factory=deque)
    _same: tuple[Gateway, tuple[Unread, ...], bool, float] | None = None
    _stood: tuple[Gateway, float] | None = None
    _ups: Framing = field(init=False)
    _downs: Framing = field(init=False)
    _text_up: bool = True
    _text_down: bool = True

    def __post_init__(self) -> None:
        self._ups, self._downs = self.format.framing(), self.format.framing()

    @property
    def busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.current is not None and not self.format.open_ended

    async def from_client(self, message: Message) -> Step:
        """Screen each record of a message; only what may leave is in the step."""
        step, self._text_up = Step(), message.text
        for unit in self._ups.feed(message.data):
            await self._up(unit, step)
            if step.close:
                break
        return step

    async def from_provider(self, message: Message) -> Step:
        """Restore each record of a message, unless the tool was stopped meanwhile."""
        step, self._text_down = Step(), message.text
        if not self._stands():
            await self._stop(step)
            return step
        for unit in self._downs.feed(message.data):
            await self._recall(unit, step)
            self._down(unit, step)
        return step

    def wait_no_longer(self) -> Step:
        """Nothing more has come for a while: what waits to be restored leaves."""
        step = Step()
        self._out(_restorer(self._receiver).settle(), step)
        return step

    @property
    def waits(self) -> bool:
        """Whether records of the provider are held back."""
        return bool(self._kinds)

    async def fault(self, error: CannotCheck = FAULT) -> Step:
        """The gateway failed on a message, or it was more than may be kept: recorded, then over."""
        request = self._request(b"")
        dialect = self.format.messages
        verdict = await self.gateway().fault(request, error, dialect=dialect)
        step = Step(verdicts=[verdict], counted=[Effect.BLOCK.word])
        self._tell(verdict, step)
        code = TOO_BIG if error.failure == "too_large" else BROKEN
        step.close = closing(code, verdict)
        return step

    def end(self, end: End) -> Step:
        """The socket has closed; every open record gets its ending."""
        step = self.wait_no_longer()
        if self.current is not None:
            known = not self.format.open_ended
            step.ended.append((self.current, end if known else _mild(end)))
            self.current = None
        step.ended.append((self.connection, _mild(end)))
        return step

    async def _up(self, unit: bytes, step: Step) -> None:
        """One record of the client."""
        payload = self._ups.payload(unit)
        request = self._request(unit if payload is None else payload.encode())
        dialect = self.format.messages
        prompt = dialect.read(request)
        record = parsed(request.body)
        if prompt.conversation in self._carried or self.format.begins(record):
            prompt = replace(prompt, carried=True)
        gateway = self.gateway()
        if not (prompt.segments or prompt.unread or prompt.conversation) and self._stands():
            step.counted.append(QUIET)
            self._forward(unit, step)
        elif prompt.unread and not prompt.segments and self._as_before(gateway, prompt):
            self._repeated(unit, step)
        else:
            turn = Turn(dialect=dialect, prompt=prompt, earlier=self._issued)
            await self._screen(unit, request, turn, step)

    async def _screen(self, unit: bytes, request: WireRequest, turn: Turn, step: Step) -> None:
        gateway = self.gateway()
        verdict = await gateway.screen(request, turn)
        step.verdicts.append(verdict)
        step.counted.append(verdict.screened.decision.effect.word)
        refused = verdict.refusal is not None
        if not turn.prompt.segments:
            self._same = (gateway, turn.prompt.unread, not refused, self.clock())
        if refused:
            self._tell(verdict, step)
            if self.format.needed(parsed(request.body)) or not self._stands():
                step.close = closing(VIOLATION, verdict)
            return
        if verdict.body is not request.body:
            unit = self._ups.dress(unit, verdict.body.decode())
        self._begin(verdict, step)
        self._forward(unit, step)

    def _begin(self, verdict: Verdict, step: Step) -> None:
        """From here on the provider answers this one, if an answer can belong to it."""
        exchange = self.exchange(verdict)
        exchange.open(101, "")
        prompt = verdict.screened.interaction.prompt
        if prompt.carried:
            self._carry(prompt.conversation)
        if self.format.asks(parsed(verdict.request.body)):
            self._finish(step)
            self.current = exchange
        else:
            step.ended.append((exchange, End.COMPLETE))
        self._learn(verdict.screened.issued, step)

    def _learn(self, issued: Mapping[str, str], step: Step) -> None:
        """More tokens of which the provider may speak, in whatever it answers now."""
        self._issued |= issued
        self._out(_restorer(self._receiver).learn(self._issued), step)

    def _finish(self, step: Step) -> None:
        """The open interaction is over; what it held back leaves before anything else."""
        self._out(_restorer(self._receiver).settle(), step)
        if self.current is not None:
            step.ended.append((self.current, End.COMPLETE))
            self.current = None
            _restorer(self.connection).learn(self._issued)

    def _down(self, unit: bytes, step: Step) -> None:
        """One record of the provider."""
        receiver = self._receiver
        self._kinds.append(self._text_down)
        self._out(receiver.units(unit), step)
        facts = _restorer(receiver).facts
        if receiver is not self.current:
            return
        asked = receiver.verdict.screened.interaction.prompt
        if asked.carried or not asked.conversation:  # or its past was elsewhere
            self._carry(facts.conversation)
        if facts.finished and not self.format.open_ended:
            self._finish(step)

    def _carry(self, conversation: str) -> None:
        """All of this history came about on this connection, so that it was seen."""
        if conversation and conversation not in self._carried:
            self._carried[conversation] = None
            if len(self._carried) > _MOST_CARRIED:
                del self._carried[next(iter(self._carried))]

    async def _recall(self, unit: bytes, step: Step) -> None:
        """Tokens of a conversation whose prompts go another way; they may be kept a bit later."""
        if self.format.about is None:
            return
        payload = self._downs.payload(unit) or ""
        named, now = self.format.about(parsed(payload.encode(errors="replace"))), self.clock()
        if not named or now < self._recalled.get(named, 0.0):
            return
        asked = self.opened.screened.interaction
        tool = asked.tool.id if asked.tool else ""
        tokens = await self.vault.load(asked.person.id, tool, named)
        self._recalled[named] = now + (_FRESH if tokens else _AGAIN)
        if not tokens.keys() <= self._issued.keys():
            self._learn(tokens, step)

    @property
    def _receiver(self) -> Exchange:
        return self.current or self.connection

    def _out(self, units: list[bytes], step: Step) -> None:
        """The restorer neither adds nor drops a record, so that each still knows its kind."""
        for unit in units:
            text = self._kinds.popleft() if self._kinds else True
            step.to_client.append(Message(data=unit, text=text))

    def _forward(self, unit: bytes, step: Step) -> None:
        """Records that came in one message leave in one; some services insist on it."""
        before = step.to_provider.pop().data if step.to_provider else b""
        step.to_provider.append(Message(data=before + unit, text=self._text_up))

    def _tell(self, verdict: Verdict, step: Step) -> None:
        """The refusal, in the records that this client has chosen to speak in."""
        assert verdict.refusal is not None
        for line in verdict.refusal.body.decode().splitlines():
            data = self._ups.failure(line, "")
            step.to_client.append(Message(data=data, text=decoded(data) is not None))

    async def _stop(self, step: Step) -> None:
        """The policy no longer lets this person use this tool: said, recorded, and closed."""
        dialect = self.format.messages
        request = self._request(b"")
        turn = Turn(dialect=dialect, prompt=dialect.read(request))
        await self._screen(b"", request, turn, step)
        step.to_provider.clear()

    def _repeated(self, unit: bytes, step: Step) -> None:
        """More of what was judged a moment ago (sound comes in many pieces): not a new record."""
        assert self._same is not None
        passes = self._same[2]
        step.counted.append((Effect.ALLOW if passes else Effect.BLOCK).word)
        if passes:
            self._forward(unit, step)

    def _as_before(self, gateway: Gateway, prompt: Prompt) -> bool:
        if self._same is None:
            return False
        judge, unread, _, when = self._same
        fresh = self.clock() - when < _FRESH
        return judge is gateway and unread == prompt.unread and fresh

    def _stands(self) -> bool:
        """Whether the place, the person and the tool are still allowed; a reload asks anew."""
        gateway, now = self.gateway(), self.clock()
        if self._stood and self._stood[0] is gateway and now - self._stood[1] < _FRESH:
            return True
        if not gateway.stands(self._request(b""), self.format.messages):
            return False
        self._stood = gateway, now
        return True

    def _request(self, body: bytes) -> WireRequest:
        headers = tuple(
            (name, value)
            for name, value in self.opened.request.headers
            if not name.startswith("content-")
        )
        return replace(self.opened.request, method=MESSAGE, headers=headers, body=body)


def _restorer(exchange: Exchange) -> AnswerRestorer:
    if exchange.restorer is None:
        raise RuntimeError("a socket was used before its answer was opened")
    return exchange.restorer


def _mild(end: End) -> End:
    """A connection, or an answer without a known end, that somebody closed is complete."""
    return end if end is End.GATEWAY_ERROR else End.COMPLETE

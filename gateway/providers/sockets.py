"""A wire format over a WebSocket: its opening request, and each message as a request of its own."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from gateway.providers.answer import Codec
from gateway.providers.any_body import read_body
from gateway.providers.coverage import Route
from gateway.providers.events import Json
from gateway.providers.found import Found
from gateway.providers.framing import Framing
from gateway.providers.socket_framing import EachMessage
from gateway.providers.upgrade import opens_socket, read_protocols
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.refusal import Refusal, WireResponse
from gateway.types import Prompt, WireRequest

MESSAGE = "WEBSOCKET"
"""Stands for the method where a message of a socket is seen as a request."""

type Tells = Callable[[Json], bool]
"""Something that can be said of a client's record (parsed; None if it is not JSON)."""

type Says = Callable[[Json], str]
"""What a record says; "" if it says nothing of the kind."""

type Told = Callable[[Refusal, Json], Sequence[Json]]
"""The records that tell a client why the record it sent did not leave."""


def always(_: Json) -> bool:
    """True of every record."""
    return True


def never(_: Json) -> bool:
    """True of no record."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketFormat(WireFormat):
    """See `gateway.providers.dialect.Dialect`; what `reads` says yes to is the opening request.

    `told` makes a refusal. `framing` tells records apart, in both directions. Of a record, `begins`
    says whether it begins the conversation that it names, `asks` whether an answer can belong to
    it, `needed` whether nothing can go on once it was refused, `hides` why nobody could read what
    comes after it. `chat`: what began in one socket may go on in another. Of a record of the
    provider, `about` says which conversation it is about, where that may have begun elsewhere.
    `open_ended`: nothing in an answer says when it is complete.
    """

    told: Told
    framing: Callable[[], Framing] = EachMessage
    begins: Tells = never
    asks: Tells = always
    needed: Tells = never
    hides: Says | None = None
    about: Says | None = None
    open_ended: bool = False
    chat: bool = False

    def reads(self, request: WireRequest) -> bool:
        there = self.hosts is None or self.hosts.fullmatch(request.host.lower()) is not None
        path = plain_path(request)
        return there and opens_socket(request) and self.route.search(path) is not None

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> Codec:
        if status == 101:
            return Codec(self.framing(), self._reader(request), error=self.failure)
        return super(SocketFormat, self).answer(request, status=status, content_type=content_type)

    def _found(self, request: WireRequest) -> tuple[Found, str, str]:
        found, body, charset = super(SocketFormat, self)._found(request)
        read_protocols(request, found)
        found.model = found.model or _model(request)
        return found, body, charset

    @property
    def messages(self) -> "Messages":
        """What reads the messages, once the socket is open."""
        return Messages(socket=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """The dialect of single messages. The address was read when the socket was opened."""

    socket: SocketFormat
    hosts: re.Pattern[str] | None = None
    routes: tuple[Route, ...] = ()

    @property
    def name(self) -> str:
        return self.socket.name

    def reads(self, request: WireRequest) -> bool:
        return False  # whoever has the socket knows

    def read(self, request: WireRequest) -> Prompt:
        prompt = self._found(request)[0].prompt(self.name, request)
        return replace(prompt, stream=True, model=prompt.model or _model(request))

    def write(self, request: WireRequest, edits: Mapping[int, str]) -> bytes:
        if not edits:
            return request.body
        found, body, charset = self._found(request)
        return found.write(body, edits).encode(charset)

    def _found(self, request: WireRequest) -> tuple[Found, str, str]:
        found = Found(chat=self.socket.chat)
        body, charset = read_body(request, self.socket.family, found)
        if "\\u" in body and body.lstrip()[:1] not in ("{", "["):
            found.cannot_read("body", "not text but escapes, in no format that is known")
        if self.socket.hides and (why := self.socket.hides(parsed(request.body))):
            found.cannot_read("body", why)
        return found, body, charset

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> Codec:
        return self.socket.answer(request, status=status, content_type=content_type)

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        """The status is that of a socket; the records stand one a line, as JSON source."""
        told = self.socket.told(refusal, parsed(request.body))
        body = "\n".join(map(json.dumps, told)).encode()
        return WireResponse(status=101, headers=(), body=body)


def parsed(body: bytes) -> Json:
    """A record as JSON, or None."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _model(request: WireRequest) -> str:
    """The model that the address names."""
    found = Found()
    found.names_model(parse_qs(request.target.partition("?")[2]).get("model", [""])[0])
    return found.model

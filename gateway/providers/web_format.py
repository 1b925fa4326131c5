"""A dialect of a page that people chat on: it names conversations, and shows what it is answered.

Pages treat statuses as their own affair (a lost login, a reload), so that a refused prompt is told
in an answer like any other, in the page's own format.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_plus

from gateway.providers.answer import Codec
from gateway.providers.found import Found
from gateway.providers.framing import Framing
from gateway.providers.sockets import Tells, never, parsed
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.refusal import Refusal, WireResponse
from gateway.types import WireRequest

type Told = Callable[[WireRequest, Refusal], bytes]
"""The body of an answer that says why a prompt did not leave."""

READS_BACK = frozenset(("GET", "POST", "PUT", "PATCH"))
"""Methods where a page also reads old chats back."""


_NOWHERE = re.compile(r"(?!)")


def _nobody_told(request: WireRequest, refusal: Refusal) -> bytes:
    raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFormat(WireFormat):
    """See `gateway.providers.dialect.Dialect`.

    `asks` matches the paths on which an answer is awaited; there `told` makes a refusal, of the
    media type `telling`. `begins` says of a body (parsed) whether it begins the conversation that
    it names. `recalled` finds names of what the provider keeps in the query; `lists` matches
    the paths on which an answer names many chats. `framing` cuts the
    answers awaited, whatever type they say they are of.
    """

    asks: re.Pattern[str] = _NOWHERE
    told: Told = _nobody_told
    telling: str = "text/event-stream; charset=utf-8"
    begins: Tells = never
    recalled: re.Pattern[str] | None = None
    lists: re.Pattern[str] = _NOWHERE
    framing: Callable[[], Framing] | None = None

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> Codec:
        found = Found()
        self._from_path(request, found)
        return Codec(
            self._framing(request, status, content_type),
            self._reader(request),
            error=self.failure,
            error_event=self.failure_event,
            conversation=found.conversation,
        )

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        refused = super(WebFormat, self).refusal(request, refusal)
        if not self.asks.search(plain_path(request)):
            return refused
        headers = [(n, v) for n, v in refused.headers if n != "content-type"]
        return WireResponse(
            status=200,
            headers=(("content-type", self.telling), *headers),
            body=self.told(request, refusal),
        )

    def _from_path(self, request: WireRequest, found: Found) -> None:
        super(WebFormat, self)._from_path(request, found)
        found.chat = True
        found.carried = bool(found.conversation) and self.begins(parsed(request.body))
        if self.lists.search(plain_path(request)):
            found.names_all()
        query = unquote_plus(request.target.partition("?")[2])
        for named in self.recalled.finditer(query) if self.recalled else ():
            found.names_kept(named[1])

    def _framing(self, request: WireRequest, status: int, content_type: str) -> Framing:
        usual = super(WebFormat, self)._framing(request, status, content_type)
        asked = self.asks.search(plain_path(request)) is not None
        return self.framing() if self.framing and asked and status < 400 else usual


def sent(request: WireRequest) -> Mapping[str, object]:
    """The body as an object; an empty one where it is something else."""
    value = parsed(request.body)
    return value if isinstance(value, dict) else {}

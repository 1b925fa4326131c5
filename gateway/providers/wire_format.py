"""A dialect made of its parts: where it applies, its table, its answers, its errors."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from gateway.providers.answer import Codec
from gateway.providers.any_body import read_address, read_body
from gateway.providers.aws_stream import MEDIA_TYPE, EventFrames
from gateway.providers.coverage import Route
from gateway.providers.events import EventReader
from gateway.providers.family import Family
from gateway.providers.found import Found
from gateway.providers.framing import (
    ArrayElements,
    Framing,
    Lines,
    PlainText,
    Untouched,
    Whole,
)
from gateway.providers.grpc import UNREAD, is_grpc, refuse_by_status
from gateway.providers.refusals import (
    Headers,
    Shape,
    no_headers,
    refuse,
    refuse_by_page,
    wants_page,
)
from gateway.providers.signed import is_signed
from gateway.providers.sse import ServerSentEvents
from gateway.refusal import Refusal, WireResponse
from gateway.types import Prompt, WireRequest

_MANY_SLASHES = re.compile(r"/{2,}")
_LINES = ("ndjson", "jsonl", "json-seq", "json-lines", "stream+json")
_FRAMED: Mapping[str, Callable[[], Framing]] = {
    "text/event-stream": ServerSentEvents,
    MEDIA_TYPE: EventFrames,
}
_HAS_BODY = frozenset(("POST", "PUT", "PATCH"))


def plain_path(request: WireRequest) -> str:
    """The path for matching: decoded once, single slashes, none at the end."""
    path = _MANY_SLASHES.sub("/", unquote(request.path))
    return path.rstrip("/") or "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFormat:
    """See `gateway.providers.dialect.Dialect`.

    `route` matches the path; its group "model", if it has one, is the model when the body may
    not say. `hosts` matches the whole host name where the path alone does not tell. `array` matches
    paths whose streams are JSON arrays unless they are events. `routes`: its rows of the coverage.
    """

    name: str
    route: re.Pattern[str]
    family: Family
    reader: EventReader
    shape: Shape
    failure: Callable[[str], str]
    failure_event: str = ""
    headers: Headers = no_headers  # of refusals
    array: re.Pattern[str] | None = None
    pages: bool = False  # whether people may meet a refusal in a browser
    any_method: bool = False
    keeps: bool = False  # the provider keeps the conversation that the path names
    hosts: re.Pattern[str] | None = None
    routes: tuple[Route, ...] = ()

    def reads(self, request: WireRequest) -> bool:
        method = self.any_method or request.method.upper() in _HAS_BODY
        there = self.hosts is None or self.hosts.fullmatch(request.host.lower()) is not None
        return method and there and self.route.search(plain_path(request)) is not None

    def read(self, request: WireRequest) -> Prompt:
        return self._found(request)[0].prompt(self.name, request)

    def write(self, request: WireRequest, edits: Mapping[int, str]) -> bytes:
        if not edits:
            return request.body
        found, body, charset = self._found(request)
        written = found.write(body, edits)
        return written.encode(charset)

    def _found(self, request: WireRequest) -> tuple[Found, str, str]:
        found = Found(signed=is_signed(request))
        body, charset = self._body(request, found)
        read_address(request, found)
        self._from_path(plain_path(request), found)
        self._also(request, found)
        return found, body, charset

    def _body(self, request: WireRequest, found: Found) -> tuple[str, str]:
        if is_grpc(request) and request.body:
            found.cannot_read("body", UNREAD)
            return "", "utf-8"
        return read_body(request, self._family(request), found)

    def _also(self, request: WireRequest, found: Found) -> None:
        """What else a format knows of its requests."""

    def _family(self, request: WireRequest) -> Family:
        """The table; for dialects whose path chooses one."""
        return self.family

    def _from_path(self, path: str, found: Found) -> None:
        match = self.route.search(path)
        named = match.groupdict() if match else {}
        if named.get("model"):
            found.names_model(named["model"])
        if named.get("conversation"):
            found.names_conversation(named["conversation"])
        if named.get("stream"):
            found.stream = True

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> Codec:
        framing = self._framing(request, status, content_type)
        found = Found()
        if self.keeps:
            self._from_path(plain_path(request), found)
        return Codec(
            framing,
            self.reader,
            error=self.failure,
            error_event=self.failure_event,
            conversation=found.conversation,
        )

    def _framing(self, request: WireRequest, status: int, content_type: str) -> Framing:
        media = content_type.partition(";")[0].strip().lower()
        if media in _FRAMED:
            return _FRAMED[media]()
        if any(kind in media for kind in _LINES):
            return Lines()
        if self.array and status < 400 and self.array.search(plain_path(request)):
            return ArrayElements()
        if not media or media.endswith(("/json", "+json")):
            return Whole()
        if media.startswith("text/"):
            return Whole() if status >= 400 else PlainText()
        return Untouched()

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        if is_grpc(request):
            return refuse_by_status(request, refusal)
        if self.pages and wants_page(request):
            return refuse_by_page(request, refusal)
        return refuse(request, refusal, self.shape, self.headers)

"""A dialect made of its parts: where it applies, its table, its answers, its errors."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from gateway.providers.address import read_address
from gateway.providers.answer import Codec
from gateway.providers.any_body import read_body
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
from gateway.providers.grpc import is_grpc, refuse_by_status
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
from gateway.providers.upgrade import opens_socket
from gateway.refusal import Refusal, WireResponse
from gateway.types import Prompt, WireRequest

_MANY_SLASHES = re.compile(r"/{2,}")
_LINES = ("ndjson", "jsonl", "json-seq", "json-lines", "stream+json")
_SUBTITLES = ("application/x-subrip", "application/srt")
_STREAMS: Mapping[str, Callable[[], Framing]] = {
    "text/event-stream": ServerSentEvents,
    MEDIA_TYPE: EventFrames,
}
_HAS_BODY = frozenset(("POST", "PUT", "PATCH"))


def plain_path(request: WireRequest) -> str:
    """The path for matching: decoded once, single slashes, none at the end."""
    path = _MANY_SLASHES.sub("/", unquote(request.path))
    return path.rstrip("/") or "/"


def _adds(request: WireRequest) -> bool:
    """Whether the request can add something; reading back and deleting cannot."""
    return request.method.upper() not in ("GET", "HEAD", "DELETE") or bool(request.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFormat:
    """See `gateway.providers.dialect.Dialect`.

    `route` matches the path; its group "model", if it has one, is the model when the body may
    not say; "conversation" what the request goes on with; "kept" what else it names. `hosts`
    matches the whole host name where the path alone does not tell. `array` matches paths whose
    streams are JSON arrays unless they are events. `routes`: its rows of the coverage.
    `fresh` makes a reader for one answer, where a unit goes on with what those before it said.
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
    methods: frozenset[str] = _HAS_BODY
    hosts: re.Pattern[str] | None = None
    without: re.Pattern[str] | None = None  # hosts with formats of their own on such paths
    routes: tuple[Route, ...] = ()
    fresh: Callable[[], EventReader] | None = None
    body: Callable[[WireRequest, Family, Found], tuple[str, str]] = read_body
    reader_for: Callable[[WireRequest], EventReader] | None = None  # where the request decides
    untyped: Callable[[], Framing] = Untouched  # how an answer of no known kind is cut

    def reads(self, request: WireRequest) -> bool:
        method = self.any_method or request.method.upper() in self.methods
        method = method and not opens_socket(request)
        host = request.host.lower()
        there = self.hosts is None or self.hosts.fullmatch(host) is not None
        there = there and not (self.without and self.without.fullmatch(host))
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
        body, charset = self.body(request, self._family(request), found)
        read_address(request, found)
        self._from_path(request, found)
        return found, body, charset

    def _family(self, request: WireRequest) -> Family:
        """The table; for dialects whose path chooses one."""
        return self.family

    def _from_path(self, request: WireRequest, found: Found) -> None:
        match = self.route.search(plain_path(request))
        named = match.groupdict() if match else {}
        if named.get("model"):
            found.names_model(named["model"])
        if named.get("conversation") and _adds(request):
            found.names_conversation(named["conversation"])
        elif named.get("conversation"):
            found.names_kept(named["conversation"])
        if named.get("kept"):
            found.names_kept(named["kept"])
        if named.get("stream"):
            found.stream = True

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> Codec:
        framing = self._framing(request, status, content_type)
        reader = self._reader(request)
        return Codec(framing, reader, error=self.failure, error_event=self.failure_event)

    def _reader(self, request: WireRequest) -> EventReader:
        if self.fresh:
            return self.fresh()
        return self.reader_for(request) if self.reader_for else self.reader

    def _framing(self, request: WireRequest, status: int, content_type: str) -> Framing:
        media = content_type.partition(";")[0].strip().lower()
        if media in _STREAMS:
            return _STREAMS[media]()
        if any(kind in media for kind in _LINES):
            return Lines()
        if self.array and status < 400 and self.array.search(plain_path(request)):
            return ArrayElements()
        if not media or media.endswith(("/json", "+json")):
            return Whole()
        if media.startswith("text/") or media in _SUBTITLES:
            return Whole() if status >= 400 else PlainText()
        return self.untyped()

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        if is_grpc(request):
            return refuse_by_status(request, refusal)
        if self.pages and wants_page(request):
            return refuse_by_page(request, refusal)
        return refuse(request, refusal, self.shape, self.headers)

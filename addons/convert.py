"""Between mitmproxy's flows and the gateway's nouns; the only module that knows both."""

from collections.abc import Iterable

from mitmproxy import http

from addons.coding import codings, decode
from addons.deflate import offered
from addons.detours import shorten_referer
from gateway.device import Device
from gateway.ports import Verdict
from gateway.providers.aws_stream import MEDIA_TYPE
from gateway.refusal import WireResponse
from gateway.types import Person, WireRequest

_HOP = frozenset({"connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"})
_NEEDED = frozenset(
    {"", "close", "keep-alive", "content-length", "content-type", "content-encoding", "host"}
    | {"authorization", "x-api-key", "api-key", "x-goog-api-key"}
)
"""What `Connection` may not take away: the decision rests on it."""

_OF_THE_BODY = (  # they no longer hold once the body has changed
    *("content-encoding", "transfer-encoding", "content-md5", "digest", "content-digest"),
    *("repr-digest", "expect"),
)
EXTENSIONS = "sec-websocket-extensions"
_CHECKSUM = "x-amz-checksum-"


def wire_request(flow: http.HTTPFlow, person: Person, *, limit: int) -> WireRequest:
    """The request as the gateway sees it, body decoded. Raises coding.Undecodable or TooLarge."""
    request = flow.request
    raw, encoding = request.raw_content or b"", ", ".join(request.headers.get_all(_ENCODING))
    body = decode(raw, encoding, limit=limit) if raw and codings(encoding) else raw
    return unread_request(flow, person, body)


def unread_request(flow: http.HTTPFlow, person: Person, body: bytes = b"") -> WireRequest:
    """The request without its body, or with what is known of it: for a refusal's record."""
    request = flow.request
    return WireRequest(
        method=request.method,
        host=request.host if not flow.client_conn.sni else flow.client_conn.sni,
        port=request.port,
        target=request.path,
        headers=tuple(_headers(request.headers)),
        body=body,
        person=person,
        device=device(flow),
    )


def device(flow: http.HTTPFlow) -> Device:
    """Session details for the record (clause 9.2)."""
    agent = flow.request.headers.get("user-agent", "")
    return Device(address=flow.client_conn.peername[0], user_agent=agent[:512])


def apply(flow: http.HTTPFlow, verdict: Verdict, *, drop: Iterable[str]) -> None:
    """Make the flow what the verdict says: the refusal, or the body as it may leave.

    An untouched body keeps its own content encoding, byte for byte. `drop` are lower-case names of
    headers that are meant for the gateway.
    """
    if verdict.refusal is not None:
        flow.response = response(verdict.refusal)
        return
    headers = flow.request.headers
    if verdict.body is not verdict.request.body:
        _set_body(flow.request, verdict.body)
    strip(flow, (*drop, *_hop_by_hop(headers)))
    _frame(flow.request)
    shorten_referer(headers)
    # A compressed stream could not be restored piece by piece.
    headers["accept-encoding"] = "identity"
    if verdict.signature is not None:
        strip(flow, verdict.signature.dropped)
        headers.update(dict(verdict.signature.headers))


def never_ends(flow: http.HTTPFlow) -> bool:
    """Whether the request's body is a stream that goes on while answers come back (AWS)."""
    media: str = flow.request.headers.get("content-type", "")
    return media.partition(";")[0].strip().lower() == MEDIA_TYPE


def keep_upgrade(flow: http.HTTPFlow) -> None:
    """Ask the provider for the WebSocket, with no extension but the one we can read."""
    headers = flow.request.headers
    headers["connection"], headers["upgrade"] = "Upgrade", "websocket"
    extensions = offered(", ".join(headers.get_all(EXTENSIONS)))
    headers.pop(EXTENSIONS, None)
    if extensions:
        headers[EXTENSIONS] = extensions


def wants_socket(flow: http.HTTPFlow) -> bool:
    """Whether this opens a WebSocket as RFC 6455 says, and nothing else as well."""
    request = flow.request
    return (
        request.http_version == "HTTP/1.1"
        and request.method == "GET"
        and [name.lower() for name in request.headers.get_all("upgrade")] == ["websocket"]
        and request.headers.get("sec-websocket-version") == "13"
        and len(request.headers.get_all("sec-websocket-key")) == 1
        and not request.raw_content
    )


def strip(flow: http.HTTPFlow, names: Iterable[str]) -> None:
    """Take these headers out of a request."""
    for name in names:
        flow.request.headers.pop(name, None)


def response(made: WireResponse) -> http.Response:
    """A response of the gateway's own."""
    fields = [(name.encode(), value.encode()) for name, value in made.headers]
    answer = http.Response.make(made.status, made.body, fields)
    answer.headers["content-length"] = str(len(made.body))
    return answer


def content_type(flow: http.HTTPFlow) -> str:
    """The content type of the answer, or ""."""
    return flow.response.headers.get("content-type", "") if flow.response else ""


def fresh_date(flow: http.HTTPFlow) -> str:
    """The date of the answer, or "": also where a cache gave it, which tells when that was made."""
    headers = flow.response.headers if flow.response else {}
    return "" if "age" in headers else headers.get("date", "")


def unbounded(flow: http.HTTPFlow) -> None:
    """Let the answer's body change its length: chunked for HTTP/1.1, by frames for HTTP/2."""
    assert flow.response
    headers = flow.response.headers
    for name in ("content-length", "content-md5", "digest", "content-digest", "repr-digest"):
        headers.pop(name, None)
    headers.pop("content-encoding", None)
    headers.pop("transfer-encoding", None)
    if flow.request.http_version == "HTTP/1.1":
        headers["transfer-encoding"] = "chunked"


def has_body(flow: http.HTTPFlow) -> bool:
    """Whether bytes follow the head of this answer (RFC 9110, 6.4.1)."""
    assert flow.response
    status = flow.response.status_code
    return flow.request.method != "HEAD" and status not in {204, 304} and status >= 200


def encodings(flow: http.HTTPFlow) -> tuple[str, ...]:
    """The content codings of the answer."""
    assert flow.response
    return codings(", ".join(flow.response.headers.get_all(_ENCODING)))


_ENCODING = "content-encoding"


def _headers(headers: http.Headers) -> Iterable[tuple[str, str]]:
    for name, value in headers.fields:
        yield _text(name).lower(), _text(value)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _set_body(request: http.Request, body: bytes) -> None:
    for name in _OF_THE_BODY:
        request.headers.pop(name, None)
    for name in [n for n in request.headers if n.lower().startswith(_CHECKSUM)]:
        request.headers.pop(name, None)
    request.raw_content = body
    request.headers["content-length"] = str(len(body))


def _frame(request: http.Request) -> None:
    """State the body's length anew: what the provider reads is exactly what was inspected.

    Trailers were inspected by nobody, and what `Connection` names must not take the framing away,
    or the body would be read as another request (RFC 9112, 11.2).
    """
    request.trailers = None
    request.headers.pop("transfer-encoding", None)
    if request.raw_content or "content-length" in request.headers:
        request.headers["content-length"] = str(len(request.raw_content or b""))


def _hop_by_hop(headers: http.Headers) -> list[str]:
    if "connection" not in headers:
        return ["proxy-connection"]
    values = ",".join(headers.get_all("connection"))
    named = {name.strip().lower() for name in values.split(",")}
    return [*(named - _NEEDED), *_HOP]

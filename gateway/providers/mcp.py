"""The dialect `mcp`: the Model Context Protocol over HTTP, all versions since 2024-11-05.

Its server chooses the address, so the messages and their headers tell it; it is asked last.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.providers import products
from gateway.providers.answer import Codec
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.json_rpc import REFUSED, error_for, messages_of, result_for, wants_answer
from gateway.providers.mcp_events import SessionCodec, SessionEvents, read_mcp, session_in
from gateway.providers.refusals import generic_shape, refuse
from gateway.providers.wire_format import WireFormat
from gateway.refusal import Refusal, WireResponse
from gateway.types import Segment, WireRequest

SESSION = "mcp-session-id"
_VERSION = "mcp-protocol-version"
_MIRRORED = re.compile(r"mcp-(?:name|param-.+)")
_ENCODED = re.compile(r"=\?base64\?(.*)\?=")
_LISTENING = re.compile(r"/sse/?$")
_MADE = re.compile(r"[0-9a-fA-F-]{16,64}")
_CODE = re.compile(r"[A-Za-z0-9_./-]{1,64}")

MESSAGE = Family(
    roles={"params": "tool", "result": "tool", "error": "tool"},
    kinds={
        **COMMON,
        "jsonrpc": Kind.WORD,
        "method": Kind.WORD,
        "params/name": Kind.WORD,
        "params/uri": Kind.FIXED,
        "params/level": Kind.WORD,
        "params/protocolVersion": Kind.WORD,
        "params/cursor": Kind.SEALED,
        "clientInfo/name": Kind.WORD,
        "clientInfo/version": Kind.WORD,
        "ref/name": Kind.WORD,
        "ref/uri": Kind.FIXED,
        "argument/name": Kind.WORD,
        "progressToken": Kind.ID,
        "result/action": Kind.WORD,
        "result/stopReason": Kind.WORD,
    },
    free=("/params/arguments/", "/params/inputResponses/", "/result/content/"),
)


def mcp_failure(message: str) -> str:
    """An error inside a stream; it answers no request in particular."""
    return json.dumps(
        {"jsonrpc": "2.0", "id": None, "error": {"code": REFUSED, "message": message}}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class McpFormat(WireFormat):
    """See `gateway.providers.dialect.Dialect`."""

    def reads(self, request: WireRequest) -> bool:
        if request.method == "POST":
            return bool(messages_of(request.body))
        if request.method not in ("GET", "DELETE") or request.header("upgrade"):
            return False
        return bool(request.header(SESSION) or request.header(_VERSION)) or _listens(request)

    def answer(self, request: WireRequest, *, status: int, content_type: str) -> Codec:
        events = content_type.partition(";")[0].strip().lower() == "text/event-stream"
        if request.method == "GET" and events:
            # Without a session the first event will say where its messages go.
            return SessionCodec(SessionEvents(request.header(SESSION)), "")
        return Codec(
            self._framing(request, status, content_type),
            read_mcp,
            error=mcp_failure,
            conversation=_session(request),
        )

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        asked = messages_of(request.body)
        since_2026 = request.header(_VERSION) >= "2026"
        told = [
            _told(message, refusal, typed=since_2026) for message in asked if wants_answer(message)
        ]
        if not told:
            return refuse(request, refusal, lambda one, _: error_for(None, one.text))
        body = told if request.body.lstrip()[:1] == b"[" else told[0]
        # Its clients read the message of an answer, and of an error only the status.
        response = refuse(request, refusal, generic_shape)
        return replace(response, status=200, body=json.dumps(body).encode())

    def _from_path(self, request: WireRequest, found: Found) -> None:
        if session := _session(request):
            found.names_kept(session)
            _leave_out(found, session)
        for text in _mirrored(request):
            segment = Segment(path="headers", role="tool", text=text, writable=False)
            found.add(segment, None)


def _told(message: Mapping[str, Json], refusal: Refusal, *, typed: bool) -> dict[str, Any]:
    """A call of a tool that failed is what models understand; other requests get an error."""
    if message["method"] != "tools/call":
        return error_for(message, refusal.text)
    content = [{"type": "text", "text": refusal.text}]
    complete = {"resultType": "complete"} if typed else {}
    return result_for(message, {"content": content, "isError": True, **complete})


def _listens(request: WireRequest) -> bool:
    accepts = request.header("accept").lower()
    return "text/event-stream" in accepts and _LISTENING.search(request.path) is not None


def _session(request: WireRequest) -> str:
    """What the server keeps is known by: the session, or the address where there are none."""
    if request.method == "GET" and not request.header(SESSION):
        return ""
    return request.header(SESSION) or session_in(request.target)


def _leave_out(found: Found, session: str) -> None:
    """The name of the session, which stands in the address of older versions, is nobody's words."""
    if _MADE.fullmatch(session):
        for at, segment in enumerate(found.segments):
            if segment.path == "query" and segment.text == session:
                del found.segments[at], found.slots[at]
                return


def _mirrored(request: WireRequest) -> Iterator[str]:
    """Values of the body that stand in headers too; there nothing can be replaced."""
    for name, value in request.headers:
        if _MIRRORED.fullmatch(name):
            found = _ENCODED.fullmatch(value.strip())
            text = base64.b64decode(found[1]).decode(errors="replace") if found else value
            if not _CODE.fullmatch(text):
                yield text


_CALL = Route(
    products=("GitHub API", *products.COPILOT[:1]),
    method="POST",
    path="/mcp/*",
    inspects=(Part.TEXT, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
    note="as on any host of the register: JSON-RPC tells it, whatever the path",
)

MCP_DIALECT = register(
    McpFormat(
        name="mcp",
        route=re.compile(""),
        family=MESSAGE,
        reader=read_mcp,
        shape=generic_shape,
        failure=mcp_failure,
        routes=(_CALL,),
    )
)

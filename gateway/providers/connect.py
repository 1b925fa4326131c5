"""The dialect `connect`: protobuf over HTTP, which only its maker can read (connectrpc.com).

Cursor, Windsurf and other coding assistants speak it. It is known, and refused in its own words;
what it says is for the policy's rule about what was not read.
"""

import json
import re
import struct
from dataclasses import dataclass, replace
from typing import Any

from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.family import Family
from gateway.providers.found import Found
from gateway.providers.framing import Framing, Untouched, Whole
from gateway.providers.generic import failure
from gateway.providers.refusals import refuse
from gateway.providers.wire_format import WireFormat
from gateway.refusal import Refusal, WireResponse
from gateway.types import WireRequest

UNREAD = "protobuf of a program, not text"

_STREAMED = "application/connect+"
_MEDIA = re.compile(
    r"application/(?:connect\+[a-z]+|proto|protobuf|x-protobuf|vnd\.google\.protobuf)"
)
_BY_QUERY = re.compile(r"[?&]connect=v1(?:&|$)")
_EMPTY = frozenset((b"", b"\x00" * 5))
_LAST = 2  # the flag of the envelope that ends a stream


def _media(request: WireRequest) -> str:
    return request.header("content-type").partition(";")[0].strip().lower()


def connect_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What its clients show (Connect, "Error codes")."""
    return {"code": "permission_denied", "message": refusal.text}


def read_nothing(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """There is something, and nobody here can read it."""
    if request.body not in _EMPTY:
        found.cannot_read("body", UNREAD)
    if _BY_QUERY.search(request.target):
        found.cannot_read("query", UNREAD)
    return "", "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectFormat(WireFormat):
    """See `gateway.providers.dialect.Dialect`."""

    def reads(self, request: WireRequest) -> bool:
        if request.method == "GET":
            return _BY_QUERY.search(request.target) is not None
        return request.method == "POST" and _MEDIA.fullmatch(_media(request)) is not None

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        response = refuse(request, refusal, self.shape)
        if not _media(request).startswith(_STREAMED):
            return response
        # A stream has begun well before it ends; its error stands in the last envelope.
        told = json.dumps({"error": self.shape(refusal, response.status)}).encode()
        named = tuple(pair for pair in response.headers if pair[0] != "content-type")
        return WireResponse(
            status=200,
            headers=(("content-type", _media(request)), *named),
            body=struct.pack(">BI", _LAST, len(told)) + told,
        )

    def _framing(self, request: WireRequest, status: int, content_type: str) -> Framing:
        return Whole() if status >= 400 else Untouched()


_CHAT = Route(
    products=("Cursor web",),
    method="POST",
    path="/aiserver.v1.ChatService/{method}",
    inspects=(),
    masks=False,
    restores=False,
    streams=True,
    status=Status.BLOCKED,
    note="protobuf: refused in its own words unless the rule `unread` lets `not_text` pass",
)

CONNECT_DIALECT = register(
    ConnectFormat(
        name="connect",
        route=re.compile(""),
        family=Family(),
        reader=read_anything,
        shape=connect_shape,
        failure=failure,
        body=read_nothing,
        routes=(
            _CHAT,
            replace(_CHAT, path="/aiserver.v1.AiService/{method}", streams=False),
            replace(_CHAT, path="/aiserver.v1.RepositoryService/{method}", streams=False),
            replace(
                _CHAT,
                products=("Windsurf web",),
                path="/exa.language_server_pb.LanguageServerService/{method}",
            ),
        ),
    )
)

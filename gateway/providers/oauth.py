"""The dialect `oauth`: how clients of tool servers sign in (RFC 6749, 7009, 7591), on any host.

What proves who they are is neither scanned nor replaced nor recorded; anything else in it is read.
"""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from gateway.providers import products
from gateway.providers.any_body import read_body
from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member
from gateway.providers.family import Family, Kind
from gateway.providers.form_fields import takes
from gateway.providers.found import Found
from gateway.providers.generic import failure
from gateway.providers.wire_format import WireFormat
from gateway.providers.words import show
from gateway.refusal import Refusal
from gateway.types import Segment, WireRequest

_SECRETS = (
    *("client_secret", "code", "code_verifier", "refresh_token", "token", "assertion"),
    *("client_assertion", "subject_token", "actor_token", "device_code", "software_statement"),
)
_WORDS = (
    *("grant_type", "token_type_hint", "scope", "resource", "audience", "redirect_uri"),
    *("client_assertion_type", "subject_token_type", "token_endpoint_auth_method"),
    *("grant_types/*", "response_types/*", "redirect_uris/*", "application_type"),
)

SIGN_IN = Family(
    kinds={
        **dict.fromkeys(_SECRETS, Kind.CREDENTIAL),
        **dict.fromkeys(_WORDS, Kind.WORD),
        "client_id": Kind.ID,
    }
)

_FORM = re.compile(rb"(?:^|&)(?:grant_type|token)=")
_REGISTERS = b'"redirect_uris"'


def oauth_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What its clients show (RFC 6749, 5.2)."""
    return {"error": "access_denied", "error_description": refusal.text}


def read_tokens(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """Nothing: what comes back proves who the client is."""
    event = Event(finished=True)
    if error := member(value, "error"):
        event.fails(error)
    return event


def read_sign_in(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """A form, of which nothing can be altered; or the JSON with which a client registers."""
    if not _is_form(request):
        return read_body(request, family, found)
    for name, value in parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True):
        at = show((name,))
        if not value or not name.isidentifier():
            found.add(Segment(path=at, role="other", text=name, writable=False), None)
        if not takes(family, name, at, value, found):
            found.add(Segment(path=at, role="other", text=value, writable=False), None)
    return "", "utf-8"


def _is_form(request: WireRequest) -> bool:
    return "x-www-form-urlencoded" in request.header("content-type").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthFormat(WireFormat):
    """Its paths are ordinary words, so that the body must say the same."""

    def reads(self, request: WireRequest) -> bool:
        if not WireFormat.reads(self, request):
            return False
        if _is_form(request):
            return _FORM.search(request.body) is not None
        return request.path.rstrip("/").endswith("/register") and _REGISTERS in request.body


_TOKEN = Route(
    products=products.COPILOT[:1],
    method="POST",
    path="/token",
    inspects=(),
    status=Status.DOCUMENTED,
    note="as on any host of the register: what proves who signs in is not kept",
)

OAUTH_DIALECT = register(
    OAuthFormat(
        name="oauth",
        route=re.compile(r"/(?:token|revoke|introspect|register)$"),
        family=SIGN_IN,
        reader=read_tokens,
        shape=oauth_shape,
        failure=failure,
        body=read_sign_in,
        routes=(_TOKEN, replace(_TOKEN, path="/register")),
    )
)

"""From a request on the wire to an interaction: where it goes, with which key, and its id."""

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID

from gateway.providers.catalogue import Catalogue
from gateway.providers.regions import located
from gateway.providers.signed import access_key
from gateway.providers.upgrade import keys
from gateway.settings.gateway_file import GatewayFile
from gateway.types import Destination, Interaction, Prompt, Service, WireRequest

_ROUTE_WORD = re.compile(r"[A-Za-z0-9._:@-]{0,100}")
_PLAIN_WORD = re.compile(r"[a-z0-9_.:]{0,40}(-[a-z0-9_.:]{1,40})?|[0-9a-f-]{36}")
"""On routes that no dialect knows a part of the path may be what somebody typed."""

_KEY_PARAMETERS = ("key", "api_key", "api-key", "access_token", "accesstoken")
_KEY_HEADERS = ("authorization", "x-api-key", "api-key", "x-goog-api-key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Makes interactions. `key` is the index key: it turns API keys into fingerprints."""

    catalogue: Catalogue
    settings: GatewayFile
    key: bytes = field(repr=False)
    now: Callable[[], datetime]

    def __call__(self, request: WireRequest, prompt: Prompt) -> Interaction:
        """The interaction of this request; its id is time-ordered (UUID version 7, RFC 9562)."""
        return Interaction(
            id=new_id(),
            time=self.now(),
            person=request.person,
            device=request.device,
            destination=self._destination(request, prompt),
            method=request.method,
            path=recorded_path(request.path, known=not prompt.dialect.startswith("generic")),
            prompt=prompt,
            justification=request.header(self.settings.justification_header.lower()).strip(),
            key_fingerprint=fingerprint(request, self.key),
            attempt=_attempt(request),
        )

    def _destination(self, request: WireRequest, prompt: Prompt) -> Destination:
        known = self.catalogue.find(request.host)
        if known:
            return located(known, path=request.path, model=prompt.model, geo=prompt.region)
        # A reload may drop a host from the catalogue while its connection is open: then unlisted.
        host = request.host
        service = Service(vendor="unknown", product="unknown", host=host, kind="api", category="")
        return Destination(host=host, service=service, tool=None)


def new_id() -> str:
    """A UUID version 7: 48 bits of Unix milliseconds, then random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


def fingerprint(request: WireRequest, key: bytes) -> str:
    """A keyed hash of the API key the request carries, or "". The key itself is never kept.

    Of several different keys it is all their hashes, which no register entry names: whoever sends
    the organisation's key beside their own is not taken for the organisation.
    """
    secrets_sent = (_secret(value) for name, value in request.headers if name in _KEY_HEADERS)
    query = parse_qsl(request.target.partition("?")[2])
    in_query = (value for name, value in query if name.lower() in _KEY_PARAMETERS)
    sent = dict.fromkeys(v for v in (*secrets_sent, *in_query, *keys(request)) if v)
    return " ".join(fingerprint_of(secret, key) for secret in sent)


def _secret(value: str) -> str:
    if (signer := access_key(value)) is not None:  # the rest is another one each time
        return signer
    scheme, _, rest = value.strip().partition(" ")
    return rest.strip() if scheme.lower() in {"bearer", "basic"} else value.strip()


def fingerprint_of(secret: str, key: bytes) -> str:
    """The form in which `keys` of a register entry names an API key."""
    return hmac.new(key, b"api-key\0" + secret.encode(), hashlib.sha256).hexdigest()[:24]


def recorded_path(path: str, *, known: bool) -> str:
    """The path as the record keeps it in clear: parts that are not plain route words become "*"."""
    word = _ROUTE_WORD if known else _PLAIN_WORD
    return "/".join(part if word.fullmatch(part) else "*" for part in path.split("/"))


def _attempt(request: WireRequest) -> int:
    count = request.header("x-stainless-retry-count")
    return int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0

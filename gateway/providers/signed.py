"""Whether the caller signed the request itself, so that no byte of it may change; and by whom."""

import re

from gateway.types import WireRequest

_SCHEME = "AWS4-HMAC-SHA256"
_CREDENTIAL = re.compile(
    r"[\s,]Credential=([A-Za-z0-9]{4,128})/\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4"
)
_IN_QUERY = re.compile(r"[?&]x-amz-signature=", re.IGNORECASE)


def is_signed(request: WireRequest) -> bool:
    """Whether a signature covers the body (AWS SigV4 and its kin, RFC 9421)."""
    scheme = request.header("authorization").lstrip()[:5].upper()
    in_query = _IN_QUERY.search(request.target) is not None
    return scheme == "AWS4-" or in_query or bool(request.header("signature-input"))


def scope(request: WireRequest) -> tuple[str, str, str] | None:
    """Access key id, region and service of an AWS signature in the usual form; None without one."""
    sent = [value for name, value in request.headers if name == "authorization"]
    if len(sent) != 1 or not sent[0].startswith(_SCHEME) or request.header("signature-input"):
        return None
    found = _CREDENTIAL.search(sent[0])
    return (found[1], found[2], found[3]) if found else None


def access_key(authorization: str) -> str | None:
    """The id of the key that made an AWS signature; None for other credentials."""
    found = _CREDENTIAL.search(authorization) if authorization.startswith(_SCHEME) else None
    return found[1] if found else None

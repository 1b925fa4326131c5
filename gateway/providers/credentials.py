"""What proves who calls: never a prompt, never replaced, never recorded."""

import re
from urllib.parse import unquote_plus

from gateway.providers.family import Kind
from gateway.providers.json_text import Path

_NAMES = re.compile(
    r"key|api[_-]?key|api-version|access_?token|token|sig|signature|upload_id|alt|beta|x-amz-.*"
    r"|x-goog-.*|expires|verify",
    re.IGNORECASE,
)
"""Query parameters that prove who calls or say which interface."""

_SECRET_HEADER = re.compile(r"auth|key|token|secret|cookie|password|signature", re.IGNORECASE)
_SECRET = re.compile(
    r"(?:(?:bearer|basic|token|key|apikey|api-key|dpop|digest|negotiate|hoba|mutual|vapid) )?"
    r"[\x21-\x7e]{1,8192}",
    re.IGNORECASE,
)
"""One word, behind the scheme it is for, if any (RFC 9110, 11.1): two other words may be a name."""
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#@]*@)?([^?#]*)(?:\?([^#]*))?(#.*)?", re.S)


def is_credential_name(name: str) -> bool:
    """Whether a query parameter of this name is one."""
    return _NAMES.fullmatch(name) is not None


def is_credential(kind: Kind, path: Path, text: str) -> bool:
    """Whether a member of this kind holds one: by its look, and a header by its name as well."""
    if kind is Kind.HEADER and not _SECRET_HEADER.search(str(path[-1])):
        return False
    return _SECRET.fullmatch(text) is not None


def without_credentials(address: str) -> str:
    """An address without the login and the parameters that prove who calls."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return address
    scheme, _, place, query, rest = found.groups()
    said = [pair for pair in (query or "").split("&") if pair and not _proves(pair)]
    return f"{scheme}{place}{'?' if said else ''}{'&'.join(said)}{rest or ''}"


def _proves(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return is_credential_name(unquote_plus(name)) and " " not in unquote_plus(value)

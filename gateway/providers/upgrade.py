"""The request that opens a WebSocket (RFC 6455, 4.1): whether it is one, and what it says."""

from gateway.providers.found import Found
from gateway.providers.words import is_word
from gateway.types import Segment, WireRequest

PROTOCOLS = "sec-websocket-protocol"
_KEYS = ("openai-insecure-api-key.", "openai-organization.", "openai-project.")
"""Browsers cannot set headers for a socket, so keys travel in the list of protocols."""


def opens_socket(request: WireRequest) -> bool:
    """Whether this asks for a WebSocket."""
    return request.method == "GET" and request.header("upgrade").strip().lower() == "websocket"


def protocols(request: WireRequest) -> tuple[str, ...]:
    """The protocols that the client names, in its order."""
    named = (value for name, value in request.headers if name == PROTOCOLS)
    return tuple(one.strip() for value in named for one in value.split(","))


def keys(request: WireRequest) -> tuple[str, ...]:
    """API keys among the protocols."""
    return tuple(
        one[len(_KEYS[0]) :] for one in protocols(request) if one.lower().startswith(_KEYS[0])
    )


def read_protocols(request: WireRequest, found: Found) -> None:
    """A protocol that looks like no name may be somebody's words; it cannot be altered."""
    for one in protocols(request):
        if not one.lower().startswith(_KEYS) and not is_word(one):
            segment = Segment(path="protocols", role="user", text=one, writable=False)
            found.add(segment, None)

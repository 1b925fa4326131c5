"""JSON-RPC 2.0 in a body: whether it is, which requests are in it, and what answers them."""

import json
from collections.abc import Mapping
from typing import Any

from gateway.providers.events import Json, member

REFUSED = -32001
"""An error code of the range that is left to servers (JSON-RPC 2.0, 5.1)."""

_MARK = b'"jsonrpc"'


def messages_of(body: bytes) -> list[Mapping[str, Json]]:
    """The messages in a body, one or a batch; none where it is something else."""
    if _MARK not in body:
        return []
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return []
    listed = value if isinstance(value, list) else [value]
    found = [message for message in listed if member(message, "jsonrpc") == "2.0"]
    return found if len(found) == len(listed) else []


def wants_answer(message: Mapping[str, Json]) -> bool:
    """Whether it is a request: notifications and answers have no id or no method."""
    return "method" in message and message.get("id") is not None


def error_for(message: Mapping[str, Json] | None, text: str) -> dict[str, Any]:
    """An error that answers the message, or nobody's in particular."""
    answered = message.get("id") if message else None
    return {"jsonrpc": "2.0", "id": answered, "error": {"code": REFUSED, "message": text}}


def result_for(message: Mapping[str, Json], result: Json) -> dict[str, Any]:
    """A result that answers the message."""
    return {"jsonrpc": "2.0", "id": message["id"], "result": result}

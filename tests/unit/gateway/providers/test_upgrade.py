"""The request that opens a WebSocket."""

import pytest

from gateway.providers.found import Found
from gateway.providers.sockets import MESSAGE
from gateway.providers.upgrade import keys, opens_socket, protocols, read_protocols
from gateway.types import WireRequest
from tests.golden.providers.cases import wire

KEY = "openai-insecure-api-key.sk-nobodys"


def opening(*listed: str) -> WireRequest:
    named = {"sec-websocket-protocol": ", ".join(listed)}
    return wire("/v1/realtime", method=MESSAGE, headers=named)


@pytest.mark.parametrize(
    ("method", "upgrade", "opens"),
    [
        ("GET", "websocket", True),
        ("GET", " WebSocket ", True),
        ("GET", "h2c", False),
        ("GET", "websocket, h2c", False),
        ("POST", "websocket", False),
        ("GET", "", False),
    ],
)
def test_a_get_that_asks_for_a_websocket_opens_one(method: str, upgrade: str, opens: bool) -> None:
    assert opens_socket(wire("/", method=method, headers={"upgrade": upgrade})) is opens


def test_a_key_among_the_protocols_is_a_key() -> None:
    asked = opening("realtime", KEY, "openai-beta.realtime-v1")
    assert protocols(asked) == ("realtime", KEY, "openai-beta.realtime-v1")
    assert keys(asked) == ("sk-nobodys",)


def test_only_a_protocol_that_is_no_name_is_read() -> None:
    found = Found()
    read_protocols(opening("realtime", KEY, "Ann Lowe has epilepsy"), found)
    (read,) = found.segments
    assert (read.text, read.writable) == ("Ann Lowe has epilepsy", False)

"""JSON-RPC is told by its bodies, whole."""

import json
from typing import Any

import pytest

from gateway.providers.json_rpc import error_for, messages_of, result_for, wants_answer

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}


@pytest.mark.parametrize("body", [CALL, [CALL, {"jsonrpc": "2.0", "method": "x"}]])
def test_messages_are_found_alone_and_in_batches(body: Any) -> None:
    assert len(messages_of(json.dumps(body).encode())) == (1 if isinstance(body, dict) else 2)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"jsonrpc": "1.0"}',
        b'{"messages": [{"jsonrpc": "2.0"}]}',
        b'{"text": "say \\"jsonrpc\\": \\"2.0\\""}',
        b'[{"jsonrpc": "2.0"}, {"other": 1}]',
        b'{"jsonrpc": "2.0"',
        b'["jsonrpc"]',
        b"[" * 100_000 + b'"jsonrpc"',
    ],
)
def test_anything_else_is_not_json_rpc(body: bytes) -> None:
    assert messages_of(body) == []


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        (CALL, True),
        ({"id": 0, "method": "x"}, True),
        ({"method": "x"}, False),
        ({"id": 1, "result": {}}, False),
        ({"id": None, "method": "x"}, False),
    ],
)
def test_only_requests_are_answered(message: Any, wanted: bool) -> None:
    assert wants_answer(message) is wanted


def test_answers_name_the_request() -> None:
    assert error_for(CALL, "no")["id"] == result_for(CALL, {})["id"] == 1
    assert error_for(None, "no") == {
        "jsonrpc": "2.0",
        "id": None,
        "error": {"code": -32001, "message": "no"},
    }

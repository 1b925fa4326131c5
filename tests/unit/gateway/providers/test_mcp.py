"""The Model Context Protocol: told by what is sent, read whole, refused in its own words."""

import base64
import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal, WireResponse
from gateway.types import Effect, Reason, WireRequest
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, wire

HOST = "mcp.calderwick.example"
EVENTS = "application/json, text/event-stream"
SESSION = {"mcp-session-id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}


def call(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def sent(*messages: dict[str, Any], **more: Any) -> WireRequest:
    body = json.dumps(messages[0] if len(messages) == 1 else messages).encode()
    return wire("/mcp", body, host=HOST, **more)


def test_every_text_of_a_call_is_read_whatever_it_is_called() -> None:
    prompt = recorded_prompt("mcp/request.json")
    assert {s.role for s in prompt.segments} == {"tool"}
    assert {"Ann Lowe", "Zoë O'Neil", "Joe Bright", "1632960001", "4 Mill Lane"} <= {*texts(prompt)}
    assert not {"find_tenant", "tools/call", "p-1", "2.0"} & {*texts(prompt)}


def test_json_in_an_argument_is_read_inside() -> None:
    prompt = recorded_prompt("mcp/request.json")
    assert segment(prompt, "said Ann Lowe").path == "/params/arguments/*/1#/*"


def test_each_message_of_a_batch_is_read() -> None:
    prompt = recorded_prompt("mcp@batch/request.json")
    assert texts(prompt) == ["Ann Lowe", "Joe Bright called", "Zoë", "officer Ann"]


def test_what_a_client_answers_is_read_and_its_session_is_no_text() -> None:
    prompt = recorded_prompt("mcp@answering/request.json")
    assert texts(prompt) == ["text", "Ann Lowe is a tenant."]
    assert prompt.recalls == ("0a1b2c3d4e5f60718293a4b5c6d7e8f9",)


def test_words_in_the_place_of_a_session_are_read() -> None:
    body = call("ping")
    prompt = read("/messages?session_id=Margaret+Okonkwo", body, host=HOST)
    assert texts(prompt) == ["Margaret Okonkwo"]


def test_the_form_that_somebody_filled_in_is_read() -> None:
    filled = {"jsonrpc": "2.0", "id": 1, "result": {"action": "accept", "content": {"id": "Ann"}}}
    assert texts(read("/mcp", filled, host=HOST)) == ["Ann"]


def test_addresses_of_resources_must_arrive_as_they_are() -> None:
    prompt = read("/mcp", call("resources/read", uri="crm://tenants/ann"), host=HOST)
    assert not segment(prompt, "crm://tenants/ann").writable


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"mcp-name": "find_tenant"}, []),
        ({"mcp-name": "file:///ann lowe.txt"}, ["file:///ann lowe.txt"]),
        ({"mcp-param-who": f"=?base64?{base64.b64encode('Zoë'.encode()).decode()}?="}, ["Zoë"]),
        ({"mcp-method": "tools/call"}, []),
    ],
)
def test_values_that_headers_repeat_are_read_and_cannot_be_altered(
    headers: dict[str, str], found: list[str]
) -> None:
    request = sent(call("ping"), headers=headers)
    segments = dialect_for(request).read(request).segments
    assert [s.text for s in segments] == found
    assert not any(s.writable for s in segments)


@pytest.mark.parametrize(
    ("method", "target", "headers", "name"),
    [
        ("GET", "/mcp", {**SESSION, "accept": EVENTS}, "mcp"),
        ("GET", "/mcp", {"mcp-protocol-version": "2025-06-18"}, "mcp"),
        ("GET", "/sse", {"accept": "text/event-stream"}, "mcp"),
        ("GET", "/sse", {"accept": "text/html"}, "generic"),
        ("DELETE", "/mcp", SESSION, "mcp"),
        ("GET", "/mcp", {}, "generic"),
        ("GET", "/v1/responses/resp_1", {**SESSION}, "mcp"),
    ],
)
def test_who_listens_is_told_by_headers(
    method: str, target: str, headers: dict[str, str], name: str
) -> None:
    request = wire(target, host=HOST, method=method, headers=headers)
    assert dialect_for(request).name == name


def test_a_format_that_knows_its_address_is_asked_first() -> None:
    body = json.dumps({"jsonrpc": "2.0", "previous_response_id": "resp_1", "input": "x"}).encode()
    request = wire("/v1/responses", body)
    assert dialect_for(request).name == "openai.responses"
    assert dialect_for(request).read(request).conversation == "resp_1"


REASON = Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take it out.")
REFUSAL = Refusal(reference="01J", reasons=(REASON,), contact="ig@council.example")


def refused(request: WireRequest) -> tuple[WireResponse, Any]:
    response = dialect_for(request).refusal(request, REFUSAL)
    return response, json.loads(response.body)


@pytest.mark.parametrize(
    ("headers", "more"),
    [({}, {}), ({"mcp-protocol-version": "2026-07-28"}, {"resultType": "complete"})],
)
def test_a_refused_call_is_a_result_for_the_model(headers: Any, more: Any) -> None:
    response, told = refused(sent(call("tools/call", name="x"), headers=headers))
    content = [{"type": "text", "text": REFUSAL.text}]
    assert response.status == 200
    assert told == {
        "jsonrpc": "2.0",
        "id": 7,
        "result": {"content": content, "isError": True} | more,
    }


def test_other_refused_requests_get_an_error_and_a_batch_one_each() -> None:
    response, told = refused(sent(call("prompts/get"), {"jsonrpc": "2.0", "method": "n"}))
    assert (response.status, len(told), told[0]["error"]["message"]) == (200, 1, REFUSAL.text)


def test_a_refusal_repeats_an_id_that_is_half_a_character() -> None:
    _, told = refused(sent({"jsonrpc": "2.0", "id": "\ud83d", "method": "tools/call"}))
    assert told["id"] == "\ud83d"


@pytest.mark.parametrize(
    "request_",
    [
        sent({"jsonrpc": "2.0", "method": "notifications/progress"}),
        sent({"jsonrpc": "2.0", "id": 1, "result": {}}),
        wire("/mcp", host=HOST, method="GET", headers=SESSION),
    ],
)
def test_what_expects_no_answer_gets_a_status(request_: WireRequest) -> None:
    response, told = refused(request_)
    assert response.status == 403
    assert (told["id"], told["error"]["message"]) == (None, REFUSAL.text)

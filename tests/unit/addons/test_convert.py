"""Flows become the gateway's nouns and back: bodies byte for byte, headers only as they must."""

import gzip
from dataclasses import replace
from typing import Any

import pytest
from mitmproxy import http
from mitmproxy.test import tflow, tutils

from addons import convert
from addons.coding import TooLarge, Undecodable
from gateway.ports import Signature, Verdict
from gateway.providers.dialect import dialect_for
from gateway.refusal import WireResponse
from gateway.types import Decision, Effect, Screened, WireRequest
from tests.make import PERSON, interaction

BODY = b'{"messages": []}'


def flow(body: bytes = BODY, version: bytes = b"HTTP/1.1", **headers: str) -> http.HTTPFlow:
    fields = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    request = tutils.treq(
        method=b"POST",
        host="api.openai.com",
        port=443,
        path=b"/v1/chat/completions?key=1",
        headers=http.Headers(fields),
        content=body,
        http_version=version,
    )
    made = tflow.tflow(req=request, resp=True)
    made.client_conn.sni = "api.openai.com"
    return made


def verdict(request: WireRequest, body: bytes, refusal: WireResponse | None = None) -> Verdict:
    decision = Decision(effect=Effect.ALLOW, reasons=(), policy_version="v")
    screened = Screened(interaction=interaction(), hits=(), decision=decision, sent=())
    return Verdict(
        request=request,
        screened=screened,
        dialect=dialect_for(request),
        body=body,
        refusal=refusal,
    )


def test_a_flow_becomes_a_request_with_its_decoded_body() -> None:
    wire = convert.wire_request(
        flow(gzip.compress(BODY), Content_Encoding="gzip", User_Agent="curl"), PERSON, limit=1000
    )
    assert (wire.method, wire.host, wire.port) == ("POST", "api.openai.com", 443)
    assert wire.target == "/v1/chat/completions?key=1"
    assert wire.body == BODY
    assert wire.header("content-encoding") == "gzip"
    assert wire.device.user_agent == "curl"
    assert wire.person is PERSON


def test_what_cannot_be_decoded_is_no_request() -> None:
    with pytest.raises(Undecodable):
        convert.wire_request(flow(Content_Encoding="gzip"), PERSON, limit=1000)
    large = flow(gzip.compress(b"x" * 11), Content_Encoding="gzip")
    with pytest.raises(TooLarge):
        convert.wire_request(large, PERSON, limit=10)


def test_an_untouched_body_keeps_its_bytes_and_encoding() -> None:
    packed = gzip.compress(BODY)
    made = flow(packed, Content_Encoding="gzip", Digest="d", X_Reason="r")
    wire = convert.wire_request(made, PERSON, limit=1000)
    convert.apply(made, verdict(wire, wire.body), drop=("x-reason",))
    assert made.request.raw_content == packed
    assert made.request.headers["content-encoding"] == "gzip"
    assert made.request.headers["digest"] == "d"
    assert made.request.headers["accept-encoding"] == "identity"
    assert "x-reason" not in made.request.headers


def test_a_changed_body_is_plain_and_has_no_old_checksums() -> None:
    made = flow(
        gzip.compress(BODY),
        Content_Encoding="gzip",
        Content_MD5="m",
        X_Amz_Checksum_Sha256="s",
        Transfer_Encoding="chunked",
    )
    wire = convert.wire_request(made, PERSON, limit=1000)
    convert.apply(made, verdict(wire, b"{}"), drop=())
    assert made.request.raw_content == b"{}"
    assert made.request.headers["content-length"] == "2"
    gone = {"content-encoding", "content-md5", "x-amz-checksum-sha256", "transfer-encoding"}
    assert not gone & {name.lower() for name in made.request.headers}


def test_headers_for_the_next_hop_alone_do_not_go_on() -> None:
    made = flow(Connection="keep-alive, X-Private", X_Private="p", Proxy_Connection="keep-alive")
    wire = convert.wire_request(made, PERSON, limit=1000)
    convert.apply(made, verdict(wire, wire.body), drop=())
    assert not {"x-private", "proxy-connection"} & {n.lower() for n in made.request.headers}


def test_a_refusal_becomes_the_answer_with_its_own_length() -> None:
    made = flow()
    made.response = None
    wire = convert.wire_request(made, PERSON, limit=1000)
    refusal = WireResponse(status=403, headers=(("content-type", "x/y"),), body=b"because")
    convert.apply(made, verdict(wire, wire.body, refusal), drop=())
    assert made.response
    assert made.response.status_code == 403
    assert made.response.raw_content == b"because"
    assert made.response.headers["content-length"] == "7"


@pytest.mark.parametrize(
    ("version", "framing"), [(b"HTTP/1.1", "chunked"), (b"HTTP/2.0", None), (b"HTTP/1.0", None)]
)
def test_an_answer_may_change_its_length(version: bytes, framing: str | None) -> None:
    made = flow(version=version)
    assert made.response
    made.response.headers["content-length"] = "7"
    made.response.headers["content-encoding"] = "gzip"
    convert.unbounded(made)
    assert made.response.headers.get("transfer-encoding") == framing
    assert "content-length" not in made.response.headers
    assert "content-encoding" not in made.response.headers


@pytest.mark.parametrize(
    ("method", "status", "expected"),
    [("POST", 200, True), ("HEAD", 200, False), ("GET", 204, False), ("GET", 304, False)],
)
def test_some_answers_have_no_body(method: str, status: int, expected: bool) -> None:
    made = flow()
    assert made.response
    made.request.method, made.response.status_code = method, status
    assert convert.has_body(made) is expected


def test_a_request_never_shows_its_body_or_query() -> None:
    wire = convert.wire_request(flow(b'{"canary": 1}'), PERSON, limit=1000)
    assert "canary" not in repr(replace(wire))
    assert "key=1" not in repr(wire)


def test_trailers_and_other_framing_never_leave() -> None:
    flow = tflow.tflow()
    flow.request.raw_content = b"body"
    flow.request.headers["transfer-encoding"] = "chunked"
    flow.request.trailers = http.Headers(x_note="Ann Lowe has epilepsy")
    convert._frame(flow.request)
    assert flow.request.trailers is None
    assert flow.request.headers["content-length"] == "4"
    assert "transfer-encoding" not in flow.request.headers


def test_a_new_signature_takes_the_place_of_the_callers() -> None:
    made = flow(Authorization="AWS4-HMAC-SHA256 Credential=A", X_Amz_Security_Token="theirs")
    request = convert.wire_request(made, PERSON, limit=1000)
    signature = Signature(
        dropped=("authorization", "x-amz-date", "x-amz-security-token"),
        headers=(("authorization", "ours"), ("x-amz-date", "20261123T100000Z")),
        by="AKIA",
    )
    changed = replace(verdict(request, b'{"messages": [1]}'), signature=signature)
    convert.apply(made, changed, drop=())
    assert made.request.headers["authorization"] == "ours"
    assert made.request.headers["x-amz-date"] == "20261123T100000Z"
    assert "x-amz-security-token" not in made.request.headers


@pytest.mark.parametrize(
    ("media", "endless"),
    [("application/vnd.amazon.eventstream; a=b", True), ("application/json", False), ("", False)],
)
def test_a_stream_of_aws_going_out_does_not_end_by_itself(media: str, endless: bool) -> None:
    assert convert.never_ends(flow(Content_Type=media)) is endless


SOCKET = {
    "connection": "keep-alive, Upgrade",
    "upgrade": "websocket",
    "sec_websocket_version": "13",
    "sec_websocket_key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


def opening(method: str = "GET", version: bytes = b"HTTP/1.1", **changes: str) -> http.HTTPFlow:
    made = flow(b"", version, **{**SOCKET, **changes})
    made.request.method = method
    return made


def test_a_websocket_is_asked_for_as_the_standard_says() -> None:
    assert convert.wants_socket(opening())
    assert convert.wants_socket(opening(upgrade="WebSocket"))


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "POST"},
        {"version": b"HTTP/1.0"},
        {"upgrade": "websocket, h2c"},
        {"sec_websocket_version": "8"},
    ],
)
def test_anything_else_is_no_websocket(changes: dict[str, Any]) -> None:
    assert not convert.wants_socket(opening(**changes))


def test_two_upgrades_two_keys_or_a_body_are_no_websocket() -> None:
    for name in ("upgrade", "sec-websocket-key"):
        made = opening()
        made.request.headers.add(name, "websocket")
        assert not convert.wants_socket(made)
    assert not convert.wants_socket(flow(b"body", **SOCKET))


def test_the_provider_is_asked_for_the_socket_and_for_one_extension_at_most() -> None:
    made = opening(sec_websocket_extensions="x-other, permessage-deflate; client_max_window_bits")
    request = convert.unread_request(made, PERSON)
    convert.apply(made, verdict(request, request.body), drop=())
    convert.keep_upgrade(made)
    headers = made.request.headers
    assert (headers["connection"], headers["upgrade"]) == ("Upgrade", "websocket")
    assert headers.get_all("sec-websocket-extensions") == [
        "permessage-deflate; client_max_window_bits"
    ]
    without = opening(sec_websocket_extensions="x-other")
    convert.keep_upgrade(without)
    assert "sec-websocket-extensions" not in without.request.headers

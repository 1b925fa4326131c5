"""Protobuf of programs is known, unread, and refused where its clients look."""

import json
import struct

import pytest

from gateway.providers.connect import UNREAD
from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from gateway.unread import UnreadClass, class_of
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, wire

CHAT = "/aiserver.v1.ChatService/StreamUnifiedChatWithTools"
CURSOR = "api2.cursor.sh"
REASON = Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take it out.")
REFUSAL = Refusal(reference="01J", reasons=(REASON,), contact="ig@council.example")


def test_what_is_sent_is_unread_and_said_to_be() -> None:
    prompt = recorded_prompt("connect/request.connect")
    assert (prompt.dialect, prompt.segments) == ("connect", ())
    assert [(found.part, found.why) for found in prompt.unread] == [("body", UNREAD)]
    assert class_of(UNREAD) is UnreadClass.NOT_TEXT


@pytest.mark.parametrize("body", [b"", b"\x00\x00\x00\x00\x00"])
def test_a_message_without_members_says_nothing(body: bytes) -> None:
    assert read(CHAT, body, host=CURSOR, media="application/connect+proto").unread == ()


@pytest.mark.parametrize(
    ("media", "name"),
    [
        ("application/proto", "connect"),
        ("application/connect+proto; charset=utf-8", "connect"),
        ("application/connect+json", "connect"),
        ("application/x-protobuf", "connect"),
        ("application/json", "generic"),
    ],
)
def test_the_media_type_tells_it(media: str, name: str) -> None:
    assert dialect_for(wire("/a.B/C", b"x", host=CURSOR, media=media)).name == name


def test_a_format_that_knows_its_address_reads_what_only_says_it_is_protobuf() -> None:
    body = b'{"messages": [{"role": "user", "content": "Ann Lowe"}]}'
    prompt = read("/v1/chat/completions", body, media="application/proto")
    assert (prompt.dialect, [s.text for s in prompt.segments]) == ("openai.chat", ["Ann Lowe"])


def test_a_message_in_the_address_is_unread_too() -> None:
    target = "/a.B/C?connect=v1&encoding=proto&base64=1&message=CgJBbm4"
    request = wire(target, host=CURSOR, method="GET")
    prompt = dialect_for(request).read(request)
    assert [found.part for found in prompt.unread] == ["query"]


def test_answers_pass_as_they_come() -> None:
    _, frames = recorded_answer("connect/answer.connect")
    assert [frame.fields for frame in frames] == [()]


def test_a_refusal_of_one_message_is_an_error_with_its_code() -> None:
    request = wire(CHAT, b"x", host=CURSOR, media="application/proto")
    response = dialect_for(request).refusal(request, REFUSAL)
    assert response.status == 403
    assert dict(response.headers)["content-type"] == "application/json"
    assert json.loads(response.body) == {"code": "permission_denied", "message": REFUSAL.text}


def test_a_refusal_of_a_stream_is_its_last_envelope() -> None:
    request = wire(CHAT, b"x", host=CURSOR, media="application/connect+proto")
    response = dialect_for(request).refusal(request, REFUSAL)
    flag, size = struct.unpack(">BI", response.body[:5])
    assert (response.status, flag, size) == (200, 2, len(response.body) - 5)
    assert dict(response.headers)["content-type"] == "application/connect+proto"
    assert json.loads(response.body[5:])["error"]["message"] == REFUSAL.text

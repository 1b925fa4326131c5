"""A wire format over a socket: its opening request, and each message as a request of its own."""

import json
from dataclasses import replace
from typing import Any

import pytest

from gateway.providers.dialect import dialects
from gateway.providers.sockets import MESSAGE, SocketFormat, always, never, parsed
from gateway.refusal import Refusal
from gateway.types import Effect, Prompt, Reason, WireRequest
from tests.golden.providers.cases import texts, unread, wire

REASON = Reason(rule="r", clause="10.3", effect=Effect.BLOCK, message="Take it out.")
REFUSAL = Refusal(reference="ref-1", reasons=(REASON,), contact="Ask IT.")


def spoken(name: str) -> SocketFormat:
    found = dialects()[name]
    assert isinstance(found, SocketFormat)
    return found


def message(value: Any, target: str = "/v1/realtime?model=gpt-realtime") -> WireRequest:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    opened = wire(target, method=MESSAGE)
    return replace(opened, method=MESSAGE, body=body, headers=())


def read(name: str, value: Any, **more: Any) -> Prompt:
    """What is read of this message in a socket of that dialect."""
    return spoken(name).messages.read(message(value, **more))


def told(name: str, sent: Any) -> list[Any]:
    """The records of a refusal."""
    response = spoken(name).messages.refusal(message(sent), REFUSAL)
    assert response.status == 101
    return [json.loads(line) for line in response.body.splitlines()]


def test_the_address_is_read_once_with_the_opening_request() -> None:
    target = "/v1/realtime?model=gpt-realtime&q=Ann+Lowe"
    opened = spoken("openai.realtime").read(wire(target, method=MESSAGE))
    assert texts(opened) == ["gpt-realtime", "Ann Lowe"]
    assert opened.model == "gpt-realtime"
    said = read("openai.realtime", {"type": "response.create"}, target=target)
    assert texts(said) == []
    assert said.model == "gpt-realtime"
    assert said.stream


def test_a_message_is_written_inside_its_strings_only() -> None:
    item = {"type": "conversation.item.create", "item": {"content": [{"text": "Ann Lowe"}]}}
    sent = message(item)
    written = spoken("openai.realtime").messages.write(sent, {0: "PersonX"})
    assert written == sent.body.replace(b"Ann Lowe", b"PersonX")
    assert spoken("openai.realtime").messages.write(sent, {}) is sent.body


def test_a_signature_of_the_opening_request_does_not_cover_messages() -> None:
    signed = replace(message({"text": "Ann Lowe"}), headers=(("authorization", "AWS4-HMAC x"),))
    (segment,) = spoken("generic.socket").messages.read(signed).segments
    assert segment.writable


@pytest.mark.parametrize("body", [b"\xff\xfe", b"plain \x00 bytes"])
def test_what_is_no_text_is_said_not_to_be_read(body: bytes) -> None:
    assert unread(read("generic.socket", body)) == ["body"]


def test_escapes_in_something_unknown_are_said_not_to_be_read() -> None:
    body = rb'42/room,["say", "\u0041nn Lowe"]'
    prompt = read("generic.socket", body)
    assert unread(prompt) == ["body"]
    assert len(prompt.segments) == 1


def test_plain_text_is_read_as_it_is() -> None:
    prompt = read("generic.socket", b"Hello Ann Lowe")
    assert texts(prompt) == ["Hello Ann Lowe"]
    assert unread(prompt) == []


def test_messages_are_read_by_whoever_has_the_socket_and_nobody_else() -> None:
    assert not spoken("openai.realtime").messages.reads(message({}))
    assert spoken("openai.realtime").messages.name == "openai.realtime"


def test_an_answer_that_is_no_socket_is_read_as_http() -> None:
    codec = spoken("openai.realtime").answer(
        wire("/v1/realtime", method=MESSAGE), status=401, content_type="application/json"
    )
    assert list(codec.feed(b'{"error"')) == []
    (frame,) = [*codec.feed(b': {"message": "no"}}'), *codec.end()]
    assert [field.text for field in frame.fields] == ["no"]


def test_a_record_that_is_no_json_is_nothing() -> None:
    assert parsed(b"{") is None
    assert parsed(b"[" * 100_000) is None
    assert parsed(b'{"a": 1}') == {"a": 1}
    assert always(None)
    assert not never(None)

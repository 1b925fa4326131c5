"""Microsoft 365 Copilot: which records are prompts, which conversation is new, refusals."""

from typing import Any

import pytest

from gateway.providers.sockets import MESSAGE
from tests.golden.providers.cases import recorded_prompt, texts, unread, wire
from tests.unit.gateway.providers.test_socket_format import read, spoken, told

STAMPS = {"ConnectionStart": "2026-02-03T09:00:00Z", "UserInputSubmit": "2026-02-03T09:00:05Z"}
QUIET: list[dict[str, Any]] = [
    {"protocol": "json", "version": 1},
    {"protocol": "messagepack", "version": 1},
    {"type": 6},
    {"type": 1, "target": "Metrics", "arguments": [{"Timestamps": STAMPS}]},
    {"type": 3, "invocationId": "0", "headers": {}, "resultKind": 2},
    {"type": 5, "invocationId": "0"},
]


@pytest.mark.parametrize("record", QUIET)
def test_records_of_the_protocol_say_nothing_and_have_no_answer(record: dict[str, Any]) -> None:
    prompt = read("m365.copilot", record)
    assert (prompt.segments, prompt.unread, prompt.conversation) == ((), (), "")
    assert not spoken("m365.copilot").asks(record)


def test_of_a_prompt_only_what_was_typed_is_text() -> None:
    prompt = recorded_prompt("m365.copilot/request.json")
    assert texts(prompt)[0] == "Write to Margaret Okonkwo and thank her for waiting."
    assert prompt.conversation == "c0ffee00-0000-4000-8000-000000000001"


def test_the_persons_address_in_the_path_cannot_be_altered() -> None:
    opened = wire("/m365Copilot/Chathub/a@b.example?access_token=t", method=MESSAGE)
    (who,) = spoken("m365.copilot").read(opened).segments
    assert (who.text, who.writable) == ("a@b.example", False)


def test_a_conversation_is_new_when_the_page_says_so() -> None:
    begins = spoken("m365.copilot").begins
    assert begins({"arguments": [{"isStartOfSession": True}]})
    assert not begins({"arguments": [{"isStartOfSession": False}]})
    assert not begins({"arguments": [{"isStartOfSession": True}, {}]})
    assert not begins({"arguments": []})
    assert not begins(None)


def test_a_refusal_completes_the_call_it_is_about() -> None:
    update, item, done = told("m365.copilot", {"type": 4, "target": "chat", "invocationId": "3"})
    assert (item["invocationId"], done) == ("3", {"type": 3, "invocationId": "3"})
    (shown,) = update["arguments"][0]["messages"]
    assert shown == item["item"]["messages"][0]
    assert "clause 10.3" in shown["text"]


def test_without_a_call_there_is_nothing_to_complete() -> None:
    (update,) = told("m365.copilot", {"type": 1, "target": "chat"})
    assert update["target"] == "update"


def test_what_began_in_one_socket_may_go_on_in_another() -> None:
    assert read("m365.copilot", {"type": 4, "target": "chat"}).chat


def test_a_handshake_for_a_protocol_that_is_not_read_is_answered_as_the_hub_would() -> None:
    handshake = {"protocol": "blazorpack", "version": 1}
    assert unread(read("m365.copilot", handshake)) == ["body"]
    assert spoken("m365.copilot").needed(handshake)
    (answer,) = told("m365.copilot", handshake)
    assert list(answer) == ["error"]
    assert "clause 10.3" in answer["error"]


def test_nothing_else_ends_the_socket() -> None:
    assert not spoken("m365.copilot").needed({"type": 4, "target": "chat"})
    assert not spoken("m365.copilot").needed(None)

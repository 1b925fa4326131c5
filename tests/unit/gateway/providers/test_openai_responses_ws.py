"""Responses over a WebSocket: what is read of a message, and what a refusal says."""

from tests.golden.providers.cases import recorded_prompt, segment, texts
from tests.unit.gateway.providers.test_socket_format import read, told


def test_the_body_may_stand_beside_the_type_or_in_a_member() -> None:
    body = {"model": "gpt-5", "instructions": "Be brief.", "input": "Write to Ann Lowe"}
    flat = read("openai.responses.ws", {"type": "response.create", **body})
    nested = read("openai.responses.ws", {"type": "response.create", "response": body})
    for prompt in (flat, nested):
        assert texts(prompt) == ["Be brief.", "Write to Ann Lowe"]
        assert [s.role for s in prompt.segments] == ["system", "user"]
        assert prompt.model == "gpt-5"


def test_an_earlier_response_is_history_that_the_provider_keeps() -> None:
    steer = {"type": "response.steer", "previous_response_id": "resp_1", "input": "Shorter"}
    assert read("openai.responses.ws", steer).conversation == "resp_1"


def test_a_cancellation_says_nothing() -> None:
    prompt = read("openai.responses.ws", {"type": "response.cancel", "response_id": "resp_1"})
    assert (prompt.segments, prompt.unread, prompt.conversation) == ((), (), "")


def test_the_recorded_message_is_read_like_a_body() -> None:
    prompt = recorded_prompt("openai.responses.ws/request.json")
    assert segment(prompt, "Looks up a case.").role == "system"
    assert segment(prompt, "Write to Margaret Okonkwo and thank her for waiting.").new


def test_a_refusal_is_an_error_in_both_shapes_and_on_its_own_stream() -> None:
    (event,) = told("openai.responses.ws", {"type": "response.create", "stream_id": "s1"})
    assert event["type"] == "error"
    assert event["message"] == event["error"]["message"]
    assert "Take it out." in event["message"]
    assert event["stream_id"] == "s1"
    (event,) = told("openai.responses.ws", None)
    assert "stream_id" not in event

"""What an MCP server sends is restored whole; what repeats or lists is not kept."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import AnswerCodec, Frame, dialect_for
from gateway.providers.mcp_events import session_in
from tests.golden.providers.cases import SSE, play, recorded_answer, wire

SESSION = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def codec(
    method: str = "POST", target: str = "/mcp", media: str = SSE, **headers: str
) -> AnswerCodec:
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}' if method == "POST" else b""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = wire(target, body, host="mcp.example", method=method, headers=named)
    return dialect_for(request).answer(request, status=200, content_type=media)


def kept(frames: list[Frame], *, wanted: bool = True) -> list[str]:
    return [f.text for frame in frames for f in frame.fields if f.kept is wanted]


def test_notices_questions_and_the_result_of_a_stream_are_whole_texts() -> None:
    made, frames = recorded_answer("mcp/stream.sse")
    assert {"Looking for PersonK7Q2", "Who is PersonK7Q2?", "File of PersonK7Q2"} <= {*kept(frames)}
    assert "PersonK7Q2" in kept(frames, wanted=False)  # structured content says it again
    assert not any(f.delta for frame in frames for f in frame.fields)
    assert made.facts.finished


def test_a_stream_without_the_result_is_not_finished() -> None:
    made = codec()
    play(made, [b'data: {"jsonrpc":"2.0","method":"notifications/progress","params":{}}\n\n'])
    assert not made.facts.finished


@pytest.mark.parametrize(
    ("text", "source"),
    [('{"tenant": "Ann"}', True), ("[1, 2]", True), ("{not json", False), ("plain", False)],
)
def test_json_in_a_text_stays_json(text: str, source: bool) -> None:
    result = {"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": text}]}}
    (frame,) = play(codec(media="application/json"), [json.dumps(result).encode()])
    assert [f.json for f in frame.fields if f.text == text] == [source]


def test_files_in_results_are_no_text() -> None:
    blob: Any = {"uri": "a://b", "blob": "QUJD" * 99}
    result = {"jsonrpc": "2.0", "id": 1, "result": {"contents": [blob]}}
    (frame,) = play(codec(media="application/json"), [json.dumps(result).encode()])
    assert [f.text for f in frame.fields] == ["a://b"]


def test_an_error_is_learnt_by_its_code() -> None:
    made, (frame,) = recorded_answer("mcp/answer.json")
    assert made.facts.error == "json-rpc-32602"
    assert "No tenant PersonK7Q2" in [f.text for f in frame.fields]


def test_who_listens_learns_from_the_first_event_where_messages_go() -> None:
    made, frames = recorded_answer("mcp@listening/stream.sse")
    assert frames[0].fields == ()
    assert (made.facts.listens, made.checked) == (SESSION, True)


def test_who_listens_in_a_session_is_known_at_once() -> None:
    assert codec("GET", accept="text/event-stream", mcp_session_id=SESSION).facts.listens == SESSION


def test_what_is_asked_is_remembered_by_its_session() -> None:
    assert codec(mcp_session_id=SESSION).facts.conversation == SESSION
    assert codec(target=f"/messages/?session_id={SESSION}").facts.conversation == SESSION
    assert codec().facts.conversation == "/mcp"


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (f"/messages/?session_id={SESSION}", SESSION),
        ("/messages?x=1&sessionId=abc-1", "abc-1"),
        ("/messages/abc", "/messages/abc"),
        ("/messages/Ann%20Lowe", ""),
        ("/", ""),
    ],
)
def test_an_address_names_a_session_or_is_one(target: str, name: str) -> None:
    assert session_in(target) == name


def test_a_failure_is_an_error_that_answers_nobody() -> None:
    told = codec().failure("It stopped.").decode()
    assert json.loads(told.removeprefix("data: "))["error"]["message"] == "It stopped."

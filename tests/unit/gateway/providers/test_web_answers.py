"""Answers of web chats that say things twice, anew, or several at once: shown and recorded right."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import wire
from tests.unit.gateway.providers.test_socket_format import spoken

TOKEN = "PersonK7Q2ABCDEF"
BEGIN, REST = "Dear Person", "K7Q2ABCDEF, hello."
WHOLE = f"{BEGIN}{REST}"
NAMED = "Dear Ann Lowe, hello."
OF = {"messageId": "m", "partId": "0"}
type Shown = tuple[str, str]


def copilot(*events: dict[str, Any]) -> Shown:
    """What the page gets of these events, and what is recorded."""
    codec = spoken("mscopilot.web").answer(wire("/c/api/chat"), status=101, content_type="")
    restorer = AnswerRestorer(codec, {TOKEN: "Ann Lowe"}, capture_characters=999)
    out = [u for event in events for u in restorer.units(json.dumps(event).encode())]
    return b"".join([*out, *restorer.settle()]).decode(), restorer.restored


def streamed(host: str, target: str, media: str, *units: str) -> Shown:
    request = wire(target, b"{}", host=host)
    codec = dialect_for(request).answer(request, status=200, content_type=media)
    restorer = AnswerRestorer(codec, {TOKEN: "Ann Lowe"}, capture_characters=999)
    out = [restorer.feed(unit.encode()) for unit in units]
    return b"".join([*out, restorer.end()]).decode(), restorer.restored


def test_a_text_that_copilot_says_anew_may_go_on() -> None:
    shown, recorded = copilot(
        {"event": "appendText", "text": "Wrong", **OF},
        {"event": "replaceText", "text": BEGIN, **OF},
        {"event": "appendText", "text": REST, **OF},
        {"event": "done"},
    )
    assert "Ann Lowe" in shown
    assert recorded == NAMED


def test_copilots_thoughts_are_told_apart() -> None:
    thoughts = [("1", BEGIN), ("2", "First."), ("1", REST)]
    events = [{"event": "chainOfThought", "text": t, "partId": p} for p, t in thoughts]
    shown, _ = copilot(*events, {"event": "done"})
    assert "Ann Lowe" in shown


def test_groks_agents_are_told_apart() -> None:
    thoughts = [("a", BEGIN), ("b", "First."), ("a", REST)]
    lines = [
        {"token": t, "isThinking": True, "rolloutId": a, "messageStepId": 1} for a, t in thoughts
    ]
    units = [json.dumps({"result": {"response": line}}) + "\n" for line in lines]
    target = "/rest/app-chat/conversations/new"
    shown, _ = streamed("grok.com", target, "application/json", *units)
    assert "Ann Lowe" in shown


def _steps(answer: str) -> dict[str, Any]:
    final = {"step_type": "FINAL", "content": {"answer": json.dumps({"answer": answer})}}
    return {"text": json.dumps([final])}


def _block(answer: str) -> dict[str, Any]:
    return {"blocks": [{"intended_usage": "ask_text", "markdown_block": {"answer": answer}}]}


@pytest.mark.parametrize("form", [_steps, _block])
def test_an_answer_that_perplexity_says_again_and_again_is_recorded_once(form: Any) -> None:
    said = [form(BEGIN), form(WHOLE), form(WHOLE) | {"final": True}]
    units = [f"event: message\r\ndata: {json.dumps(one)}\r\n\r\n" for one in said]
    target, media = "/rest/sse/perplexity_ask", "text/event-stream"
    shown, recorded = streamed("www.perplexity.ai", target, media, *units)
    assert recorded == NAMED
    assert "Dear Person" not in shown

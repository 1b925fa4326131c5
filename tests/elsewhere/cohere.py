"""Cohere: events of the second version of its chat, lines of the first, and its tasks."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.elsewhere import cohere_kept
from tests.provider import Provider, pieces

HOST = "api.cohere.com"
QUOTED = "You said"
_META = {"billed_units": {"input_tokens": 11.0, "output_tokens": 7.0}}


def answer(provider: Provider, path: str, body: dict[str, Any]) -> Response:
    """What that path answers."""
    if cohere_kept.keeps(path):
        return cohere_kept.answer(provider, path, body)
    if path == "/v2/chat":
        return _second(provider, body)
    if path in ("/v1/chat", "/v1/generate"):
        return _first(provider, path, body)
    return JSONResponse({"id": "c14c80c3", "meta": _META} | _tasks(provider, path, body))


def _tasks(provider: Provider, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    what = path.rsplit("/", maxsplit=1)[-1]
    if what == "embed":
        numbers = {"float": [[0.1, 0.2]]}
        return {"embeddings": numbers, "texts": body["texts"], "response_type": KINDS}
    if what == "rerank":
        found = {"index": 0, "relevance_score": 0.9, "document": {"text": body["documents"][0]}}
        return {"results": [found]}
    if what == "classify":
        labels: dict[str, Any] = {"labels": {}, "classification_type": "single-label"}
        one = {"id": "a1", "input": body["inputs"][0], "prediction": "letters", "confidences": []}
        return {"classifications": [one | labels]}
    if what == "tokenize":
        return {"tokens": [10, 20], "token_strings": ["some", "thing"]}
    return {"summary": provider.reply(body["text"])} if what == "summarize" else {"valid": True}


KINDS = "embeddings_by_type"


def _citation(text: str, quoted: str) -> dict[str, Any]:
    """What quotes that, counted in characters."""
    start = text.index(quoted)
    return {"start": start, "end": start + len(quoted), "text": quoted}


def _last_words(text: str) -> str:
    return text.rsplit(". ", maxsplit=1)[-1]


def _second(provider: Provider, body: dict[str, Any]) -> Response:
    text = provider.reply(body["messages"][-1]["content"])
    sources = [{"type": "document", "id": "0", "document": d} for d in _documents(body)]
    cited = [_citation(text, q) | {"sources": sources} for q in (QUOTED, _last_words(text))]
    for one in cited:
        one |= {"type": "TEXT_CONTENT", "content_index": 0}
    calls = [_call(text)] if body.get("tools") else []
    ended = {"finish_reason": "COMPLETE", "usage": _META}
    if body.get("stream"):
        return provider.streamed(_events(text, cited, calls, ended))
    message = {"role": "assistant", "content": [{"type": "text", "text": text}]}
    message |= {"citations": cited, "tool_plan": text} | ({"tool_calls": calls} if calls else {})
    return JSONResponse({"id": "c14c80c3", "message": message} | ended)


def _documents(body: Mapping[str, Any]) -> list[Any]:
    return [one if isinstance(one, dict) else {"text": one} for one in body.get("documents", [])]


def _call(text: str) -> dict[str, Any]:
    named = {"name": "look_up", "arguments": json.dumps({"who": text})}
    return {"id": "look_up_1", "type": "function", "function": named}


def _events(text: str, cited: list[Any], calls: list[Any], ended: dict[str, Any]) -> list[str]:
    said: list[tuple[str, int | None, dict[str, Any] | None]] = []
    said += [("tool-plan-delta", None, {"tool_plan": piece}) for piece in pieces(text)]
    for call in calls:
        empty = call | {"function": {"name": "look_up", "arguments": ""}}
        said.append(("tool-call-start", 0, {"tool_calls": empty}))
        for piece in pieces(call["function"]["arguments"]):
            more = {"function": {"arguments": piece}}
            said.append(("tool-call-delta", 0, {"tool_calls": more}))
        said.append(("tool-call-end", 0, None))
    said.append(("content-start", 0, {"content": {"type": "text", "text": ""}}))
    said += [("content-delta", 0, {"content": {"text": piece}}) for piece in pieces(text)]
    for at, one in enumerate(cited):
        said += [("citation-start", at, {"citations": one}), ("citation-end", at, None)]
    said.append(("content-end", 0, None))
    events: list[dict[str, Any]] = [{"type": "message-start", "id": "29f14a5a"}]
    for kind, place, message in said:
        index: dict[str, Any] = {} if place is None else {"index": place}
        delta: dict[str, Any] = {} if message is None else {"delta": {"message": message}}
        events.append({"type": kind} | index | delta)
    events.append({"type": "message-end", "id": "29f14a5a", "delta": ended})
    return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in events]


def _first(provider: Provider, path: str, body: dict[str, Any]) -> Response:
    chat = path == "/v1/chat"
    text = provider.reply(body["message" if chat else "prompt"])
    cited = [_citation(text, q) | {"document_ids": ["0"]} for q in (QUOTED, _last_words(text))]
    calls = [{"name": "look_up", "parameters": {"who": text}}] if body.get("tools") else []
    made: dict[str, Any] = {"generations": [{"id": "a1", "text": text, "index": 0}]}
    if chat:
        made = {"text": text, "citations": cited, "documents": body.get("documents", [])}
        made |= {"tool_calls": calls, "finish_reason": "COMPLETE"}
    whole = {"id": "c14c80c3", "meta": _META} | made
    if not body.get("stream"):
        return JSONResponse(whole)
    lines: list[dict[str, Any]] = [
        {"event_type": "text-generation", "text": p} for p in pieces(text)
    ]
    if chat:
        lines.append({"event_type": "citation-generation", "citations": cited})
        lines.append({"event_type": "tool-calls-generation", "tool_calls": calls})
    end: dict[str, Any] = {
        "event_type": "stream-end",
        "finish_reason": "COMPLETE",
        "response": whole,
    }
    content = "".join(json.dumps({"is_finished": one is end} | one) + "\n" for one in [*lines, end])
    return Response(content, media_type="application/stream+json")

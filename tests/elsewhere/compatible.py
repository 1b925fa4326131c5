"""Chats of services that copied OpenAI's, each with what only it does: thoughts, comments, repeats."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.provider import Provider, pieces

Chunks = Callable[[str, str], Iterator[Any]]
"""The chunks of a stream that thinks and says this; text is a comment."""

USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}


def chunk(delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    base = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return base | {"choices": [choice | more.pop("choice", {})]} | more


def thinking(name: str) -> Chunks:
    """Thoughts under that name, then the text."""

    def made(thought: str, said: str) -> Iterator[Any]:
        yield from (chunk({"content": None, name: piece}) for piece in pieces(thought))
        yield from (chunk({"content": piece}) for piece in pieces(said))

    return made


def openrouter(thought: str, said: str) -> Iterator[Any]:
    yield ": OPENROUTER PROCESSING"
    for piece in pieces(thought):
        detail = {"type": "reasoning.text", "text": piece, "index": 0}
        yield chunk({"content": "", "reasoning": piece, "reasoning_details": [detail]})
    yield ": OPENROUTER PROCESSING"
    yield from (chunk({"content": piece}, provider="Anthropic") for piece in pieces(said))


def together(thought: str, said: str) -> Iterator[Any]:
    yield from (chunk({"content": "", "reasoning": piece}) for piece in pieces(thought))
    yield from (chunk({"content": piece}, choice={"text": piece}) for piece in pieces(said))


def deepseek(thought: str, said: str) -> Iterator[Any]:
    yield ": keep-alive"
    yield from thinking("reasoning_content")(thought, said)


def perplexity(thought: str, said: str) -> Iterator[Any]:
    found = [{"title": thought, "url": "https://example.org/a", "snippet": said}]
    so_far = ""
    for piece in pieces(said):
        so_far += piece
        message = {"message": {"role": "assistant", "content": so_far}}
        cited = {"citations": ["https://example.org/a"], "search_results": found}
        yield chunk({"content": piece}, choice=message, **cited)


def copilot(thought: str, said: str) -> Iterator[Any]:
    reference = {"type": "github.text", "id": "r", "data": {"content": thought}}
    yield {"choices": None, "copilot_references": [reference], "id": None}
    yield from (chunk({"content": piece}) for piece in pieces(said))


STREAMS: Mapping[str, Chunks] = {
    "openrouter.ai": openrouter,
    "api.groq.com": thinking("reasoning"),
    "api.together.xyz": together,
    "api.deepseek.com": deepseek,
    "api.x.ai": thinking("reasoning_content"),
    "api.perplexity.ai": perplexity,
    "api.fireworks.ai": thinking("reasoning_content"),
    "router.huggingface.co": thinking("reasoning_content"),
    "api.individual.githubcopilot.com": copilot,
}
_THOUGHTS = {
    "openrouter.ai": "reasoning",
    "api.groq.com": "reasoning",
    "api.together.xyz": "reasoning",
}
_LAST: Mapping[str, Mapping[str, Any]] = {
    "api.groq.com": {"x_groq": {"id": "req_1", "usage": USAGE}, "service_tier": "on_demand"},
    "api.x.ai": {"citations": ["https://example.org/a"]},
    "api.fireworks.ai": {"perf_metrics": {"server-processing-time": "0.1"}},
}


def chat(provider: Provider, host: str, body: dict[str, Any]) -> Response:
    """A completion, whole or streamed, as that service gives it."""
    asked = body["messages"][-1]["content"]
    asked = asked if isinstance(asked, str) else asked[0]["text"]
    said, thought = provider.reply(asked), f"They ask: {asked}"
    if body.get("stream"):
        return provider.streamed([*_lines(host, thought, said)])
    message = {"role": "assistant", "content": said}
    message |= {_THOUGHTS.get(host, "reasoning_content"): thought}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    base = {"id": "c-1", "object": "chat.completion", "created": 1, "model": body["model"]}
    whole = base | {"choices": [choice], "usage": USAGE} | _LAST.get(host, {})
    if host == "api.deepseek.com":  # which keeps a connection alive with empty lines
        return Response(b"\n\n" + json.dumps(whole).encode(), media_type="application/json")
    return JSONResponse(whole)


def _lines(host: str, thought: str, said: str) -> Iterator[str]:
    for one in STREAMS[host](thought, said):
        yield f"{one}\n\n" if isinstance(one, str) else f"data: {json.dumps(one)}\n\n"
    last = chunk({}, "stop", usage=USAGE, **_LAST.get(host, {}))
    yield f"data: {json.dumps(last)}\n\n"
    if host != "api.perplexity.ai":
        yield "data: [DONE]\n\n"

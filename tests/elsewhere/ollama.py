"""Ollama: lines of JSON unless the request says that it wants one object."""

import json
from collections.abc import Iterator
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.provider import Provider, pieces

_ENDED = {"done": True, "done_reason": "stop", "prompt_eval_count": 11, "eval_count": 7}


def answer(provider: Provider, path: str, body: dict[str, Any]) -> Response:
    """What that path answers."""
    head = {"model": body["model"], "created_at": "2026-11-25T09:00:00Z"}
    if path in ("/api/embed", "/api/embeddings"):
        numbers = {"embedding": [0.1, 0.2]}
        return JSONResponse(numbers if path.endswith("s") else head | {"embeddings": [[0.1, 0.2]]})
    if path == "/api/create":
        made = [{"status": "creating system layer"}, {"status": "success"}]
        return _lines(made) if body.get("stream", True) else JSONResponse(made[-1])
    said = provider.reply(body["messages"][-1]["content"] if "messages" in body else body["prompt"])
    tools = bool(body.get("tools"))
    if body.get("stream", True):
        return _lines([head | line for line in _said(path, said, tools=tools)])
    (whole,) = list(_said(path, said, tools=tools, whole=True))
    return JSONResponse(head | whole)


def _said(path: str, text: str, *, tools: bool, whole: bool = False) -> Iterator[dict[str, Any]]:
    parts = [text] if whole else pieces(text)
    for number, piece in enumerate(parts):
        last = number == len(parts) - 1
        end = _ENDED if last else {"done": False}
        if path == "/api/generate":
            yield {"response": piece, "thinking": piece} | end
        else:
            message: dict[str, Any] = {"role": "assistant", "content": piece, "thinking": piece}
            if tools and last:
                call = {"name": "look_up", "arguments": {"who": text}}
                message["tool_calls"] = [{"function": call}]
            yield {"message": message} | end


def _lines(listed: list[dict[str, Any]]) -> Response:
    content = "".join(json.dumps(line) + "\n" for line in listed)
    return Response(content, media_type="application/x-ndjson")

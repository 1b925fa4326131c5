"""Hugging Face: models by task, and the stream of its text-generation server."""

import json
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.provider import Provider, pieces


def answer(provider: Provider, path: str, body: dict[str, Any]) -> Response:
    """What a model of that task answers; the path names a model called after it."""
    task, inputs = path.rsplit("/", maxsplit=1)[-1], body["inputs"]
    asked = inputs["context"] if isinstance(inputs, dict) else inputs
    said = provider.reply(asked)
    if body.get("stream"):
        return provider.streamed(_tokens(said))
    results: dict[str, Any] = {
        "summary": [{"summary_text": said}],
        "translation": [{"translation_text": said}],
        "answers": {"answer": said, "score": 0.9, "start": 0, "end": 9},
        "features": [[0.1, 0.2]],
        "text": [{"generated_text": said}],
    }
    return JSONResponse(results[task])


def _tokens(said: str) -> list[str]:
    cut = pieces(said)
    events: list[dict[str, Any]] = [
        {"index": n, "token": {"id": n, "text": piece, "logprob": -0.1, "special": False}}
        for n, piece in enumerate(cut, 1)
    ]
    events[-1] |= {"generated_text": said}
    return [f"data:{json.dumps({'generated_text': None} | one)}\n\n" for one in events]

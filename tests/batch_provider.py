"""Anthropic's batches for the tests' provider: results echo what the batch asked."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

BATCH = "msgbatch_013Zva2CMHLNnXjNJJKqJ2EF"
_URL = f"https://api.anthropic.com/v1/messages/batches/{BATCH}/results"


def respond(path: str, asked: Sequence[bytes], reply: Callable[[str], str]) -> Response:
    """The answer to any request below /v1/messages/batches; `asked` are the batches so far."""
    if path.endswith("/results"):
        rows = [_row(one, reply) for one in json.loads(asked[-1])["requests"]]
        return Response("".join(f"{json.dumps(row)}\n" for row in rows), media_type="application/x-jsonl")  # fmt: skip
    counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
    times = {"created_at": "2026-11-23T10:00:00Z", "expires_at": "2026-11-24T10:00:00Z"}
    batch = {
        "id": BATCH,
        "type": "message_batch",
        "processing_status": "ended",
        "results_url": _URL,
    }
    return JSONResponse(batch | times | {"request_counts": counts})


def _row(one: dict[str, Any], reply: Callable[[str], str]) -> dict[str, Any]:
    said = reply(one["params"]["messages"][-1]["content"])
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m"}
    message |= {"content": [{"type": "text", "text": said}], "stop_reason": "end_turn"}  # type: ignore[dict-item]
    usage = {"input_tokens": 1, "output_tokens": 1}
    result = {"type": "succeeded", "message": message | {"usage": usage, "stop_sequence": None}}
    return {"custom_id": one["custom_id"], "result": result}

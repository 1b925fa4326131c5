"""Google's interactions and uploads for the tests' provider."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

_UPLOAD = "https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=abc"
_USAGE = {"total_input_tokens": 11, "total_output_tokens": 7, "total_tokens": 18}


def interactions(answer: str, cut: list[str]) -> tuple[Any, list[str]]:
    known = {"id": "v1_abc", "object": "interaction", "model": "m", "status": "completed"}
    known |= {"created": "2026-11-23T10:00:00Z", "updated": "2026-11-23T10:00:01Z"}
    step = {"type": "model_output", "content": [{"type": "text", "text": answer}]}
    whole = known | {"steps": [step], "usage": _USAGE}
    events: list[dict[str, Any]] = [
        {"event_type": "interaction.created", "interaction": known | {"status": "in_progress"}},
        {"event_type": "step.start", "index": 0, "step": {"type": "model_output"}},
        *(
            {"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": piece}}
            for piece in cut
        ),
        {"event_type": "step.stop", "index": 0},
        {"event_type": "interaction.completed", "interaction": known | {"usage": _USAGE}},
    ]
    lines = [f"event: {one['event_type']}\ndata: {json.dumps(one)}\n\n" for one in events]
    return whole, [*lines, "data: [DONE]\n\n"]


def upload(headers: Mapping[str, str], raw: bytes) -> Response:
    """Both steps: the address to send to, then what was made of the bytes."""
    if "start" in headers.get("x-goog-upload-command", ""):
        return JSONResponse({}, headers={"x-goog-upload-url": _UPLOAD})
    made = {"name": "files/abc", "uri": f"{_UPLOAD}/abc", "sizeBytes": str(len(raw))}
    return JSONResponse({"file": made}, headers={"x-goog-upload-status": "final"})

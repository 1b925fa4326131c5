"""What else Google offers, for the tests' provider: interactions, uploads, kept prompts, vectors."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response

from tests.openai_provider import Asked

FILES = "https://generativelanguage.googleapis.com/v1beta/files"
_USAGE = {"total_input_tokens": 11, "total_output_tokens": 7, "total_tokens": 18}
_TIMES = {"createTime": "2026-11-23T10:00:00Z", "expireTime": "2026-11-23T11:00:00Z"}


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


def upload(headers: Headers, asked: Asked) -> Response:
    """Both steps: the address to send to, then what was made of the bytes."""
    if "start" in headers.get("x-goog-upload-command", ""):
        where = f"https://{headers['host']}{asked.path}?upload_id=abc"
        return JSONResponse({}, headers={"x-goog-upload-url": where})
    done = {"x-goog-upload-status": "final"}
    if "fileSearchStores" in asked.path:
        return JSONResponse({"name": "fileSearchStores/abc/upload/operations/x"}, headers=done)
    made = {"name": "files/abc", "uri": f"{FILES}/abc", "sizeBytes": str(len(asked.raw))}
    made |= {"mimeType": "text/plain", "displayName": _named(asked)}
    return JSONResponse({"file": made}, headers=done)


def _named(asked: Asked) -> str:
    """What the file was called when its upload began."""
    begun = [raw for path, raw in asked.before if path == asked.path and raw[:1] == b"{"]
    return str(json.loads(begun[-1])["file"].get("display_name", "")) if begun else ""


def keep(headers: Headers, asked: Asked) -> Response:
    """A kept prompt; on Vertex AI its name says where it is."""
    place = re.search(r"projects/[^/]+/locations/[^/]+/", asked.path)
    name = f"{place[0] if place else ''}cachedContents/abc"
    said = {name: asked.body[name] for name in ("displayName", "model") if name in asked.body}
    return JSONResponse({"name": name, **said, **_TIMES})


def kept(headers: Headers, asked: Asked) -> Response:
    made = Asked(path=asked.path, raw=asked.last("Contents"), before=(), reply=asked.reply)
    return keep(headers, made)


def goes_on(headers: Headers, asked: Asked) -> Response | None:
    """An answer to what is said and to what was kept; None where nothing was."""
    if "cachedContent" not in asked.body:
        return None
    parts = json.loads(asked.last("Contents"))["contents"][-1]["parts"]
    content = {"role": "model", "parts": [{"text": asked.reply(parts[0]["text"])}]}
    return JSONResponse({"candidates": [{"content": content, "finishReason": "STOP"}]})


def predicted(headers: Headers, asked: Asked) -> Response:
    one = {"embeddings": {"values": [0.5, 0.25], "statistics": {"token_count": 3}}}
    return JSONResponse({"predictions": [one for _ in asked.body["instances"]]})


def embedded(headers: Headers, asked: Asked) -> Response:
    rows = [{"values": [0.5, 0.25]} for _ in asked.body.get("requests", [0])]
    return JSONResponse({"embeddings": rows, "embedding": rows[0]})


def counted(headers: Headers, asked: Asked) -> Response:
    return JSONResponse({"totalTokens": 11})


def batch(headers: Headers, asked: Asked) -> Response:
    return JSONResponse({"name": "batches/abc", "metadata": {"state": "BATCH_STATE_PENDING"}})


def done(headers: Headers, asked: Asked) -> Response:
    """The batch with an answer to each of its requests."""
    made = json.loads(asked.last(":batchGenerateContent"))["batch"]
    rows = [_row(one, asked.reply) for one in made["inputConfig"]["requests"]["requests"]]
    output = {"inlinedResponses": {"inlinedResponses": rows}}
    metadata = {"state": "BATCH_STATE_SUCCEEDED", "output": output}
    return JSONResponse({"name": "batches/abc", "done": True, "metadata": metadata})


def _row(one: dict[str, Any], reply: Callable[[str], str]) -> dict[str, Any]:
    said = reply(one["request"]["contents"][-1]["parts"][0]["text"])
    content = {"role": "model", "parts": [{"text": said}]}
    return {"response": {"candidates": [{"content": content, "finishReason": "STOP"}]}}


def listed(headers: Headers, asked: Asked) -> Response:
    """What is kept there, by one."""
    kind = asked.path.rsplit("/", maxsplit=1)[-1]
    row = {"name": f"{kind}/abc", "displayName": _title(asked), **_TIMES}
    return JSONResponse({kind: [row], "operations": [row]})


def store(headers: Headers, asked: Asked) -> Response:
    return JSONResponse({"name": "fileSearchStores/abc", "displayName": _title(asked), **_TIMES})


def one(headers: Headers, asked: Asked) -> Response:
    """A file, a model."""
    return JSONResponse({"name": asked.path.split("/", 2)[2], "displayName": "One"})


def _title(asked: Asked) -> str:
    said = [raw for _, raw in (*asked.before, ("", asked.raw)) if b"displayName" in raw]
    return str(json.loads(said[-1])["displayName"]) if said else "One"


ROUTES: Sequence[tuple[str, str, Callable[[Headers, Asked], Response | None]]] = (
    ("POST", "/upload/.*", upload),
    ("POST", ".*/cachedContents", keep),
    ("GET", ".*/cachedContents/abc", kept),
    ("POST", ".*:generateContent", goes_on),
    ("POST", ".*:countTokens", counted),
    ("GET", ".*/(?:cachedContents|batches|files|fileSearchStores|models)", listed),
    ("POST|GET", r"/v\d\w*/fileSearchStores(?:/abc)?", store),
    ("GET", r"/v\d\w*/(?:files|models)/[^/:]+", one),
    ("DELETE|POST", r"/v\d\w*/.*/abc(?::cancel|:importFile)?", one),
    ("POST", ".*:batchGenerateContent", batch),
    ("GET", ".*/batches/abc", done),
    ("POST", ".*:predict", predicted),
    ("POST", ".*:(?:e|batchE)mbedContents?", embedded),
)


def answer(method: str, headers: Headers, asked: Asked) -> Response | None:
    """What the table says; None for what is not in it."""
    found = (
        f
        for verb, path, f in ROUTES
        if re.fullmatch(verb, method) and re.fullmatch(path, asked.path)
    )
    chosen = next(found, None)
    return chosen(headers, asked) if chosen else None

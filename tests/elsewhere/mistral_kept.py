"""What Mistral keeps, changed and listed: as it was last made, by method and path."""

import json
import re
from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.provider import Provider

_AT = "2026-11-25T09:00:00Z"
_DATES = {"created_at": _AT, "updated_at": _AT}
_PAGE = {"total_items": 1, "total_pages": 1, "current_page": 0, "page_size": 1, "has_more": False}

type Made = Callable[[dict[str, Any]], Any]


def _agent(made: dict[str, Any]) -> dict[str, Any]:
    known = {
        "object": "agent",
        "id": "ag_0a1b2c3d4e",
        "version": 1,
        "versions": [0, 1],
        "source": "api",
    }
    return {"name": "a", "model": "m", **made, **known, **_DATES, "deployment_chat": False}


def _alias(_: dict[str, Any]) -> dict[str, Any]:
    return {"alias": "current", "version": 1, **_DATES}


def _library(made: dict[str, Any]) -> dict[str, Any]:
    numbers = {"nb_documents": 0, "total_size": 0, "owner_id": None, "owner_type": "Workspace"}
    known = {"id": "06a1b2c3-1111-4222-8333-444455556666", "chunk_size": None, **numbers}
    return {"name": "Letters", **made, **known, **_DATES}


def _document(made: dict[str, Any]) -> dict[str, Any]:
    known = {"id": "0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f", "hash": "x", "extension": "txt"}
    known |= {"library_id": "06a1b2c3-1111-4222-8333-444455556666", "mime_type": "text/plain"}
    known |= {"process_status": "done", "processing_status": "Completed", "created_at": _AT}
    by = {"uploaded_by_id": None, "uploaded_by_type": "Workspace", "url": None}
    return {"name": "f.txt", "size": 1, **made, **known, **by, "tokens_processing_total": 1}


def _sharing(made: dict[str, Any]) -> dict[str, Any]:
    named = {"library_id": "06a1b2c3-1111-4222-8333-444455556666", "org_id": "o", "role": "Viewer"}
    shared = {"share_with_type": "User", "share_with_uuid": "0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f"}
    return {**named, **shared}


def _conversation(made: dict[str, Any]) -> dict[str, Any]:
    said = {name: made[name] for name in ("name", "description", "metadata") if name in made}
    return {"object": "conversation", "id": "conv_0a1b2c3d4e", "model": "m", **said, **_DATES}


def _job(made: dict[str, Any]) -> dict[str, Any]:
    counts = dict.fromkeys(("total", "completed", "succeeded", "failed"), 1)
    job = {"id": "b0a1b2c3-1111-4222-8333-444455556666", "object": "batch", "status": "CANCELLED"}
    job |= {"input_files": [], "errors": [], "created_at": 1, "endpoint": "/v1/chat/completions"}
    job |= {f"{name}_requests": count for name, count in counts.items()}
    return job | {"metadata": made.get("metadata")}


def _voice(made: dict[str, Any]) -> dict[str, Any]:
    said = {name: made[name] for name in ("name", "tags") if name in made}
    return {"name": "v", **said, "id": "voice_1", "created_at": _AT, "user_id": None} | {
        "type": "custom"
    }


def _file(_: dict[str, Any]) -> dict[str, Any]:
    made = {"id": "0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f", "object": "file", "bytes": 1}
    made |= {"created_at": 1, "filename": "f.jsonl", "purpose": "batch", "source": "upload"}
    return made | {"sample_type": "batch_request", "deleted": True}


def _gone(made: dict[str, Any]) -> None:
    return None


def _model(_: dict[str, Any]) -> dict[str, Any]:
    return {"id": "ft:m:1", "object": "model", "type": "base", "capabilities": {}, "deleted": True}


def _url(_: dict[str, Any]) -> str:
    return "https://files.example/f"


def _pages(one: Made, **more: Any) -> Made:
    return lambda made: {"data": [one(made)], "object": "list", "total": 1, **more}


_AGENT, _LIBRARY = r"/v1/agents/[^/]+", r"/v1/libraries/[^/]+"
_DOCUMENT = rf"{_LIBRARY}/documents/[^/]+"
_ANSWERS: dict[str, Made] = {
    r"GET /v1/agents": lambda made: [_agent(made)],
    r"GET /v1/agents/pages": _pages(_agent, pagination={"page_size": 1}),
    rf"(PATCH|GET) {_AGENT}(/version|/versions/[^/]+)?": _agent,
    rf"DELETE {_AGENT}(/aliases)?": _gone,
    rf"GET {_AGENT}/versions": lambda made: [_agent(made)],
    rf"GET {_AGENT}/aliases": lambda made: [_alias(made)],
    rf"PUT {_AGENT}/aliases": _alias,
    r"GET /v1/conversations": lambda made: [_conversation(made)],
    r"GET /v1/conversations/[^/]+": _conversation,
    r"DELETE /v1/conversations/[^/]+": _gone,
    r"GET /v1/libraries": _pages(_library),
    rf"(PUT|PATCH|DELETE) {_LIBRARY}": _library,
    rf"GET {_LIBRARY}/documents": _pages(_document, pagination=_PAGE),
    rf"(PUT|PATCH|GET) {_DOCUMENT}": _document,
    rf"DELETE {_DOCUMENT}|POST {_DOCUMENT}/reprocess": _gone,
    rf"GET {_DOCUMENT}/status": lambda made: {"document_id": "d_1", **_document(made)},
    rf"GET {_DOCUMENT}/(extracted-text-)?signed-url": _url,
    rf"GET {_LIBRARY}/share": _pages(_sharing),
    rf"(PUT|DELETE) {_LIBRARY}/share": _sharing,
    r"GET /v1/files": _pages(_file),
    r"DELETE /v1/files/[^/]+": _file,
    r"GET /v1/files/[^/]+/url": lambda made: {"url": _url(made)},
    r"GET /v1/batch/jobs": _pages(_job),
    r"DELETE /v1/batch/jobs/[^/]+|POST /v1/batch/jobs/[^/]+/cancel": _job,
    r"GET /v1/models": _pages(_model),
    r"(GET|DELETE) /v1/models/[^/]+|(POST|DELETE) /v1/fine_tuning/models/[^/]+/archive": _model,
    r"GET /v1/audio/voices": lambda made: {"items": [_voice(made)], **_VOICES},
    r"POST /v1/audio/voices|(PATCH|GET|DELETE) /v1/audio/voices/[^/]+": _voice,
    r"GET /v2/audio/voices": lambda made: {"items": [_voice(made)], "data": [_voice(made)]},
}
_VOICES = {"total": 1, "page": 1, "page_size": 1, "total_pages": 1}


def answer(provider: Provider, path: str) -> Response | None:
    """The answer of a route that changes, lists, or takes away; None for any other."""
    asked = f"{provider.received[-1].method} {path}"
    made = next((one for known, one in _ANSWERS.items() if re.fullmatch(known, asked)), None)
    if made is None:
        return None
    said = made(_last(provider, path))
    return Response(status_code=204) if said is None else JSONResponse(said)


def _last(provider: Provider, path: str) -> dict[str, Any]:
    """What was last said of such a thing."""
    _, version, kind, *_ = path.split("/")
    place = f"/{version}/{kind}"
    said = [one.body for one in provider.received if place in one.path and one.body[:1] == b"{"]
    made: dict[str, Any] = json.loads(said[-1]) if said else {}
    return made

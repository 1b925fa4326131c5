"""What else Anthropic offers, for the tests' provider: batches, files, skills, counted tokens."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.openai_provider import Asked

BATCH = "msgbatch_013Zva2CMHLNnXjNJJKqJ2EF"
FILE, MADE, SKILL = "file_011CNha8iCJcU1wXNR6q4V8w", "file_011CPMxVD3fHLUhvTqtsQA5w", "skill_01J"
_URL = f"https://api.anthropic.com/v1/messages/batches/{BATCH}/results"
_NOW = "2026-11-23T10:00:00Z"


def batch(_: Asked) -> Response:
    counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
    made = {"id": BATCH, "type": "message_batch", "processing_status": "ended"}
    times = {"created_at": _NOW, "expires_at": "2026-11-24T10:00:00Z"}
    return JSONResponse(made | times | {"results_url": _URL, "request_counts": counts})


def results(asked: Asked) -> Response:
    """They echo what the batch asked."""
    listed = json.loads(asked.last("/batches"))["requests"]
    lines = [f"{json.dumps(_row(one, asked.reply))}\n" for one in listed]
    return Response("".join(lines), media_type="application/x-jsonl")


def _row(one: dict[str, Any], reply: Callable[[str], str]) -> dict[str, Any]:
    said = reply(one["params"]["messages"][-1]["content"])
    result = {"type": "succeeded", "message": _message({"type": "text", "text": said})}
    return {"custom_id": one["custom_id"], "result": result}


def _message(*blocks: dict[str, Any]) -> dict[str, Any]:
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m"}
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    return {**message, **ended, "content": blocks, "usage": {"input_tokens": 1, "output_tokens": 1}}


def file(asked: Asked) -> Response:
    named = re.search(r'filename="([^"]*)"', asked.text)
    return JSONResponse(_file(FILE, named[1] if named else "f"))


def _file(name: str, title: str) -> dict[str, Any]:
    row = {"id": name, "type": "file", "filename": title, "mime_type": "text/plain"}
    return row | {"size_bytes": 1, "created_at": _NOW, "downloadable": True}


def content(asked: Asked) -> Response:
    """A file that a program made of the last message."""
    said = json.loads(asked.last("/messages"))["messages"][-1]["content"]
    return Response(f"case,said\n1,{said}\n", media_type="application/octet-stream")


def coded(asked: Asked) -> Response | None:
    """An answer with a file that a program made; None where nobody asked for programs."""
    if "code_execution" not in asked.text:
        return None
    made = {"type": "bash_code_execution_output", "file_id": MADE}
    done = {"type": "bash_code_execution_result", "content": [made], "stdout": "", "stderr": ""}
    block = {"type": "bash_code_execution_tool_result", "tool_use_id": "srvtoolu_1"}
    return JSONResponse(_message(block | {"content": done | {"return_code": 0}}))


def skill(asked: Asked) -> Response:
    title = asked.field("display_name") or "Letters"
    row = {"id": SKILL, "type": "skill", "display_name": title, "source": "custom"}
    return JSONResponse(row | {"latest_version_id": "1", "created_at": _NOW, "updated_at": _NOW})


def shown(asked: Asked) -> Response:
    """The skill as it was made."""
    made = Asked(path="", raw=asked.last("/v1/skills"), before=(), reply=asked.reply)
    return skill(made)


def kept(asked: Asked) -> Response:
    """What a workspace keeps, as it was last made or changed; alone, or in a list of one."""
    tree, *rest = asked.path.removeprefix("/v1/").split("/")
    listed = len(rest) % 2 == 0 and not asked.raw
    kind = {"memories": "memory", "versions": "skill_version"}.get(
        rest[1] if len(rest) > 1 else "", tree[:-1]
    )
    said = asked.body or _said_of(asked, tree)
    row = {"name": "some", **said, "type": kind, "id": f"{kind}_011CZkZ", "created_at": _NOW}
    return JSONResponse({"data": [row], "has_more": False, "next_page": None} if listed else row)


def _said_of(asked: Asked, tree: str) -> dict[str, Any]:
    said = [raw for path, raw in asked.before if f"/v1/{tree}" in path and raw[:1] == b"{"]
    return dict(json.loads(said[-1])) if said else {}


def bundled(_: Asked) -> Response:
    return Response(b"---\nname: letters\n---\nBe brief.\n", media_type="application/zip")


_KEPT = (
    "(agents|memory_stores|environments|deployments|deployment_runs|dreams|vaults|user_profiles)"
)


def counted(_: Asked) -> Response:
    return JSONResponse({"input_tokens": 11})


ROUTES: Sequence[tuple[str, str, Callable[[Asked], Response | None]]] = (
    ("POST", "/v1/messages", coded),
    ("POST", "/v1/messages/count_tokens", counted),
    ("POST", "/v1/messages/batches", batch),
    ("GET", "/v1/messages/batches/[^/]+", batch),
    ("GET", "/v1/messages/batches/[^/]+/results", results),
    ("POST", "/v1/files", file),
    ("GET", f"/v1/files/{FILE}", file),
    ("GET", f"/v1/files/{MADE}/content", content),
    ("POST", "/v1/skills", skill),
    ("GET", f"/v1/skills/{SKILL}", shown),
    ("GET", f"/v1/skills/{SKILL}/versions/[^/]+/content", bundled),
    ("GET", f"/v1/(models|skills|skills/{SKILL}/versions)(/[^/]+)?", kept),
    ("POST", f"/v1/skills/{SKILL}/versions", kept),
    ("DELETE", f"/v1/skills/{SKILL}(/versions/[^/]+)?", kept),
    *((verb, f"/v1/{_KEPT}(/.*)?", kept) for verb in ("GET", "POST", "DELETE")),
)


def answer(method: str, asked: Asked) -> Response | None:
    """What the table says; None for what is not in it."""
    found = (f for verb, path, f in ROUTES if verb == method and re.fullmatch(path, asked.path))
    chosen = next(found, None)
    return chosen(asked) if chosen else None

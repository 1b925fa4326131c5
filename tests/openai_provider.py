"""What else OpenAI offers, for the provider of the tests: a table of routes, and no memory but what
was received."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

PIECE = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, what came before it, and how texts are answered."""

    path: str
    raw: bytes
    before: Sequence[tuple[str, bytes]]  # path and body of earlier requests
    reply: Callable[[str], str]

    @property
    def body(self) -> dict[str, Any]:
        return dict(json.loads(self.raw)) if self.raw[:1] == b"{" else {}

    def field(self, name: str) -> str:
        """The value of a field of the form."""
        found = re.search(rf'name="{re.escape(name)}"[^\n]*\r\n\r\n(.*?)\r\n--', self.text, re.S)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        return self.raw.decode(errors="replace")

    def last(self, end: str) -> bytes:
        """The body of the last request whose path ends so."""
        return next(raw for path, raw in reversed(self.before) if path.endswith(end) and raw)


def events(*listed: tuple[str, Any]) -> Response:
    """A stream of server-sent events."""
    lines = [
        (f"event: {name}\n" if name else "")
        + f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n"
        for name, data in listed
    ]
    return Response("".join(lines), media_type="text/event-stream")


def pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def pictures(asked: Asked) -> Response:
    said = asked.reply(asked.body.get("prompt") or asked.field("prompt"))
    if asked.body.get("stream"):
        kind = "image_generation.partial_image"
        partial = {"type": kind, "b64_json": "iVBORw0KGgo=", "partial_image_index": 0}
        done = {"type": "image_generation.completed", "b64_json": "iVBORw0KGgo="}
        return events((kind, partial), ("image_generation.completed", done))
    row = {"b64_json": "iVBORw0KGgo=", "revised_prompt": said}
    return JSONResponse({"created": 1, "data": [row]})


def speech(_: Asked) -> Response:
    return Response(b"\xff\xfb\x90sound", media_type="audio/mpeg")


def transcript(asked: Asked) -> Response:
    said = asked.reply(asked.field("prompt"))
    if asked.field("stream") == "true":
        deltas = [("", {"type": "transcript.text.delta", "delta": p}) for p in pieces(said)]
        return events(*deltas, ("", {"type": "transcript.text.done", "text": said}))
    if asked.field("response_format") == "text":
        return Response(said, media_type="text/plain")
    return JSONResponse({"text": said})


def file(asked: Asked) -> Response:
    row = {"id": "file-in1", "object": "file", "bytes": 1, "created_at": 1, "status": "processed"}
    return JSONResponse(row | {"filename": "a.jsonl", "purpose": asked.field("purpose")})


def batch(_: Asked) -> Response:
    row = {"id": "batch_1", "object": "batch", "endpoint": "/v1/chat/completions", "created_at": 1}
    row |= {"completion_window": "24h", "input_file_id": "file-in1", "status": "completed"}
    return JSONResponse(row | {"output_file_id": "file-out1"})


def output(asked: Asked) -> Response:
    """What a batch gave: an answer to each line of the last file."""
    form = asked.last("/v1/files").decode()
    lines = [json.loads(line) for line in form.splitlines() if line.startswith('{"custom_id"')]
    return Response("".join(map(asked_line(asked), lines)), media_type="application/octet-stream")


def asked_line(asked: Asked) -> Callable[[dict[str, Any]], str]:
    def answered(line: dict[str, Any]) -> str:
        said = asked.reply(line["body"]["messages"][-1]["content"])
        choice = {"index": 0, "message": {"role": "assistant", "content": said}}
        body = {"status_code": 200, "body": {"choices": [choice]}}
        return json.dumps({"custom_id": line["custom_id"], "response": body}) + "\n"

    return answered


def thread(_: Asked) -> Response:
    return JSONResponse({"id": "thread_a1", "object": "thread", "created_at": 1, "metadata": {}})


def thread_message(said: str, status: str = "completed") -> dict[str, Any]:
    text = {"type": "text", "text": {"value": said, "annotations": []}}
    row = {"id": "msg_a1", "object": "thread.message", "created_at": 1, "role": "assistant"}
    row |= {"thread_id": "thread_a1", "status": status, "metadata": {}, "attachments": []}
    return row | {"content": [text] if said else []}


def message(asked: Asked) -> Response:
    return JSONResponse(thread_message(asked.body["content"]))


def messages(asked: Asked) -> Response:
    said = asked.reply(json.loads(asked.last("/messages"))["content"])
    rows = [thread_message(said)]
    return JSONResponse({"object": "list", "data": rows, "has_more": False})


def run(asked: Asked) -> Response:
    said = asked.reply(json.loads(asked.last("/messages"))["content"])
    row = {"id": "run_a1", "object": "thread.run", "thread_id": "thread_a1", "created_at": 1}
    row |= {"assistant_id": "asst_a1", "status": "completed", "model": "m", "tools": []}
    deltas = [
        {
            "id": "msg_a1",
            "object": "thread.message.delta",
            "delta": {"content": [{"index": 0, "type": "text", "text": {"value": piece}}]},
        }
        for piece in pieces(said)
    ]
    return events(
        ("thread.run.created", row),
        ("thread.message.created", thread_message("", "in_progress")),
        *(("thread.message.delta", delta) for delta in deltas),
        ("thread.message.completed", thread_message(said)),
        ("thread.run.completed", row),
        ("done", "[DONE]"),
    )


def conversation(_: Asked) -> Response:
    row = {"id": "conv_a1", "object": "conversation", "created_at": 1, "metadata": {}}
    return JSONResponse(row)


def items(asked: Asked) -> Response:
    sent = json.loads(asked.last("/conversations"))["items"][-1]["content"]
    part = {"type": "input_text", "text": sent}
    row = {"id": "msg_a1", "type": "message", "role": "user", "status": "completed"}
    return JSONResponse({"object": "list", "data": [row | {"content": [part]}], "has_more": False})


def response(asked: Asked) -> Response:
    """A response that was made in the background."""
    said = asked.reply(json.loads(asked.last("/responses"))["input"])
    part = {"type": "output_text", "text": said, "annotations": []}
    item = {"type": "message", "id": "msg_a1", "role": "assistant", "status": "completed"}
    row = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "tools": []}
    row |= {"status": "completed", "tool_choice": "auto", "parallel_tool_calls": True}
    return JSONResponse(row | {"output": [item | {"content": [part]}]})


def found(asked: Asked) -> Response:
    part = {"type": "text", "text": asked.reply(asked.body["query"])}
    row = {"file_id": "file-1", "filename": "a.txt", "score": 0.9, "attributes": {}}
    return JSONResponse({"object": "list", "data": [row | {"content": [part]}], "has_more": False})


def video(asked: Asked) -> Response:
    row = {"id": "video_1", "object": "video", "created_at": 1, "model": "sora-2", "progress": 0}
    said = asked.body.get("prompt") or asked.field("prompt")
    return JSONResponse(row | {"status": "queued", "seconds": "8", "size": "x", "prompt": said})


ROUTES: Sequence[tuple[str, str, Callable[[Asked], Response]]] = (
    ("POST", "/v1/images/(?:generations|edits)", pictures),
    ("POST", "/v1/audio/speech", speech),
    ("POST", "/v1/audio/transcriptions", transcript),
    ("POST", "/v1/files", file),
    ("GET", "/v1/files/file-out1/content", output),
    ("POST", "/v1/batches", batch),
    ("GET", "/v1/batches/batch_1", batch),
    ("POST", "/v1/threads", thread),
    ("POST", "/v1/threads/thread_a1/messages", message),
    ("GET", "/v1/threads/thread_a1/messages", messages),
    ("POST", "/v1/threads/thread_a1/runs", run),
    ("POST", "/v1/conversations", conversation),
    ("GET", "/v1/conversations/conv_a1/items", items),
    ("GET", "/v1/responses/resp_1", response),
    ("POST", "/v1/vector_stores/vs_1/search", found),
    ("POST", "/v1/videos", video),
)


def answer(method: str, asked: Asked) -> Response | None:
    """What the table says; None for what is not in it."""
    found = (f for verb, path, f in ROUTES if verb == method and re.fullmatch(path, asked.path))
    chosen = next(found, None)
    return chosen(asked) if chosen else None

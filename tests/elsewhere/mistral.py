"""Mistral: chats that think, conversations and files that it keeps, and what it makes of sound."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.elsewhere import mistral_kept
from tests.provider import Provider, pieces, sse

HOST = "api.mistral.ai"
LIBRARY = "06a1b2c3-1111-4222-8333-444455556666"
_FILE = "0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f"
_JOB = "b0a1b2c3-1111-4222-8333-444455556666"
_USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
_AT = "2026-11-25T09:00:00Z"


def answer(provider: Provider, path: str, raw: bytes) -> Response:
    """What that path answers; what rests on earlier requests is looked up among them."""
    body = json.loads(raw) if raw[:1] == b"{" else {}
    kept = mistral_kept.answer(provider, path)
    if kept is not None:
        return kept
    for pattern, made in _PATHS.items():
        if re.fullmatch(pattern, path):
            return made(provider, path, body, raw)
    return JSONResponse({"object": "error", "message": f"nothing at {path}"}, status_code=404)


def _asked(content: Any) -> str:
    if isinstance(content, list):
        content = content[-1]
    if isinstance(content, dict):
        return _asked(content["content"] if "content" in content else content["text"])
    return str(content)


def _thinking(text: str) -> dict[str, Any]:
    return {"type": "thinking", "thinking": [{"type": "text", "text": text}]}


def _chat(provider: Provider, path: str, body: dict[str, Any], _: bytes) -> Response:
    asked = str(body["prompt"]) if "prompt" in body else _asked(body["messages"])
    said, thought = provider.reply(asked), [] if "prompt" in body else [f"They ask: {asked}"]
    base = {"id": "cmpl-1", "created": 1, "model": body.get("model", "m")}
    if body.get("stream"):
        deltas: list[Any] = [[_thinking(p)] for t in thought for p in pieces(t)] + pieces(said)
        return provider.streamed(_chunks(base, said if body.get("tools") else "", deltas))
    content = [*map(_thinking, thought), {"type": "text", "text": said}] if thought else said
    message: dict[str, Any] = {"role": "assistant", "content": content, "tool_calls": None}
    if body.get("tools"):
        message["tool_calls"] = _calls(said)
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    whole = {**base, "object": "chat.completion", "choices": [choice], "usage": _USAGE}
    return JSONResponse(whole)


def _calls(said: str) -> list[dict[str, Any]]:
    """The arguments as source, and as the object itself."""
    given: list[Any] = [json.dumps({"who": said}), {"who": said}]
    return [
        {"id": f"call0000{n}", "index": n, "function": {"name": "look_up", "arguments": one}}
        for n, one in enumerate(given)
    ]


def _chunks(base: dict[str, Any], called: str, deltas: list[Any]) -> list[str]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> tuple[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return "", {**base, "object": "chat.completion.chunk", "choices": [choice]}

    events = [chunk({"role": "assistant", "content": ""})]
    events += [chunk({"content": delta}) for delta in deltas]
    events += [chunk({"content": "", "tool_calls": _calls(called)})] if called else []
    return sse(*events, chunk({"content": ""}, "stop"), ("", "[DONE]"))


def _conversation(provider: Provider, path: str, body: dict[str, Any], _: bytes) -> Response:
    said = provider.reply(_asked(body["inputs"]))
    held = "conv_0a1b2c3d4f" if path.endswith("/restart") else "conv_0a1b2c3d4e"
    if body.get("stream"):
        return provider.streamed(sse(*_events(held, said)))
    entry = _entry("message.output", [_thinking(said), {"type": "text", "text": said}])
    called = {"name": "look_up", "tool_call_id": "call00000", "arguments": {"id": said}}
    outputs = [entry, {"object": "entry", "type": "function.call", **called}]
    whole = {"object": "conversation.response", "conversation_id": held, "outputs": outputs}
    return JSONResponse(whole | {"usage": _USAGE})


def _entry(kind: str, content: Any) -> dict[str, Any]:
    role = "assistant" if kind == "message.output" else "user"
    made = {"object": "entry", "type": kind, "role": role, "content": content}
    return made | {"id": "msg_1", "created_at": _AT}


def _events(held: str, said: str) -> list[tuple[str, Any]]:
    named = {"id": "msg_1", "output_index": 0, "model": "m", "role": "assistant"}
    call = {"id": "fc_1", "output_index": 1, "name": "look_up", "tool_call_id": "call00000"}
    listed: list[tuple[str, dict[str, Any]]] = [
        ("conversation.response.started", {"conversation_id": held}),
        *(
            ("message.output.delta", named | {"content_index": 0, "content": _thinking(piece)})
            for piece in pieces(said)
        ),
        *(
            ("message.output.delta", named | {"content_index": 1, "content": piece})
            for piece in pieces(said)
        ),
        *(
            ("function.call.delta", call | {"arguments": piece})
            for piece in pieces(json.dumps({"id": said}))
        ),
        ("conversation.response.done", {"usage": _USAGE}),
    ]
    return [(kind, {"type": kind, "created_at": _AT, **more}) for kind, more in listed]


def _history(provider: Provider, path: str, _: dict[str, Any], __: bytes) -> Response:
    kept = [_read(one.body) for one in provider.received if "/v1/conversations" in one.path]
    asked = [_asked(body["inputs"]) for body in kept if "inputs" in body]
    entries = [_entry("message.input", text) for text in asked]
    listed = "messages" if path.endswith("messages") else "entries"
    named = "conversation.messages" if listed == "messages" else "conversation.history"
    whole = {"object": named, "conversation_id": "conv_0a1b2c3d4e", listed: entries}
    return JSONResponse(whole)


def _agent(provider: Provider, _: str, body: dict[str, Any], __: bytes) -> Response:
    made = body or _read(_last(provider, "/v1/agents?").body)
    agent = {"object": "agent", "id": "ag_0a1b2c3d4e", "version": 0, "versions": [0], **made}
    more = {"created_at": _AT, "updated_at": _AT, "deployment_chat": False, "source": "api"}
    return JSONResponse(agent | more)


def _last(provider: Provider, end: str) -> Any:
    return [one for one in provider.received if end in one.path and one.body][-1]


def _read(raw: bytes) -> dict[str, Any]:
    return json.loads(raw) if raw[:1] == b"{" else {}


def _vectors(_: Provider, __: str, body: dict[str, Any], ___: bytes) -> Response:
    row = {"object": "embedding", "index": 0, "embedding": [0.1, 0.2]}
    named = {"id": "emb-1", "object": "list", "model": body["model"]}
    return JSONResponse(named | {"data": [row], "usage": _USAGE})


def _judged(_: Provider, path: str, body: dict[str, Any], __: bytes) -> Response:
    one: dict[str, Any] = {"categories": {"pii": True}, "category_scores": {"pii": 0.9}}
    if path.endswith("classifications"):
        one = {"topic": {"scores": {"housing": 0.9}}}
    return JSONResponse({"id": "mod-1", "model": body["model"], "results": [one]})


def _ocr(provider: Provider, _: str, body: dict[str, Any], __: bytes) -> Response:
    said = provider.reply(body.get("document_annotation_prompt", "nothing"))
    page = {"index": 0, "markdown": said, "images": [], "dimensions": None}
    used = {"pages_processed": 1, "doc_size_bytes": 1}
    read = {"pages": [page], "model": body["model"], "usage_info": used}
    return JSONResponse(read | {"document_annotation": json.dumps({"who": said})})


def _uploaded(_: Provider, __: str, ___: dict[str, Any], ____: bytes) -> Response:
    made = {"id": _FILE, "object": "file", "bytes": 1, "created_at": 1, "deleted": False}
    return JSONResponse(
        made
        | {"filename": "f.jsonl", "purpose": "batch", "source": "upload"}
        | {"sample_type": "batch_request"}
    )


def _content(provider: Provider, _: str, __: dict[str, Any], ___: bytes) -> Response:
    """What the batch gave: an answer to each line of the file."""
    lines = re.findall(rb'^\{.*"body".*\}\r?$', _last(provider, "/v1/files?").body, re.MULTILINE)
    answers = []
    for line in map(json.loads, lines):
        said = provider.reply(_asked(line["body"]["messages"]))
        message = {"role": "assistant", "content": said}
        given = {"status_code": 200, "body": {"choices": [{"index": 0, "message": message}]}}
        answers.append(json.dumps({"custom_id": line["custom_id"], "response": given}) + "\n")
    return Response("".join(answers), media_type="application/octet-stream")


def _job(provider: Provider, _: str, body: dict[str, Any], __: bytes) -> Response:
    made = body or _read(_last(provider, "/v1/batch/jobs?").body)
    counts = dict.fromkeys(("total", "completed", "succeeded", "failed"), 1)
    job = {"id": _JOB, "object": "batch", "endpoint": made["endpoint"], "status": "SUCCESS"}
    job |= {"input_files": made.get("input_files") or [], "errors": [], "created_at": 1}
    job |= {"metadata": made.get("metadata"), "output_file": "1f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f"}
    return JSONResponse(job | {f"{name}_requests": count for name, count in counts.items()})


def _library(provider: Provider, _: str, body: dict[str, Any], __: bytes) -> Response:
    made = body or _read(_last(provider, "/v1/libraries?").body)
    numbers = {"nb_documents": 0, "total_size": 0, "owner_id": None, "owner_type": "Workspace"}
    dates = {"created_at": _AT, "updated_at": _AT, "chunk_size": None}
    whole = {"id": LIBRARY, **numbers, **dates, **made}
    return JSONResponse(whole, status_code=201 if body else 200)


def _document(_: Provider, __: str, ___: dict[str, Any], ____: bytes) -> Response:
    made = {"id": _FILE, "library_id": LIBRARY, "hash": "x", "mime_type": "text/plain"}
    made |= {"extension": "txt", "size": 1, "name": "f.txt", "created_at": _AT}
    made |= {"process_status": "done", "processing_status": "Completed"}
    made |= {"uploaded_by_id": None, "uploaded_by_type": "Workspace", "url": None}
    return JSONResponse(made | {"tokens_processing_total": 1})


def _text(provider: Provider, _: str, __: dict[str, Any], ___: bytes) -> Response:
    made = _read(_last(provider, "/v1/libraries?").body)
    return JSONResponse({"text": provider.reply(made["description"])})


def _heard(provider: Provider, _: str, __: dict[str, Any], raw: bytes) -> Response:
    biased = re.search(rb'name="context_bias"\r\n\r\n(.*?)\r\n', raw)
    said = provider.reply(biased[1].decode() if biased else "nothing")
    whole = {"model": "voxtral", "text": said, "language": "en", "segments": [], "usage": _USAGE}
    if not re.search(rb'name="stream"\r\n\r\ntrue', raw):
        return JSONResponse(whole)
    named = "transcription.text.delta"
    events: list[tuple[str, Any]] = [(named, {"type": named, "text": p}) for p in pieces(said)]
    events += [("transcription.done", {"type": "transcription.done", **whole})]
    return provider.streamed(sse(*events))


def _spoken(provider: Provider, _: str, body: dict[str, Any], __: bytes) -> Response:
    sound = {"audio_data": "//uQZAAA"}
    if not body.get("stream"):
        return JSONResponse(sound)
    delta, done = "speech.audio.delta", "speech.audio.done"
    events = [(delta, {"type": delta, **sound}), (done, {"type": done, "usage": _USAGE})]
    return provider.streamed(sse(*events))


def _tuned(_: Provider, __: str, body: dict[str, Any], ___: bytes) -> Response:
    """A model that was tuned, under the name that somebody gave it."""
    made = {"object": "model", "id": "ft:open-mistral-7b:1", "model_type": "completion"}
    made |= {"created": 1, "owned_by": "o", "workspace_id": "w", "root": "r", "archived": False}
    able = dict.fromkeys(("completion_chat", "completion_fim", "function_calling"), True)
    able |= dict.fromkeys(("fine_tuning", "classification"), False)
    return JSONResponse(made | {"root_version": "1", "capabilities": able} | body)


_PATHS: Mapping[str, Callable[[Provider, str, dict[str, Any], bytes], Response]] = {
    r"/v1/(?:chat|agents|fim)/completions": _chat,
    r"/v1/conversations(?:/[^/]+(?:/restart)?)?": _conversation,
    r"/v1/conversations/[^/]+/(?:history|messages)": _history,
    r"/v1/agents(?:/[^/]+)?": _agent,
    r"/v1/embeddings": _vectors,
    r"/v1/(?:chat/)?(?:moderations|classifications)": _judged,
    r"/v1/ocr": _ocr,
    r"/v1/files(?:/[^/]+)?": _uploaded,
    r"/v1/files/[^/]+/content": _content,
    r"/v1/batch/jobs(?:/[^/]+)?": _job,
    r"/v1/libraries(?:/[^/]+)?": _library,
    r"/v1/libraries/[^/]+/documents": _document,
    r"/v1/libraries/[^/]+/documents/[^/]+/text_content": _text,
    r"/v1/audio/transcriptions": _heard,
    r"/v1/audio/speech": _spoken,
    r"/v1/fine_tuning/models/[^/]+": _tuned,
}

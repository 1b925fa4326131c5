"""A provider for tests: speaks three vendors' formats over TLS, echoes the prompt, keeps every byte.

What it received is what left the gateway; that is what the tests look at.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from gateway.providers.aws_stream import MEDIA_TYPE
from tests import (
    anthropic_provider,
    bedrock_provider,
    google_provider,
    openai_provider,
    tool_calls,
)
from tests.openai_provider import Asked

PIECE = 7  # characters per streamed piece: cuts every pseudonym in several places
Reply = Callable[[str], str]


@dataclass(slots=True)
class Received:
    """One request as the provider saw it."""

    host: str
    path: str
    headers: dict[str, str]
    body: bytes
    target: str = ""  # as it was sent
    method: str = ""


@dataclass(slots=True)
class Provider:
    """A running provider. `reply` turns the last user text into the answer's text."""

    authority: trustme.CA
    port: int = 0
    received: list[Received] = field(default_factory=list)
    reply: Reply = lambda text: f"You said: {text}"
    delay: float = 0.0
    spoil: int | None = None  # of this piece of a stream one byte is wrong
    cut_after: int | None = None  # stop a stream after so many pieces, without an end

    def streamed(self, events: list[str]) -> StreamingResponse:
        """These events one by one, as the settings above say."""
        return StreamingResponse(stream(self, events), media_type="text/event-stream")

    @property
    def sent(self) -> bytes:
        """Every body received, joined."""
        return b"\n".join(one.body for one in self.received)

    def write_ca(self, folder: Path) -> Path:
        """The CA file a client must trust."""
        path = folder / "provider-ca.pem"
        self.authority.cert_pem.write_to_path(path)
        return path


def pieces(text: str) -> list[str]:
    return [text[i : i + PIECE] for i in range(0, len(text), PIECE)] or [""]


def said(content: Any) -> str:
    """The text of a message's content, or what a tool gave, in any of the formats."""
    if isinstance(content, str):
        return content
    return " ".join(found for part in content if (found := tool_calls.result(part) or text(part)))


def text(part: dict[str, Any]) -> str:
    return str(part.get("text", ""))


def sse(*events: tuple[str, Any]) -> list[str]:
    lines = []
    for name, data in events:
        text = data if isinstance(data, str) else json.dumps(data)
        lines.append((f"event: {name}\n" if name else "") + f"data: {text}\n\n")
    return lines


def openai_chat(body: dict[str, Any], answer: str) -> tuple[Any, list[str]]:
    base = {"id": "chatcmpl-1", "created": 1, "model": body["model"]}
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    count = body.get("n") or 1
    message = {"role": "assistant", "content": answer}
    choices = [{"index": i, "message": message, "finish_reason": "stop"} for i in range(count)]
    whole = base | {"object": "chat.completion", "choices": choices, "usage": usage}

    def chunk(index: int, delta: dict[str, str], finish: str | None = None) -> tuple[str, Any]:
        choice = {"index": index, "delta": delta, "finish_reason": finish}
        return "", base | {"object": "chat.completion.chunk", "choices": [choice]}

    events = [chunk(i, {"role": "assistant", "content": ""}) for i in range(count)]
    events += [chunk(i, {"content": p}) for p in pieces(answer) for i in range(count)]
    events += [chunk(i, {}, "stop") for i in range(count)]
    return whole, sse(*events, ("", "[DONE]"))


def openai_responses(body: dict[str, Any], answer: str) -> tuple[Any, list[str]]:
    part = {"type": "output_text", "text": answer, "annotations": []}
    item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed"}
    item |= {"content": [part]}
    usage = {"input_tokens": 11, "output_tokens": 7, "total_tokens": 18}
    details = {"input_tokens_details": {"cached_tokens": 0}}
    details |= {"output_tokens_details": {"reasoning_tokens": 0}}
    whole = {"id": "resp_1", "object": "response", "created_at": 1, "model": body["model"]}
    whole |= {"status": "completed", "output": [item], "usage": usage | details, "tools": []}
    whole |= {"parallel_tool_calls": True, "tool_choice": "auto", "error": None}
    started = whole | {"status": "in_progress", "output": [], "usage": None}
    at = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    steps: list[dict[str, Any]] = [{"type": "response.created", "response": started}]
    empty = item | {"content": [], "status": "in_progress"}
    steps += [{"type": "response.output_item.added", "output_index": 0, "item": empty}]
    steps += [{"type": "response.content_part.added", **at, "part": part | {"text": ""}}]
    steps += [
        {"type": "response.output_text.delta", **at, "delta": p, "logprobs": []}
        for p in pieces(answer)
    ]
    steps += [{"type": "response.output_text.done", **at, "text": answer, "logprobs": []}]
    steps += [{"type": "response.content_part.done", **at, "part": part}]
    steps += [{"type": "response.output_item.done", "output_index": 0, "item": item}]
    steps += [{"type": "response.completed", "response": whole}]
    numbered = [(s["type"], s | {"sequence_number": n}) for n, s in enumerate(steps)]
    return whole, sse(*numbered)


def anthropic(body: dict[str, Any], answer: str) -> tuple[Any, list[str]]:
    usage = {"input_tokens": 11, "output_tokens": 7}
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"]}
    head |= {"stop_sequence": None, "usage": usage}
    if tool_calls.offered(body):
        whole, events = tool_calls.anthropic(head, answer, pieces)
        return whole, sse(*((event["type"], event) for event in events))
    whole = head | {"content": [{"type": "text", "text": answer}], "stop_reason": "end_turn"}
    start = head | {"content": [], "stop_reason": None}
    block = {"type": "text", "text": ""}
    events = [("message_start", {"type": "message_start", "message": start})]
    opened = {"type": "content_block_start", "index": 0, "content_block": block}
    events += [("content_block_start", opened)]
    for piece in pieces(answer):
        delta = {"type": "text_delta", "text": piece}
        data = {"type": "content_block_delta", "index": 0, "delta": delta}
        events.append(("content_block_delta", data))
    events += [("content_block_stop", {"type": "content_block_stop", "index": 0})]
    ending = {"stop_reason": "end_turn", "stop_sequence": None}
    last = {"type": "message_delta", "delta": ending, "usage": {"output_tokens": 7}}
    events += [("message_delta", last), ("message_stop", {"type": "message_stop"})]
    return whole, sse(*events)


def anthropic_elsewhere(body: dict[str, Any], answer: str) -> tuple[Any, list[str]]:
    """As Google serves it: the model stands in the path."""
    return anthropic({"model": "m", **body}, answer)


def gemini(body: dict[str, Any], answer: str) -> tuple[Any, list[str]]:
    usage = {"promptTokenCount": 11, "candidatesTokenCount": 7, "totalTokenCount": 18}
    calls = tool_calls.offered(body)

    def chunk(text: str, finish: str | None) -> dict[str, Any]:
        part = tool_calls.gemini(text) if calls else {"text": text}
        content = {"role": "model", "parts": [part]}
        candidate: dict[str, Any] = {"index": 0, "content": content}
        candidate |= {"finishReason": finish} if finish else {}
        return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "m"}

    cut = [answer] if calls else pieces(answer)
    events = [chunk(p, "STOP" if n == len(cut) else None) for n, p in enumerate(cut, 1)]
    return chunk(answer, "STOP"), [f"data: {json.dumps(e)}\r\n\r\n" for e in events]


def bedrock_converse(body: dict[str, Any], answer: str) -> tuple[Any, list[bytes]]:
    if tool_calls.offered(body):
        return bedrock_provider.called(answer, pieces)
    return bedrock_provider.converse(answer, pieces(answer))


def bedrock_invoke(body: dict[str, Any], answer: str) -> tuple[Any, list[bytes]]:
    return bedrock_provider.invoke(*anthropic({"model": "m", **body}, answer))


def interactions(_: dict[str, Any], answer: str) -> tuple[Any, list[str]]:
    return google_provider.interactions(answer, pieces(answer))


def embeddings(body: dict[str, Any], _: str) -> tuple[Any, list[str]]:
    row = {"object": "embedding", "index": 0, "embedding": [0.1, 0.2]}
    usage = {"prompt_tokens": 3, "total_tokens": 3}
    return {"object": "list", "data": [row], "model": body["model"], "usage": usage}, []


def uploaded(_: dict[str, Any], __: str) -> tuple[Any, list[str]]:
    made = {"id": "file-Abc123", "object": "file", "bytes": 1, "created_at": 1, "filename": "f"}
    made |= {"purpose": "user_data", "status": "processed", "type": "file", "mime_type": "x/y"}
    return made | {"size_bytes": 1}, []


def question(path: str, body: dict[str, Any]) -> str:
    if "contents" in body:
        return said(body["contents"][-1]["parts"])
    asked = body.get("retrievalQuery") or body.get("input")
    if isinstance(asked, dict) and "text" in asked:
        return str(asked["text"])
    if path.endswith("/apply"):
        return str(body["content"][0]["text"]["text"])
    if path.endswith(("/count-tokens", "/rerank")):
        return ""
    if path.endswith("/responses") and not isinstance(body["input"], str):
        last = body["input"][-1]
        return said(last["output"] if "output" in last else last["content"])
    return str(body["input"]) if "input" in body else said(body["messages"][-1]["content"])


FORMATS: dict[str, Callable[[dict[str, Any], str], tuple[Any, Sequence[str | bytes]]]] = {
    "v1/files": uploaded,
    "chat/completions": openai_chat,
    "responses": openai_responses,
    "embeddings": embeddings,
    "messages": anthropic,
    ":rawPredict": anthropic_elsewhere,
    ":streamRawPredict": anthropic_elsewhere,
    "generateContent": gemini,
    "streamGenerateContent": gemini,
    "interactions": interactions,
    "/converse": bedrock_converse,
    "/converse-stream": bedrock_converse,
    "/invoke": bedrock_invoke,
    "/invoke-with-response-stream": bedrock_invoke,
    "/count-tokens": bedrock_provider.counted,
    "/apply": bedrock_provider.guarded,
    "/retrieveAndGenerate": bedrock_provider.retrieved,
    "/retrieveAndGenerateStream": bedrock_provider.retrieved,
    "/rerank": bedrock_provider.ranked,
    "/retrieve": bedrock_provider.found,
}

STREAMING = ("streamGenerateContent",)


def application(provider: Provider) -> Starlette:
    """The ASGI application; every path is answered by the format its end names."""

    async def answer(request: Request) -> Response:
        raw = await request.body()
        path = request.url.path
        host = request.headers.get("host", "")
        target = request.scope["raw_path"].decode()
        provider.received.append(Received(host, path, dict(request.headers), raw, target))
        before = [(one.path, one.body) for one in provider.received[:-1]]
        asked = Asked(path=path, raw=raw, before=before, reply=provider.reply)
        if (known := remembered(request, asked)) is not None:
            return known
        kind = next((f for end, f in FORMATS.items() if path.endswith(end)), None)
        if kind is None:
            return JSONResponse({"object": "list", "data": []})
        body = {} if kind is uploaded else json.loads(raw)
        text = "" if kind is uploaded else question(path, body)
        whole, events = kind(body, provider.reply(text))
        return answered(provider, path, body, whole, events)

    async def converse(socket: WebSocket) -> None:
        await socket.accept()
        host, path = socket.headers.get("host", ""), socket.url.path
        with suppress(WebSocketDisconnect):
            while True:
                message = await socket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                raw = message.get("bytes") or message.get("text", "").encode()
                provider.received.append(Received(host, path, dict(socket.headers), raw))
                for event in spoken(path, json.loads(raw), provider.reply):
                    await socket.send_text(json.dumps(event))

    methods = ["GET", "POST", "PUT", "DELETE"]
    everything = "/{path:path}"
    routes = [WebSocketRoute(everything, converse), Route(everything, answer, methods=methods)]
    return Starlette(routes=routes)


def remembered(request: Request, asked: Asked) -> Response | None:
    """What rests on earlier requests, or is no prompt."""
    host = request.headers.get("host", "")
    if host.startswith("localhost:"):  # asked directly: by the path alone
        named = anthropic_provider.answer(request.method, asked)
        named = named or google_provider.answer(request.method, request.headers, asked)
        return named or openai_provider.answer(request.method, asked)
    if host.startswith("api.anthropic."):
        return anthropic_provider.answer(request.method, asked)
    if ".googleapis.com" in host:
        return google_provider.answer(request.method, request.headers, asked)
    return openai_provider.answer(request.method, asked)


def answered(
    provider: Provider, path: str, body: dict[str, Any], whole: Any, events: list[Any]
) -> Response:
    """The answer whole, or as the stream that was asked for."""
    if path.endswith(("-stream", "GenerateStream")):
        return StreamingResponse(stream(provider, events), media_type=MEDIA_TYPE)
    if body.get("stream") or path.endswith(STREAMING):
        return provider.streamed(events)
    return JSONResponse(whole)


def spoken(path: str, body: dict[str, Any], reply: Reply) -> list[dict[str, Any]]:
    """What a service on a WebSocket answers to one message."""
    if path.endswith("/responses"):
        _, events = openai_responses(body, reply(question(path, body)))
        return [json.loads(event.partition("data: ")[2]) for event in events]
    if path.endswith("/realtime"):
        return realtime(body, reply)
    return live(body, reply)


def realtime(body: dict[str, Any], reply: Reply) -> list[dict[str, Any]]:
    """Answers an item of the user at once, instead of waiting for `response.create`."""
    if body["type"] == "session.update":
        return [{"type": "session.updated", "event_id": "e", "session": body["session"]}]
    if body["type"] != "conversation.item.create":
        return []
    answer = reply(said(body["item"]["content"]))
    at = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
    part = {"type": "output_text", "text": answer}
    item = {"id": "i", "type": "message", "role": "assistant", "content": [part]}
    steps: list[dict[str, Any]] = [
        {"type": "response.output_text.delta", **at, "delta": p} for p in pieces(answer)
    ]
    steps += [{"type": "response.output_text.done", **at, "text": answer}]
    steps += [{"type": "response.done", "response": {"id": "r", "output": [item]}}]
    return [{"event_id": f"e{n}", **step} for n, step in enumerate(steps)]


def live(body: dict[str, Any], reply: Reply) -> list[dict[str, Any]]:
    """Gemini's Live API."""
    if "setup" in body:
        return [{"setupComplete": {}}]
    content = body.get("clientContent") or body["client_content"]
    answer = reply(said(content["turns"][-1]["parts"]))
    turns = [{"modelTurn": {"role": "model", "parts": [{"text": p}]}} for p in pieces(answer)]
    return [{"serverContent": turn} for turn in (*turns, {"turnComplete": True})]


async def stream(provider: Provider, events: Sequence[str | bytes]) -> AsyncIterator[str | bytes]:
    for number, event in enumerate(events):
        if provider.cut_after is not None and number >= provider.cut_after:
            raise ConnectionResetError("the provider goes away, as asked")
        yield event if number != provider.spoil else bytes(event[:-1]) + b"!"  # type: ignore[arg-type]
        await asyncio.sleep(provider.delay)


class Running:
    """The provider in a thread of its own; a context manager."""

    def __init__(self, *hosts: str, made: Callable[[Provider], Starlette] = application) -> None:
        self._made = made
        self.provider = Provider(authority=trustme.CA())
        self._hosts = ("localhost", *hosts)

    def __enter__(self) -> Provider:
        certificate = self.provider.authority.issue_cert(*self._hosts)
        config = uvicorn.Config(
            self._made(self.provider), port=0, log_level="critical", ws="wsproto"
        )
        config.load()
        config.ssl = self.context(certificate)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            threading.Event().wait(0.02)
        self.provider.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self.provider

    @staticmethod
    def context(certificate: trustme.LeafCert) -> Any:
        import ssl

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        return context

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)

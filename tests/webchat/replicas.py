"""Replicas of more web chats: each page's own calls, and answers in the vendor's frames.

The pages themselves are in the folder `pages`. What a provider would keep of a chat is kept, so that
pages can open it again.
"""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Host, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.provider import Provider, Received, pieces, stream
from tests.webchat import frames
from tests.webchat.attaching import stores

PAGES = Path(__file__).parent / "pages"
MARK = "\u001e"

ELSEWHERE: Mapping[str, str] = {
    "alt-svc": 'h3=":443"; ma=86400',
    "nel": '{"report_to":"cf-nel","max_age":604800}',
    "content-security-policy": "default-src 'self'; report-uri https://reports.example",
}
"""What sends browsers round a proxy, and has them report to others."""

type Kept = dict[str, list[str]]
"""Of each host, the prompts and answers of its last chat."""


@dataclass(frozen=True, kw_only=True)
class Chat:
    """A page: its name, its host, and what is answered to a prompt in its format."""

    name: str
    host: str
    path: str
    asked: Callable[[Any], str]
    frames: Callable[[str, list[str]], list[str]]
    media: str = "text/event-stream"
    read: Callable[[Any], Any] | None = None  # what opening the chat again answers
    reads: str = ""


def _form(body: bytes) -> Any:
    (envelope,) = parse_qs(body.decode())["f.req"]
    return json.loads(json.loads(envelope)[1])


CHATS = (
    Chat(
        name="gemini",
        host="gemini.google.com",
        path="/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate",
        asked=lambda inner: str(inner[0][0]),
        frames=frames.gemini,
        media="application/json; charset=utf-8",
        reads="/_/BardChatUi/data/batchexecute",
        read=frames.gemini_chat,
    ),
    Chat(
        name="perplexity",
        host="www.perplexity.ai",
        path="/rest/sse/perplexity_ask",
        asked=lambda body: str(body["query_str"]),
        frames=frames.perplexity,
        reads="/rest/sse/perplexity_ask/reconnect/{entry}",
        read=lambda texts: "".join(frames.perplexity(texts[0], pieces(texts[1]))),
    ),
    Chat(
        name="lechat",
        host="chat.mistral.ai",
        path="/api/chat",
        asked=lambda body: str(body["messageInput"][0]["text"]) if "messageInput" in body else "",
        frames=frames.lechat,
        media="text/plain; charset=utf-8",
        reads="/api/trpc/message.all",
        read=lambda texts: [
            {"result": {"data": {"json": {"messages": [{"content": text} for text in texts]}}}}
        ],
    ),
    Chat(
        name="deepseek",
        host="chat.deepseek.com",
        path="/api/v0/chat/completion",
        asked=lambda body: str(body["prompt"]),
        frames=frames.deepseek,
        reads="/api/v0/chat/history_messages",
        read=lambda texts: {
            "code": 0,
            "data": {"biz_data": {"chat_messages": [{"content": text} for text in texts]}},
        },
    ),
    Chat(
        name="grok",
        host="grok.com",
        path="/rest/app-chat/conversations/new",
        asked=lambda body: str(body["message"]),
        frames=frames.grok,
        media="application/json",
        reads="/rest/app-chat/conversations/{chat}/responses",
        read=lambda texts: {"responses": [{"message": text} for text in texts]},
    ),
)

SOCKETS = {"copilot": "copilot.microsoft.com", "m365": "substrate.office.com"}
HOSTS: Mapping[str, str] = {chat.name: chat.host for chat in CHATS} | SOCKETS
"""The host of every page, by its name."""


def application(provider: Provider) -> Starlette:
    """All pages and their services, by host; prompts are answered by the provider's reply."""
    kept: Kept = {}
    hosts: list[BaseRoute] = [
        _host(provider, chat.host, _routes(provider, chat, kept)) for chat in CHATS
    ]
    hosts += [
        _host(provider, SOCKETS["copilot"], _copilot_routes(provider)),
        _host(provider, SOCKETS["m365"], [_socket(provider, "/m365Copilot/{rest:path}", _m365)]),
    ]
    return Starlette(routes=[*hosts, *stores(provider)])


def _host(provider: Provider, host: str, routes: list[BaseRoute]) -> Host:
    name = next(name for name, listed in HOSTS.items() if listed == host)

    async def page(_: Request) -> HTMLResponse:
        shell = (PAGES / "shell.html").read_text("utf-8").replace("TITLE", name)
        return HTMLResponse(shell.replace("SCRIPT", (PAGES / f"{name}.js").read_text("utf-8")))

    told: dict[str, str] = {}

    async def other(request: Request) -> JSONResponse:
        """Keeps what it is told, and tells it again."""
        raw = await _heard(provider, request)
        if raw and raw[:1] not in (b"{", b"["):  # a file
            return JSONResponse({"id": "file-1"})
        told[request.url.path] = raw.decode() or told.get(request.url.path, "{}")
        return JSONResponse(json.loads(told[request.url.path]), headers=ELSEWHERE)

    rest = Route("/{path:path}", other, methods=["GET", "POST"])
    return Host(host, Starlette(routes=[Route("/", page), *routes, rest]))


async def _heard(provider: Provider, request: Request) -> bytes:
    raw = await request.body()
    headers = dict(request.headers)
    host = request.headers.get("host", "")
    provider.received.append(Received(host, request.url.path, headers, raw))
    return raw


def _routes(provider: Provider, chat: Chat, kept: Kept) -> list[BaseRoute]:
    async def ask(request: Request) -> Response:
        raw = await _heard(provider, request)
        form = "urlencoded" in request.headers["content-type"]
        prompt = chat.asked(_form(raw) if form else json.loads(raw)) or kept[chat.name][0]
        answer = provider.reply(prompt)
        kept[chat.name] = [prompt, answer]
        said = chat.frames(prompt, pieces(answer))
        return StreamingResponse(stream(provider, said), media_type=chat.media)

    async def made(request: Request) -> JSONResponse:
        """Le Chat's first call: the prompt; its answer is asked for afterwards."""
        body = json.loads(await _heard(provider, request))
        kept[chat.name] = [body["0"]["json"]["content"][0]["text"]]
        return JSONResponse([{"result": {"data": {"json": {"chatId": frames.LECHAT}}}}])

    async def again(request: Request) -> Response:
        await _heard(provider, request)
        assert chat.read
        found = chat.read(kept[chat.name])
        media = chat.media if isinstance(found, str) else "application/json"
        content = found if isinstance(found, str) else json.dumps(found)
        return Response(content, media_type=media)

    async def later(request: Request) -> Response:
        """Grok's later prompts, at an address of their own."""
        prompt = json.loads(await _heard(provider, request))["message"]
        said = frames.grok_later(prompt, pieces(provider.reply(prompt)))
        return StreamingResponse(stream(provider, said), media_type=chat.media)

    routes: list[BaseRoute] = [Route(chat.path, ask, methods=["POST"])]
    if chat.name == "grok":
        routes.append(Route(chat.reads, later, methods=["POST"]))
    if chat.reads:
        routes.append(Route(chat.reads, again, methods=["GET", "POST"]))
    if chat.name == "lechat":
        routes.append(Route("/api/trpc/message.newChat", made, methods=["POST"]))
    return routes


type _Speaks = Callable[[WebSocket, str, Provider], Awaitable[None]]


def _socket(provider: Provider, path: str, speaks: _Speaks) -> WebSocketRoute:
    async def converse(socket: WebSocket) -> None:
        await socket.accept()
        host, headers = socket.headers.get("host", ""), dict(socket.headers)
        with suppress(WebSocketDisconnect):
            while True:
                text = await socket.receive_text()
                provider.received.append(Received(host, socket.url.path, headers, text.encode()))
                await speaks(socket, text, provider)

    return WebSocketRoute(path, converse)


def _copilot_routes(provider: Provider) -> list[BaseRoute]:
    """Chats are made, and shown again, by ordinary calls."""
    numbers = count(100)

    async def made(request: Request) -> JSONResponse:
        await _heard(provider, request)
        return JSONResponse({"id": f"Wq3Vn8cRk2LpYt7Zs{next(numbers)}"})

    async def again(request: Request) -> JSONResponse:
        sent = [json.loads(one.body) for one in provider.received if b'"send"' in one.body]
        said = provider.reply(sent[0]["content"][0]["text"])
        return JSONResponse({"results": [{"content": [{"type": "text", "text": said}]}]})

    return [
        _socket(provider, "/c/api/chat", _copilot),
        Route("/c/api/conversations", made, methods=["POST"]),
        Route("/c/api/conversations/{chat}/history", again),
    ]


async def _copilot(socket: WebSocket, text: str, provider: Provider) -> None:
    sent = json.loads(text)
    if sent["event"] == "send":
        answer = provider.reply(sent["content"][0]["text"])
        for event in frames.copilot(sent["conversationId"], pieces(answer)):
            await socket.send_text(json.dumps(event))


async def _m365(socket: WebSocket, text: str, provider: Provider) -> None:
    for record in _records(text):
        if "protocol" in record:
            await socket.send_text("{}" + MARK)
        elif record.get("target") == "chat":
            prompt = record["arguments"][0]["message"]["text"]
            for said in frames.m365(prompt, pieces(provider.reply(prompt))):
                await socket.send_text(json.dumps(said) + MARK)


def _records(text: str) -> Iterator[dict[str, Any]]:
    return (json.loads(record) for record in text.split(MARK) if record)

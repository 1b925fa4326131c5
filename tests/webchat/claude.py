"""Claude's web chat for tests: chats that the page begins, answers in two styles, read-backs."""

import json
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.provider import Provider, anthropic, pieces, sse
from tests.webchat.chats import Chat

HOST = "claude.ai"


def routes(provider: Provider) -> list[BaseRoute]:
    """Everything below its address."""
    chats: dict[str, Chat] = {}

    async def begin(request: Request) -> Response:
        body = json.loads(await request.body())
        chats[body["uuid"]] = Chat(id=body["uuid"], title=body["name"])
        return JSONResponse({"uuid": body["uuid"], "name": body["name"]}, 201)

    async def ask(request: Request) -> Response:
        body = json.loads(await request.body())
        chat = chats[request.path_params["chat"]]
        asked = chat.say("human", body["prompt"] + _pasted(body))
        answer = chat.say("assistant", provider.reply(asked.text))
        older = body.get("rendering_mode") != "messages"
        return provider.streamed(sse(*_older(answer.text)) if older else _newer(answer.text))

    async def name(request: Request) -> Response:
        body = json.loads(await request.body())
        chat = chats[request.path_params["chat"]]
        chat.title = f"About: {body['message_content']}"
        return JSONResponse({"title": chat.title})

    async def attached(_: Request) -> JSONResponse:
        return JSONResponse({"file_kind": "document", "file_uuid": "f0f0f0f0-1"})

    async def listed(_: Request) -> Response:
        return JSONResponse([{"uuid": c.id, "name": c.title} for c in chats.values()])

    async def shown(request: Request) -> Response:
        chat = chats[request.path_params["chat"]]
        said = [
            {"uuid": t.id, "sender": t.role, "content": [{"type": "text", "text": t.text}]}
            for t in chat.turns
        ]
        return JSONResponse({"uuid": chat.id, "name": chat.title, "chat_messages": said})

    all_chats = "/api/organizations/{organization}/chat_conversations"
    one, post = all_chats + "/{chat}", ["POST"]
    return [
        Route(all_chats, begin, methods=post),
        Route("/api/{organization}/upload", attached, methods=post),
        Route(all_chats, listed, methods=["GET"]),
        Route(f"{one}/completion", ask, methods=post),
        Route(f"{one}/title", name, methods=post),
        Route(one, shown),
    ]


def _pasted(body: dict[str, Any]) -> str:
    found = (one["extracted_content"] for one in body.get("attachments", ()))
    return "".join(f" {text}" for text in found)


def _newer(text: str) -> list[str]:
    limit = ("message_limit", {"type": "message_limit", "message_limit": {"type": "ok"}})
    _, events = anthropic({"model": "claude-sonnet-4-6"}, text)
    return [*events[:-1], *sse(limit), events[-1]]


def _older(text: str) -> Iterator[tuple[str, Any]]:
    for piece in pieces(text):
        yield "completion", {"type": "completion", "completion": piece, "stop_reason": None}
    yield "completion", {"type": "completion", "completion": "", "stop_reason": "stop_sequence"}

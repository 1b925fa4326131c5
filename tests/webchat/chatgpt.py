"""ChatGPT for tests: prompts, drafts, both encodings of answers, chats shown again and listed."""

import json
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.provider import Provider, pieces, sse
from tests.webchat.chats import Chat, Turn

HOST = "chatgpt.com"
_PART = "/message/content/parts/0"


def routes(provider: Provider) -> list[BaseRoute]:
    """Everything below its address."""
    chats: dict[str, Chat] = {}

    async def ask(request: Request) -> Response:
        body = json.loads(await request.body())
        name = body.get("conversation_id") or f"c-{len(chats) + 1:04}"
        chat = chats.setdefault(name, Chat(id=name))
        asked = chat.say("user", _typed(body["messages"][-1]))
        answer = chat.say("assistant", provider.reply(asked.text))
        chat.title = chat.title or f"About: {asked.text}"
        events = changes if body.get("supported_encodings") else snapshots
        return provider.streamed(sse(*events(chat, asked, answer)))

    async def prepare(request: Request) -> Response:
        return JSONResponse({"status": "ok", "conduit_token": "t-1"})

    async def listed(request: Request) -> Response:
        wanted = request.query_params.get("query", "")
        rows = [{"id": c.id, "title": c.title} for c in chats.values() if wanted in c.title]
        return JSONResponse({"items": rows, "total": len(rows)})

    async def shown(request: Request) -> Response:
        chat = chats[request.path_params["chat"]]
        mapping = {turn.id: {"id": turn.id, "message": message(turn)} for turn in chat.turns}
        return JSONResponse({"title": chat.title, "mapping": mapping, "conversation_id": chat.id})

    async def followed(request: Request) -> Response:
        turn = chats[request.path_params["chat"]].turns[-1]
        return provider.streamed(sse(*(("", {"delta": {"text": p}}) for p in pieces(turn.text))))

    api, post = "/backend-api", ["POST"]
    return [
        *(Route(f"/backend-{kind}/f/conversation", ask, methods=post) for kind in ("api", "anon")),
        Route(f"{api}/f/conversation/prepare", prepare, methods=post),
        Route(f"{api}/conversation/experimental/generate_autocompletions", prepare, methods=post),
        Route(f"{api}/conversations", listed),
        Route(f"{api}/conversations/search", listed),
        Route(f"{api}/conversations/{{chat}}/events", followed),
        Route(f"{api}/conversation/{{chat}}", shown),
    ]


def _typed(sent: dict[str, Any]) -> str:
    return str(sent["content"]["parts"][0])


def message(turn: Turn, text: str | None = None, status: str = "finished_successfully") -> Any:
    """A message in the service's own form, or its beginning."""
    said = turn.text if text is None else text
    return {
        "id": turn.id,
        "author": {"role": turn.role, "name": None, "metadata": {}},
        "content": {"content_type": "text", "parts": [said]},
        "status": status,
        "end_turn": status == "finished_successfully" or None,
        "metadata": {},
    }


def changes(chat: Chat, asked: Turn, answer: Turn) -> Iterator[tuple[str, Any]]:
    """The answer in the delta encoding, with the echo of the prompt and the title beside it."""
    yield "delta_encoding", '"v1"'
    echo = {"input_message": message(asked), "conversation_id": chat.id}
    yield "", {"type": "input_message", **echo}
    yield "delta", {"p": "", "o": "add", "v": _root(chat, answer, ""), "c": 0}
    *middle, last = pieces(answer.text)
    for number, piece in enumerate(middle):
        change = {"p": _PART, "o": "append"} if number == 0 else {}
        yield "delta", {**change, "v": piece}
    ending = [
        {"p": _PART, "o": "append", "v": last},
        {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
        {"p": "/message/end_turn", "o": "replace", "v": True},
    ]
    yield "delta", {"p": "", "o": "patch", "v": ending}
    yield from _end(chat)


def snapshots(chat: Chat, asked: Turn, answer: Turn) -> Iterator[tuple[str, Any]]:
    """The answer in the older encoding: everything so far, again and again."""
    yield "", {"message": message(asked), "conversation_id": chat.id, "error": None}
    text = ""
    for piece in pieces(answer.text):
        text += piece
        yield "", _root(chat, answer, text)
    yield "", {"message": message(answer), "conversation_id": chat.id, "error": None}
    yield from _end(chat)


def _root(chat: Chat, answer: Turn, text: str) -> Any:
    begun = message(answer, text, "in_progress")
    return {"message": begun, "conversation_id": chat.id, "error": None}


def _end(chat: Chat) -> Iterator[tuple[str, Any]]:
    title = {"title": chat.title, "conversation_id": chat.id}
    yield "", {"type": "title_generation", **title}
    yield "", {"type": "message_stream_complete", "conversation_id": chat.id}
    yield "", "[DONE]"

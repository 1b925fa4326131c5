"""The practice tool: a listed tool that repeats what it received. It keeps and knows nothing."""

import asyncio
import html
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from gateway.errors import Unreadable
from gateway.portal.practice_anthropic import message, message_stream, read_message
from gateway.portal.practice_openai import (
    chat,
    chat_stream,
    embeddings,
    read_chat,
    read_response,
    response,
    response_stream,
)
from gateway.portal.practice_reply import Ask, Json, last_of_user, read, tokens

_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Practice tool</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}}
textarea{{width:100%;font:inherit}}pre{{white-space:pre-wrap;font:inherit}}</style></head>
<body><main><h1>Practice tool</h1>
<p>Nothing leaves your organisation from here. Write what you would ask a GenAI service, with a
made-up name in it, and see what the gateway does.</p>
<form method="post" action="/"><label for="prompt">Your prompt</label>
<textarea id="prompt" name="prompt" rows="6" required></textarea>
<button type="submit">Send</button></form>{answer}</main></body></html>
"""
_ANSWER = '<h2 id="answer">Answer</h2><pre aria-labelledby="answer">{}</pre>'
# The gateway puts values back into this page as they were typed, so nothing in it may run.
_PAGE_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
}
_MODEL: Json = {
    "id": "practice",
    "object": "model",
    "type": "model",
    "display_name": "Practice",
    "created": 0,
    "created_at": "2026-01-01T00:00:00Z",
    "owned_by": "genai-gateway",
}


def practice() -> Starlette:
    """The application: OpenAI's and Anthropic's formats side by side, and a page for browsers."""
    return Starlette(
        routes=[
            Route("/", _page, methods=["GET", "POST"]),
            Route("/v1/models", _models),
            Route("/v1/chat/completions", _chat, methods=["POST"]),
            Route("/v1/responses", _response, methods=["POST"]),
            Route("/v1/embeddings", _embeddings, methods=["POST"]),
            Route("/v1/messages", _message, methods=["POST"]),
            Route("/v1/messages/count_tokens", _count, methods=["POST"]),
        ],
        exception_handlers={Unreadable: _unreadable, 404: _not_found},
    )


async def _chat(request: Request) -> Response:
    body = await request.body()
    question = read_chat(body)
    if question.stream:
        return _streamed(chat_stream(question, body))
    return JSONResponse(chat(question))


async def _response(request: Request) -> Response:
    question = read_response(await request.body())
    return _either(question, response_stream, response)


async def _message(request: Request) -> Response:
    question = read_message(await request.body())
    return _either(question, message_stream, message)


async def _embeddings(request: Request) -> Response:
    return JSONResponse(embeddings(await request.body()))


async def _count(request: Request) -> Response:
    text = last_of_user(read(await request.body()).get("messages"))
    return JSONResponse({"input_tokens": tokens(text)})


async def _models(_: Request) -> Response:
    own = _MODEL["id"]
    paging = {"has_more": False, "first_id": own, "last_id": own}
    return JSONResponse({"object": "list", "data": [_MODEL], **paging})


async def _page(request: Request) -> Response:
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    prompt = "".join(form.get("prompt", []))
    asked = Ask(text=prompt, model="practice", stream=False)
    answer = _ANSWER.format(html.escape(asked.reply)) if prompt else ""
    return HTMLResponse(_PAGE.format(answer=answer), headers=_PAGE_HEADERS)


async def _unreadable(_: Request, error: Exception) -> Response:
    return _error(400, "invalid_request_error", f"The practice tool does not understand: {error}.")


async def _not_found(_: Request, __: Exception) -> Response:
    return _error(404, "not_found_error", "The practice tool has no such address.")


def _error(status: int, kind: str, message: str) -> Response:
    """An error that both families of SDKs can read."""
    error = {"type": kind, "message": message, "code": None, "param": None}
    return JSONResponse({"type": "error", "error": error}, status_code=status)


def _either(
    question: Ask, stream: Callable[[Ask], Iterator[bytes]], whole: Callable[[Ask], Json]
) -> Response:
    return _streamed(stream(question)) if question.stream else JSONResponse(whole(question))


def _streamed(events: Iterator[bytes]) -> Response:
    return StreamingResponse(
        _one_by_one(events),
        media_type="text/event-stream",
        headers={"cache-control": "no-cache"},
    )


async def _one_by_one(events: Iterator[bytes]) -> AsyncIterator[bytes]:
    for event in events:
        yield event
        await asyncio.sleep(0)  # each event leaves by itself

"""All of them in one application: each on its host, or, past the gateway, below `/@host`."""

import contextlib
import json
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Host, Route

from tests.elsewhere import cohere, compatible, hugging_face, mistral, ollama, tools
from tests.provider import Provider, embeddings
from tests.webchat.sites import Kept

SSE = f"sse.{tools.HOST}"
HOSTS = (
    *compatible.STREAMS,
    cohere.HOST,
    mistral.HOST,
    "ollama.com",
    "api2.cursor.sh",
    tools.HOST,
    SSE,
)


def application(provider: Provider) -> Starlette:
    """The MCP server's transports on their hosts, everything else by path."""
    over_http, over_sse = tools.server(), tools.server()
    streamable = over_http.streamable_http_app(transport_security=tools.OPEN)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with over_http.session_manager.run():
            yield

    async def answer(request: Request) -> Response:
        host, path = request.headers.get("host", ""), request.url.path
        if path.startswith("/@"):
            host, _, path = path[2:].partition("/")
            path = f"/{path}"
        return answered(provider, host, path, await request.body())

    routes = [
        Host(tools.HOST, streamable),
        Host(SSE, over_sse.sse_app(transport_security=tools.OPEN)),
        Route("/{path:path}", answer, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ]
    kept = Middleware(Kept, provider=provider)
    return Starlette(routes=routes, middleware=[kept], lifespan=lifespan)


def answered(provider: Provider, host: str, path: str, raw: bytes) -> Response:
    """What that service answers there."""
    if host == mistral.HOST:
        return mistral.answer(provider, path, raw)
    body = json.loads(raw) if raw[:1] == b"{" else {}
    if path.endswith("/chat/completions"):
        return compatible.chat(provider, host, body)
    own = {cohere.HOST: cohere.answer, "ollama.com": ollama.answer}.get(host)
    if own is not None:
        return own(provider, path, body)
    if "inputs" in body:
        return hugging_face.answer(provider, path, body)
    if path.endswith("/embeddings"):
        return JSONResponse(embeddings(body, "")[0])
    return JSONResponse({"error": f"nothing at {host}{path}"}, status_code=404)

"""The services of the web chats in one application: each on its host, with its page at the root."""

from pathlib import Path
from types import ModuleType

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Host, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.provider import Provider, Received
from tests.webchat import chatgpt, claude
from tests.webchat.attaching import CHATGPT_STORE, stores

SITES: tuple[ModuleType, ...] = (chatgpt, claude)
HOSTS: tuple[str, ...] = (*(site.HOST for site in SITES), CHATGPT_STORE)
_HERE = Path(__file__).parent


class Kept:
    """Keeps every request's bytes before it is answered."""

    def __init__(self, app: ASGIApp, provider: Provider) -> None:
        self._app, self._provider = app, provider

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        body = await request.body()
        host = request.headers.get("host", "")
        target = str(request.url.path) + "?" + str(request.url.query)
        one = Received(host, target, dict(request.headers), body, method=request.method)
        self._provider.received.append(one)

        given = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return given.pop() if given else await receive()

        await self._app(scope, again, send)


def application(provider: Provider) -> Starlette:
    """All of them."""
    hosts: list[BaseRoute] = [
        Host(site.HOST, Starlette(routes=_of(site, provider))) for site in SITES
    ]
    hosts += stores(provider)
    return Starlette(routes=hosts, middleware=[Middleware(Kept, provider=provider)])


def _of(site: ModuleType, provider: Provider) -> list[BaseRoute]:
    page = _HERE / f"{site.__name__.rpartition('.')[2]}.html"

    async def shown(_: Request) -> FileResponse:
        return FileResponse(page)

    async def code(_: Request) -> FileResponse:
        return FileResponse(_HERE / "page.js")

    return [Route("/", shown), Route("/page.js", code), *site.routes(provider)]

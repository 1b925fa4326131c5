"""What pages of web chats send beside the prompt itself: telemetry, and words as they are typed.

Both may hold the prompt, or half a name that no scanner can know yet. They are read like anything
else; the shipped policy refuses them, because no chat needs them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.generic import ANYTHING, failure
from gateway.providers.refusals import generic_shape
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.types import WireRequest

HOSTS: Mapping[str, str] = {
    "ChatGPT web": r"chatgpt\.com|chat\.openai\.com",
    "Claude web/desktop": r"claude\.ai",
    "Gemini app": r"gemini\.google\.com",
    "Copilot (consumer)": r"copilot\.(?:microsoft\.)?com",
    "Perplexity web": r"perplexity\.(?:ai|com)|pplx\.ai",
    "Le Chat": r"chat\.mistral\.ai",
    "Grok web": r"(?:grok|grokipedia)\.com|x\.ai",
    "Grok in X": r"x\.com",
}
"""Where the pages of these products are; so are those of all names below."""

TELEMETRY: Mapping[str, tuple[str, ...]] = {
    "ChatGPT web": ("/ces/*", "/v1/rgstr", "/backend-api/lat/*"),
    "Claude web/desktop": ("/api/event_logging/*",),
    "Gemini app": ("/_/BardChatUi/jserror", "/_/BardChatUi/gen204", "/_/BardChatUi/browserinfo"),
    "Copilot (consumer)": ("/cl/*",),
    "Perplexity web": ("/rest/event/*", "/v1/bulk/event"),
    "Le Chat": ("/api/trpc/event.{procedures}", "/api/trpc/analytics.{procedures}"),
    "Grok web": ("/_data/*", "/api/log_metric", "/monitoring"),
    "Grok in X": ("/i/api/1.1/jot/*", "/1.1/jot/*"),
}
"""What happens on the page, as its makers count it: clicks, errors, recordings of the screen."""

_COMPLETES = "conversation/experimental/generate_autocompletions"
TYPING: Mapping[str, tuple[str, ...]] = {
    "ChatGPT web": (f"/backend-api/{_COMPLETES}", f"/backend-anon/{_COMPLETES}"),
    "Perplexity web": ("/rest/autosuggest/*", "/suggest/*", "/search/v3/navigate"),
}
"""Words before anybody has sent them, to complete them."""

_FROM_MEMORY = ("/_/BardChatUi/", "/cl/", "/i/", "/1.1/", "/api/trpc/analytics")
_REFUSED = "refused by the rule `beside-the-chat`"


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideFormat(WireFormat):
    """A format of which both host and path must be those of one page."""

    def reads(self, request: WireRequest) -> bool:
        host, path = request.host.lower(), plain_path(request)
        return any(
            route.covers(request.method, path) and _is_of(host, product)
            for route in self.routes
            for product in route.products
        )


def _is_of(host: str, product: str) -> bool:
    return re.fullmatch(rf"(?:[a-z0-9-]+\.)*(?:{HOSTS[product]})", host) is not None


def _routes(listed: Mapping[str, tuple[str, ...]]) -> tuple[Route, ...]:
    return tuple(_route(product, path) for product, paths in listed.items() for path in paths)


def _route(product: str, path: str) -> Route:
    unsure = "; the path is from memory" if path.startswith(_FROM_MEMORY) else ""
    return Route(
        products=(product,),
        method="*",
        masks=False,
        restores=False,
        path=path,
        status=Status.BLOCKED,
        note=f"{_REFUSED}{unsure}",
    )


TELEMETRY_DIALECT = register(
    BesideFormat(
        name="web.telemetry",
        hosts=re.compile(".*"),  # each row has its own
        route=re.compile(""),
        family=ANYTHING,
        reader=read_anything,
        shape=generic_shape,
        failure=failure,
        any_method=True,
        routes=_routes(TELEMETRY),
    )
)

TYPING_DIALECT = register(
    BesideFormat(
        name="web.typing",
        hosts=re.compile(".*"),
        route=re.compile(""),
        family=ANYTHING,
        reader=read_anything,
        shape=generic_shape,
        failure=failure,
        any_method=True,
        routes=_routes(TYPING),
    )
)

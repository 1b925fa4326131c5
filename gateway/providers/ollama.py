"""The dialect `ollama`: the interface of Ollama, on machines of its users and in its cloud."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from gateway.providers import products
from gateway.providers.any_body import read_body
from gateway.providers.coverage import Part, Route, Status, alike, by_sdk
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.ollama_events import read_ollama
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.refusal import Refusal
from gateway.types import WireRequest

PORT = 11434
"""Where Ollama listens unless told otherwise."""

OLLAMA = Family(
    turns="messages",
    roles={
        "prompt": "user",
        "suffix": "user",
        "input": "user",
        "query": "user",
        "state": "user",
        "questions": "user",
        "system": "system",
        "template": "system",
        "tools": "system",
        "format": "system",
    },
    kinds={
        **COMMON,
        "function/name": Kind.WORD,
        "tool_name": Kind.WORD,
        "keep_alive": Kind.WORD,
        "think": Kind.WORD,
        "quantize": Kind.WORD,
        "from": Kind.WORD,
        "source": Kind.WORD,
        "destination": Kind.WORD,
        "digest": Kind.WORD,
        "files/?": Kind.HELD,
        "adapters/?": Kind.HELD,
        "stop": Kind.FIXED,
        "stop/*": Kind.FIXED,
        "options/stop/*": Kind.FIXED,
        "url": Kind.ELSEWHERE,
    },
    free=("/function/arguments/",),
    tokens=frozenset(("context",)),
)

_STREAMED = re.compile(r"/api/(?:chat|generate|create|pull|push)$")
_NAMED = re.compile(r"(?:[^.]+\.)*ollama(?:[.-][^.]+)*")


def ollama_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What Ollama's clients show."""
    return {"error": refusal.text}


def ollama_failure(message: str) -> str:
    """An error inside a stream of lines."""
    return json.dumps({"error": message})


def read_ollama_body(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """Like any other body, but an answer is streamed unless the body says that it is not."""
    found.stream = bool(_STREAMED.search(plain_path(request)))
    return read_body(request, family, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaFormat(WireFormat):
    """Its paths are short words that others use too: host, port or client must say who it is."""

    def reads(self, request: WireRequest) -> bool:
        known = (
            request.port == PORT
            or _NAMED.fullmatch(request.host.lower()) is not None
            or request.header("user-agent").lower().startswith("ollama")
        )
        return known and WireFormat.reads(self, request)


_CHAT = Route(
    products=products.OLLAMA,
    method="POST",
    path="/api/chat",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.IMAGES),
    streams=True,
    status=Status.TRAFFIC,
)
_GENERATE = replace(
    _CHAT,
    path="/api/generate",
    inspects=(Part.TEXT, Part.SYSTEM, Part.IMAGES),
    note="the numbers of an earlier conversation (`context`) are not inspected",
)
_EMBED = replace(
    _CHAT,
    path="/api/embed",
    inspects=(Part.TEXT,),
    streams=False,
    restores=False,
    note="vectors of pseudonymised text differ from those of the original",
)
_CREATE = replace(
    _CHAT,
    path="/api/create",
    inspects=(Part.TEXT, Part.SYSTEM),
    note="files of a model are not read, so policy judges them",
)
_SEARCH = replace(
    _CHAT, path="/api/web_search", inspects=(Part.TEXT,), streams=False, status=Status.DOCUMENTED
)

OLLAMA_DIALECT = register(
    OllamaFormat(
        name="ollama",
        route=re.compile(r"^/(?:api/[a-z0-9_]+(?:/[^/]+)?|v1/systemone)$"),
        family=OLLAMA,
        reader=read_ollama,
        shape=ollama_shape,
        failure=ollama_failure,
        body=read_ollama_body,
        routes=(
            *by_sdk(
                (_CHAT, _GENERATE, *alike(_EMBED, "/api/embeddings"), _CREATE),
                "POST /api/chat",
                "POST /api/generate",
                "POST /api/embed",
                "POST /api/embeddings",
                "POST /api/create",
            ),
            *alike(_SEARCH, "/v1/systemone"),
            replace(
                _SEARCH,
                path="/api/web_fetch",
                masks=False,
                note="the page that its cloud is asked to fetch is not read, so policy judges it",
            ),
            *alike(
                replace(_CREATE, path="/api/pull", inspects=(), status=Status.DOCUMENTED, note=""),
                "/api/push",
            ),
            replace(
                _CREATE,
                path="/api/blobs/{digest}",
                masks=False,
                streams=False,
                status=Status.DOCUMENTED,
            ),
        ),
    )
)

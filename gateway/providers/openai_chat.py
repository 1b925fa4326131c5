"""The dialect `openai.chat`: chat completions of OpenAI and of everybody who copied them."""

import re
from dataclasses import dataclass, replace

from gateway.providers import compatible, products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import EventReader
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.openai_events import read_chat, read_job, read_stored_chat
from gateway.providers.refusals import numbered_shape, openai_failure, openai_shape, refuse
from gateway.providers.wire_format import WireFormat
from gateway.refusal import Refusal, WireResponse
from gateway.types import WireRequest

_CHOICES = (
    *("provider/order/*", "provider/only/*", "provider/ignore/*", "provider/quantizations/*"),
    *("provider/data_collection", "plugins/*/engine", "route", "reasoning_format"),
    *("compound_custom/models/*", "enabled_tools/*", "search_context_size", "search_mode"),
    *("search_recency_filter", "safety_model", "context_length_exceeded_behavior"),
    *("search_parameters/sources/*/country", "intent_model", "citation_options"),
)
"""Members of compatible services that take one of a few words."""

CHAT = Family(
    turns="messages",
    roles={
        "tools": "system",
        "functions": "system",
        "response_format": "system",
        "prediction": "user",
        "data_sources": "system",
    },
    kinds={
        **COMMON,
        "function/name": Kind.WORD,
        "custom/name": Kind.WORD,
        "functions/*/name": Kind.WORD,
        "function_call/name": Kind.WORD,
        "function_call": Kind.WORD,
        "json_schema/name": Kind.WORD,
        "messages/*/audio/id": Kind.HELD,
        "models/*": Kind.WORD,
        "transforms/*": Kind.WORD,
        "preset": Kind.HELD,
        "sort": Kind.WORD,
        "reasoning_effort": Kind.WORD,
        "timezone": Kind.WORD,
        "stop": Kind.FIXED,
        "stop/*": Kind.FIXED,
        "input_audio/format": Kind.WORD,
        "reasoning_details/*/data": Kind.SEALED,
        **dict.fromkeys(_CHOICES, Kind.WORD),
        "query_type": Kind.WORD,
        "parameters/endpoint": Kind.ELSEWHERE,
        "embedding_dependency/endpoint": Kind.ELSEWHERE,
        "parameters/key": Kind.CREDENTIAL,
        "parameters/connection_string": Kind.CREDENTIAL,
        "authentication/key": Kind.CREDENTIAL,
        "authentication/access_token": Kind.CREDENTIAL,
        "authentication/connection_string": Kind.CREDENTIAL,
        "authentication/encoded_api_key": Kind.CREDENTIAL,
        "authentication/key_id": Kind.CREDENTIAL,
    },
    free=("/metadata/",),
)

_CHAT = Route(
    products=(*products.OPENAI, *products.PRACTICE),
    method="POST",
    path="/v1/chat/completions",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
)


def _at_azure(named: tuple[str, ...], path: str) -> Route:
    """The same in Microsoft's cloud."""
    return replace(_CHAT, products=named, path=path, status=Status.TRAFFIC)


_NUMBERED = re.compile(r"(?:[a-z]+\.)?openrouter\.ai")
"""Whose clients take the code of an error for a number."""

_STORE = re.compile(rb'"store"\s*:\s*true')
_LATER = re.compile(rb'"deferred"\s*:\s*true')
_ASYNC = re.compile(r"/async/chat/completions$", re.IGNORECASE)
_JOB = replace(CHAT, wrappers=frozenset(("request",)))
_PRESET = "@preset/"


def _reader(request: WireRequest) -> EventReader:
    """What is stored can be read back by its id; nothing else is worth remembering."""
    if _STORE.search(request.body):
        return read_stored_chat
    later = _LATER.search(request.body) or _ASYNC.search(request.path)
    return read_job if later else read_chat


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFormat(WireFormat):
    """The format, with what only some of those who copied it have."""

    def _family(self, request: WireRequest) -> Family:
        return _JOB if _ASYNC.search(request.path) else self.family

    def _from_path(self, request: WireRequest, found: Found) -> None:
        WireFormat._from_path(self, request, found)  # noqa: SLF001 - super() fails with slots
        if any(s.path == "/model" and _PRESET in s.text for s in found.segments):
            found.cannot_read("/model", "kept by the provider, not in this request")

    def refusal(self, request: WireRequest, refusal: Refusal) -> WireResponse:
        numbered = _NUMBERED.fullmatch(request.host.lower()) is not None
        return refuse(request, refusal, numbered_shape if numbered else self.shape)


CHAT_DIALECT = register(
    ChatFormat(
        name="openai.chat",
        route=re.compile(
            r"(?:/deployments/(?P<model>[^/]+))?/(?:chat|agents)/completions"
            r"(?:/(?P<kept>[^/]+))?$",
            re.IGNORECASE,
        ),
        family=CHAT,
        reader=read_chat,
        reader_for=_reader,
        shape=openai_shape,
        failure=openai_failure,
        without=products.MISTRAL_HOSTS,
        routes=(
            _CHAT,
            replace(
                _CHAT,
                products=products.OPENAI,
                path="/v1/chat/completions/{completion}",
                inspects=(Part.TEXT,),
                streams=False,
                status=Status.DOCUMENTED,
                note="labels of what is stored",
            ),
            _at_azure(products.AZURE, "/openai/deployments/{deployment}/chat/completions"),
            _at_azure(products.AZURE, "/openai/v1/chat/completions"),
            _at_azure(products.FOUNDRY, "/models/chat/completions"),
            *compatible.rows(_CHAT, compatible.CHAT),
        ),
    )
)

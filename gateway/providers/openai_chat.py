"""The dialect `openai.chat`: chat completions of OpenAI and of everybody who copied them."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import EventReader
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.openai_events import read_chat, read_stored_chat
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat
from gateway.types import WireRequest

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


def _compatible(named: tuple[str, ...], path: str) -> Route:
    """The same on a service that copied the format."""
    return replace(_CHAT, products=named, path=path, status=Status.TRAFFIC)


_STORE = re.compile(rb'"store"\s*:\s*true')


def _reader(request: WireRequest) -> EventReader:
    """What is stored can be read back by its id; nothing else is worth remembering."""
    return read_stored_chat if _STORE.search(request.body) else read_chat


CHAT_DIALECT = register(
    WireFormat(
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
            _compatible(products.AZURE, "/openai/deployments/{deployment}/chat/completions"),
            _compatible(products.AZURE, "/openai/v1/chat/completions"),
            _compatible(products.FOUNDRY, "/models/chat/completions"),
            _compatible(products.UNDER_V1, "/v1/chat/completions"),
            _compatible(("DeepSeek API",), "/chat/completions"),
            _compatible(("Perplexity API",), "/chat/completions"),
            _compatible(("Groq API",), "/openai/v1/chat/completions"),
            _compatible(
                ("OpenRouter", "OpenRouter EU", "OpenRouter US"), "/api/v1/chat/completions"
            ),
            _compatible(("Fireworks API",), "/inference/v1/chat/completions"),
            _compatible(("DeepInfra API",), "/v1/openai/chat/completions"),
            _compatible(products.HUGGING_FACE, "/v1/chat/completions"),
            _compatible(products.OLLAMA, "/v1/chat/completions"),
            _compatible(products.COPILOT, "/chat/completions"),
            _compatible(products.GEMINI, "/v1beta/openai/chat/completions"),
            _compatible(
                ("DashScope China", "DashScope international"),
                "/compatible-mode/v1/chat/completions",
            ),
        ),
    )
)

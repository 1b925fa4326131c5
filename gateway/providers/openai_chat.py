"""The dialect `openai.chat`: chat completions of OpenAI and of everybody who copied them."""

import re

from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

CHAT = Family(
    turns="messages",
    roles={
        "tools": "system",
        "functions": "system",
        "response_format": "system",
        "prediction": "user",
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
    },
    free=("/metadata/",),
)

CHAT_DIALECT = register(
    WireFormat(
        name="openai.chat",
        route=re.compile(
            r"(?:/deployments/(?P<model>[^/]+))?/(?:chat|agents)/completions$", re.IGNORECASE
        ),
        family=CHAT,
        reader=read_chat,
        shape=openai_shape,
        failure=openai_failure,
    )
)

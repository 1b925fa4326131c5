"""The dialect `cohere.v1`: Cohere's first chat, with one new message, and its older relatives."""

import re
from dataclasses import replace

from gateway.providers import cohere_parts, products
from gateway.providers.cohere_v1_events import FirstReader
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.wire_format import WireFormat

FIRST = Family(
    turns="chat_history",
    beside=frozenset(("message", "documents", "tool_results")),
    followed=True,
    roles={
        "message": "user",
        "documents": "user",
        "prompt": "user",
        "text": "user",
        "preamble": "system",
        "additional_command": "system",
        "tools": "system",
        "response_format": "system",
        "tool_results": "tool",
    },
    kinds={
        **COMMON,
        "tool_calls/*/name": Kind.WORD,
        "call/name": Kind.WORD,
        "connectors/*/id": Kind.ELSEWHERE,
        "prompt_truncation": Kind.WORD,
        "citation_quality": Kind.WORD,
        "safety_mode": Kind.WORD,
        "truncate": Kind.WORD,
        "return_likelihoods": Kind.WORD,
        "preset": Kind.WORD,
        "length": Kind.WORD,
        "extractiveness": Kind.WORD,
        "stop_sequences/*": Kind.FIXED,
        "end_sequences/*": Kind.FIXED,
    },
    free=("/documents/", "/parameters/", "/outputs/"),
)

_CHAT = Route(
    products=products.COHERE,
    method="POST",
    path="/v1/chat",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
    streams=True,
    status=Status.SDK,
    note="offsets of citations follow the restored text; connectors are for the policy",
)

FIRST_DIALECT = register(
    WireFormat(
        name="cohere.v1",
        route=re.compile(r"^/v1/(?:chat|generate|summarize)$", re.IGNORECASE),
        hosts=cohere_parts.HOSTS,
        family=FIRST,
        reader=FirstReader(),
        fresh=FirstReader,
        shape=cohere_parts.shape,
        failure=cohere_parts.lines_failure,
        routes=(
            _CHAT,
            replace(_CHAT, path="/v1/generate", inspects=(Part.TEXT,), note=""),
            replace(
                _CHAT,
                path="/v1/summarize",
                inspects=(Part.TEXT, Part.SYSTEM),
                streams=False,
                note="",
            ),
        ),
    )
)

"""The dialect `mistral.chat`: chats, answers of agents, and text to be filled in, at Mistral."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import Family, Kind
from gateway.providers.openai_chat import CHAT
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat

TOOLS = {
    "agent_id": Kind.RECALLED,
    "library_ids/*": Kind.HELD,
    "connector_id": Kind.ELSEWHERE,
    "tools/*/authorization/value": Kind.CREDENTIAL,
    "include/*": Kind.WORD,
    "exclude/*": Kind.WORD,
    "requires_confirmation/*": Kind.WORD,
    "action": Kind.WORD,
    "function/name": Kind.WORD,
    "json_schema/name": Kind.WORD,
    "reasoning_effort": Kind.WORD,
    "stop": Kind.FIXED,
    "stop/*": Kind.FIXED,
}
"""What chats and conversations have in common."""

MISTRAL = replace(
    CHAT,
    roles={
        **CHAT.roles,
        **dict.fromkeys(("prompt", "suffix", "input", "inputs"), "user"),
    },
    kinds={**CHAT.kinds, **TOOLS, "prompt_mode": Kind.WORD, "reference_ids/*": Kind.WORD},
    free=("/metadata/", "/arguments/"),
)
"""Also what a line of a batch can be that goes elsewhere: embeddings, moderations."""

LINES: Family = replace(MISTRAL, fresh=True)

_CHAT = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/chat/completions",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
    note="thoughts are put back too, and masked again as they came, so that a signature holds",
)

CHAT_DIALECT = register(
    WireFormat(
        name="mistral.chat",
        route=re.compile(r"^/v1/(?:chat|agents|fim)/completions$", re.IGNORECASE),
        hosts=products.MISTRAL_HOSTS,
        family=MISTRAL,
        reader=read_chat,
        shape=mistral_shape,
        failure=mistral_failure,
        routes=(
            *alike(_CHAT, "/v1/agents/completions"),
            replace(_CHAT, path="/v1/fim/completions", inspects=(Part.TEXT,), note=""),
        ),
    )
)

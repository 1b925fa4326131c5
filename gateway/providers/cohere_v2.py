"""The dialect `cohere.v2`: Cohere's chat with messages, documents, tools and citations."""

import re

from gateway.providers import cohere_parts, products
from gateway.providers.cohere_v2_events import ChatReader
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.wire_format import WireFormat

CHAT = Family(
    turns="messages",
    beside=frozenset(("documents",)),
    roles={"documents": "user", "tools": "system", "response_format": "system"},
    kinds={
        **COMMON,
        "function/name": Kind.WORD,
        "safety_mode": Kind.WORD,
        "stop_sequences/*": Kind.FIXED,
    },
    free=("/documents/", "/document/", "/sources/"),
)

CHAT_DIALECT = register(
    WireFormat(
        name="cohere.v2",
        route=re.compile(r"^/v2/chat$", re.IGNORECASE),
        hosts=cohere_parts.HOSTS,
        family=CHAT,
        reader=ChatReader(),
        fresh=ChatReader,
        shape=cohere_parts.shape,
        failure=cohere_parts.events_failure,
        failure_event="message-end",
        routes=(
            Route(
                products=products.COHERE,
                method="POST",
                path="/v2/chat",
                inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
                streams=True,
                status=Status.SDK,
                note="offsets of citations follow the restored text",
            ),
        ),
    )
)

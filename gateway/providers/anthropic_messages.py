"""The dialect `anthropic.messages`: the Messages format, on whichever host it is served."""

import re
from dataclasses import replace

from gateway.providers import compatible, products
from gateway.providers.anthropic_events import read_messages
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat

MESSAGES = Family(
    turns="messages",
    roles={"system": "system", "tools": "system", "output_config": "system"},
    kinds={
        **COMMON,
        "source/data": Kind.MEDIA,
        "source/url": Kind.MEDIA,
        "content/*/data": Kind.SEALED,
        "content/*/name": Kind.WORD,
        "content/*/caller/*": Kind.WORD,
        "tool_choice/name": Kind.WORD,
        "tools/*/name": Kind.WORD,
        "tool_name": Kind.WORD,
        "container": Kind.HELD,
        "container/id": Kind.HELD,
        "skills/*/skill_id": Kind.HELD,
        "thread/previous_message_id": Kind.CONVERSATION,
        "thread/type": Kind.WORD,
        "mcp_servers/*/url": Kind.ELSEWHERE,
        "mcp_servers/*/name": Kind.WORD,
        "timezone": Kind.WORD,
        "inference_geo": Kind.REGION,
        "stop_sequences/*": Kind.FIXED,
        "metadata/user_id": Kind.TEXT,
    },
    free=("/content/*/input/", "/input_examples/"),
)

_VERTEX = "/v1/projects/{project}/locations/{place}/publishers/anthropic/models/{model}"
_MESSAGES = Route(
    products=(*products.ANTHROPIC, *products.PRACTICE),
    method="POST",
    path="/v1/messages",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
)

MESSAGES_DIALECT = register(
    WireFormat(
        name="anthropic.messages",
        route=re.compile(
            r"(?:/v1/messages(?:/count_tokens)?"
            r"|/publishers/anthropic/models/(?P<model>[^/:]+):(?:(?P<stream>stream)RawPredict|rawPredict))$",
            re.IGNORECASE,
        ),
        family=MESSAGES,
        reader=read_messages,
        shape=anthropic_shape,
        failure=anthropic_failure,
        failure_event="error",
        routes=(
            *alike(_MESSAGES, "/v1/messages/count_tokens"),
            replace(
                _MESSAGES,
                products=products.AZURE,
                path="/anthropic/v1/messages",
                status=Status.TRAFFIC,
            ),
            *alike(
                replace(_MESSAGES, products=products.VERTEX, path=f"{_VERTEX}:rawPredict"),
                f"{_VERTEX}:streamRawPredict",
            ),
            *compatible.rows(_MESSAGES, compatible.MESSAGES),
        ),
    )
)

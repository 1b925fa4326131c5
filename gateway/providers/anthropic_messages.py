"""The dialect `anthropic.messages`: the Messages format, on whichever host it is served."""

import re

from gateway.providers.anthropic_events import read_messages
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
        "thread/previous_message_id": Kind.CONVERSATION,
        "thread/type": Kind.WORD,
        "mcp_servers/*/url": Kind.ELSEWHERE,
        "mcp_servers/*/name": Kind.WORD,
        "timezone": Kind.WORD,
        "stop_sequences/*": Kind.FIXED,
        "metadata/user_id": Kind.TEXT,
    },
    free=("/content/*/input/", "/input_examples/"),
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
    )
)

"""The dialect `openai.assistants`: assistants, threads, messages and runs, which OpenAI keeps."""

import json
import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.assistants_events import read_assistants
from gateway.providers.coverage import Part, Route, Status, by_sdk
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import openai_shape
from gateway.providers.wire_format import WireFormat

ASSISTANTS = Family(
    turns="messages",
    wrappers=frozenset(("thread",)),
    roles={
        "content": "user",
        "instructions": "system",
        "additional_instructions": "system",
        "additional_messages": "user",
        "name": "system",
        "description": "system",
        "tools": "system",
        "response_format": "system",
        "tool_outputs": "tool",
    },
    kinds={
        **COMMON,
        "assistant_id": Kind.RECALLED,
        "function/name": Kind.WORD,
        "json_schema/name": Kind.WORD,
        "response_format": Kind.WORD,
        "reasoning_effort": Kind.WORD,
        "ranking_options/ranker": Kind.WORD,
    },
    free=("/metadata/",),
)


def _failure(message: str) -> str:
    """What the SDKs raise: the JSON of an event named "error"."""
    said = {"message": message, "type": "policy_violation", "param": None, "code": "gateway_error"}
    return json.dumps({"error": said})


_POST = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/assistants",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
    status=Status.TRAFFIC,
)
_THREAD = replace(
    _POST, path="/v1/threads", inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES)
)
_KEPT = replace(_THREAD, note="goes on with what OpenAI keeps: judged by the rule on history")
_GET = replace(
    _POST, method="GET", path="/v1/threads/{thread}", inspects=(), note="names are put back"
)
_SPOKEN = (
    replace(_THREAD, path="/v1/threads/runs", streams=True),
    replace(_KEPT, path="/v1/threads/{thread}"),
    replace(_KEPT, path="/v1/threads/{thread}/messages"),
    replace(_KEPT, path="/v1/threads/{thread}/messages/{message}"),
    replace(_KEPT, path="/v1/threads/{thread}/runs", streams=True),
    replace(_KEPT, path="/v1/threads/{thread}/runs/{run}"),
    replace(_KEPT, path="/v1/threads/{thread}/runs/{run}/cancel"),
    replace(_KEPT, path="/v1/threads/{thread}/runs/{run}/submit_tool_outputs", streams=True),
)
_READ = tuple(
    replace(_GET, path=path)
    for path in (
        *("/v1/assistants", "/v1/assistants/{assistant}", "/v1/threads/{thread}"),
        *("/v1/threads/{thread}/messages", "/v1/threads/{thread}/messages/{message}"),
        *("/v1/threads/{thread}/runs", "/v1/threads/{thread}/runs/{run}"),
        "/v1/threads/{thread}/runs/{run}/steps",
        "/v1/threads/{thread}/runs/{run}/steps/{step}",
    )
)
_GONE = tuple(
    replace(_GET, method="DELETE", path=path, note="")
    for path in (
        *("/v1/assistants/{assistant}", "/v1/threads/{thread}"),
        "/v1/threads/{thread}/messages/{message}",
    )
)
_ALL = (
    *(_POST, replace(_POST, path="/v1/assistants/{assistant}"), _THREAD),
    *(*_SPOKEN, *_READ, *_GONE),
)

ASSISTANTS_DIALECT = register(
    WireFormat(
        name="openai.assistants",
        route=re.compile(
            products.BELOW_ROOT + r"/(?:assistants(?:/(?P<kept>[^/]+))?"
            r"|threads(?:/runs|/(?P<conversation>[^/]+)(?:/(?:messages|runs)(?:/.*)?)?)?)$",
            re.IGNORECASE,
        ),
        hosts=products.OPENAI_HOSTS,
        family=ASSISTANTS,
        reader=read_assistants,
        shape=openai_shape,
        failure=_failure,
        failure_event="error",
        any_method=True,
        routes=(
            *by_sdk(
                _ALL,
                "POST /v1/threads",
                "POST /v1/threads/{thread}/messages",
                "POST /v1/threads/{thread}/runs",
                "GET /v1/threads/{thread}/messages",
            ),
            *(
                replace(
                    row,
                    products=products.AZURE,
                    path=row.path.replace("/v1", "/openai"),
                    status=Status.TRAFFIC,
                )
                for row in _ALL
            ),
        ),
    )
)

"""The dialect `mistral.conversations`: agents and conversations that Mistral keeps."""

import json
import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.mistral_chat import TOOLS
from gateway.providers.mistral_events import read_conversation
from gateway.providers.refusals import mistral_shape
from gateway.providers.wire_format import WireFormat

CONVERSATIONS = Family(
    turns="inputs",
    roles={
        "inputs": "user",
        "completion_args": "user",
        **dict.fromkeys(("instructions", "tools", "name", "description"), "system"),
    },
    kinds={
        **COMMON,
        **TOOLS,
        "inputs/*/name": Kind.WORD,
        "handoff_execution": Kind.WORD,
        "handoffs/*": Kind.RECALLED,
        "from_entry_id": Kind.RECALLED,
        "confirmation": Kind.WORD,
        "confirmation_status": Kind.WORD,
        "agent_version": Kind.WORD,
    },
    free=("/metadata/", "/arguments/", "/info/"),
)


def failure(message: str) -> str:
    """The event by which Mistral itself says that an answer has failed."""
    kind = "conversation.response.error"
    return json.dumps({"type": kind, "message": message, "code": 500})


_START = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/conversations",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
)
_ONE = "/v1/conversations/{conversation}"
_APPEND = replace(
    _START, path=_ONE, note="goes on with what Mistral keeps: judged by the rule on history"
)
_READ = replace(
    _START, method="GET", path=_ONE, inspects=(), streams=False, note="names are put back"
)
_LIST = replace(
    _READ,
    path="/v1/conversations",
    restores=False,
    note="a list of all: names are put back when one is read",
)
_AGENT = "/v1/agents/{agent}"
_MADE = replace(
    _START,
    path="/v1/agents",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
    streams=False,
    note="what a request names an agent for was read when the agent was made",
)
_CHOICE = replace(_READ, inspects=(), note="")

_ROWS = (
    *(_START, _APPEND, replace(_APPEND, path=f"{_ONE}/restart")),
    *alike(_READ, f"{_ONE}/history", f"{_ONE}/messages"),
    replace(_CHOICE, method="DELETE"),
    _LIST,
    *alike(_MADE),
    replace(_MADE, method="PATCH", path=_AGENT),
    replace(_READ, path=_AGENT),
    replace(_CHOICE, method="DELETE", path=_AGENT),
    *alike(replace(_LIST, path="/v1/agents"), "/v1/agents/pages"),
    *alike(replace(_READ, path=f"{_AGENT}/versions"), f"{_AGENT}/versions/{{version}}"),
    replace(_CHOICE, method="PATCH", path=f"{_AGENT}/version"),
    *(replace(_CHOICE, method=m, path=f"{_AGENT}/aliases") for m in ("GET", "PUT", "DELETE")),
)

CONVERSATIONS_DIALECT = register(
    WireFormat(
        name="mistral.conversations",
        route=re.compile(
            r"^/v1/(?:conversations(?:/(?P<conversation>[^/]+)(?:/(?:restart|history|messages))?)?"
            r"|agents(?:/pages|/(?!completions$)(?P<kept>[^/]+)"
            r"(?:/(?:aliases|version|versions(?:/[^/]+)?))?)?)$"
        ),
        hosts=products.MISTRAL_HOSTS,
        family=CONVERSATIONS,
        reader=read_conversation,
        shape=mistral_shape,
        failure=failure,
        failure_event="conversation.response.error",
        any_method=True,
        routes=_ROWS,
    )
)

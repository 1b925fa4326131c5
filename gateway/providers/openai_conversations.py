"""The dialect `openai.conversations`: items of conversations that OpenAI keeps for Responses."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, by_sdk
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.openai_responses import RESPONSES
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

CONVERSATIONS = replace(
    RESPONSES,
    turns="items",
    roles={"items": "user"},
    kinds={
        key.replace("input/*", "items/*") if key.startswith("input/*") else key: kind
        for key, kind in RESPONSES.kinds.items()
    },
)


def read_conversations(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A conversation, or items of one."""
    event = read_anything(value, stream)
    if member(value, "object") == "conversation":
        event.keeps(member(value, "id"))
    return event


_CREATE = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/conversations",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    status=Status.TRAFFIC,
)
_ITEMS = "/v1/conversations/{conversation}/items"
_ADD = replace(
    _CREATE, path=_ITEMS, note="goes on with what OpenAI keeps: judged by the rule on history"
)
_GET = replace(_CREATE, method="GET", path=_ITEMS, inspects=(), note="names are put back")
_ROWS = (
    *(_CREATE, _ADD, _GET),
    replace(_ADD, path="/v1/conversations/{conversation}"),
    replace(_GET, path=f"{_ITEMS}/{{item}}"),
    replace(_GET, path="/v1/conversations/{conversation}"),
    replace(_GET, method="DELETE", path=f"{_ITEMS}/{{item}}", note=""),
    replace(_GET, method="DELETE", path="/v1/conversations/{conversation}", note=""),
)

CONVERSATIONS_DIALECT = register(
    WireFormat(
        name="openai.conversations",
        route=re.compile(
            products.BELOW_ROOT
            + r"/conversations(?:/(?P<conversation>[^/]+)(?:/items(?:/[^/]+)?)?)?$",
            re.IGNORECASE,
        ),
        hosts=products.OPENAI_HOSTS,
        family=CONVERSATIONS,
        reader=read_conversations,
        shape=openai_shape,
        failure=openai_failure,
        any_method=True,
        routes=(
            *by_sdk(_ROWS, "POST /v1/conversations", f"GET {_ITEMS}"),
            *(
                replace(
                    row,
                    products=products.AZURE,
                    path=row.path.replace("/v1", "/openai/v1"),
                    status=Status.TRAFFIC,
                )
                for row in _ROWS
            ),
        ),
    )
)

"""The dialect `openai.stored`: responses and chat completions that OpenAI keeps, read back."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Route, Status, by_sdk
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import Family
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import openai_shape, responses_failure
from gateway.providers.responses_events import read_responses
from gateway.providers.wire_format import WireFormat


def read_stored(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A response, also as the stream it was; a completion; or a list of items or messages."""
    if member(value, "choices") is not None:
        return read_chat(value, stream)
    if stream or member(value, "object") == "response":
        return read_responses(value, stream)
    return read_anything(value, stream)


_RESPONSE = Route(
    products=products.OPENAI,
    method="GET",
    path="/v1/responses/{response}",
    inspects=(),
    streams=True,
    status=Status.TRAFFIC,
    note="names are put back, also in what was made in the background",
)
_ITEMS = replace(_RESPONSE, path="/v1/responses/{response}/input_items", streams=False, note="")
_CHAT = replace(_RESPONSE, path="/v1/chat/completions/{completion}", streams=False, note="")
_ROWS = (
    *(_RESPONSE, _ITEMS, _CHAT),
    replace(_CHAT, path="/v1/chat/completions/{completion}/messages"),
    replace(_CHAT, method="DELETE"),
    replace(_RESPONSE, method="DELETE", streams=False, note=""),
    replace(
        _CHAT,
        path="/v1/chat/completions",
        restores=False,
        status=Status.TRAFFIC,
        note="a list of all: names are put back when one is read",
    ),
)

STORED_DIALECT = register(
    WireFormat(
        name="openai.stored",
        route=re.compile(
            products.BELOW_ROOT + r"/(?:responses/(?P<kept>[^/]+)(?:/input_items)?"
            r"|chat/completions(?:/(?P<conversation>[^/]+)(?:/messages)?)?)$",
            re.IGNORECASE,
        ),
        hosts=products.OPENAI_HOSTS,
        family=Family(),
        reader=read_stored,
        shape=openai_shape,
        failure=responses_failure,
        failure_event="error",
        methods=frozenset(("GET", "HEAD", "DELETE")),
        routes=(
            *by_sdk(_ROWS, "GET /v1/responses/{response}"),
            *(
                replace(
                    row,
                    products=products.AZURE,
                    path=row.path.replace("/v1", "/openai/v1"),
                    status=Status.TRAFFIC,
                )
                for row in _ROWS
            ),
            replace(
                _RESPONSE,
                products=products.AZURE,
                path="/openai/responses/{response}",
                status=Status.TRAFFIC,
            ),
        ),
    )
)

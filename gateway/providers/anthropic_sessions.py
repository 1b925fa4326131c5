"""The dialect `anthropic.sessions`: managed agents, whose conversations the provider keeps."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.anthropic_messages import MESSAGES
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import (
    PIECE,
    WHOLE,
    Event,
    EventReader,
    Json,
    add_rest,
    add_strings,
    elements,
    member,
    word,
)
from gateway.providers.family import Family, Kind
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.providers.words import label
from gateway.types import WireRequest

SESSIONS = Family(
    roles={
        "events": "user",
        "content": "user",
        "system": "system",
        "instructions": "system",
        "tools": "system",
        "description": "system",
        "initial_events": "user",
    },
    kinds={
        **MESSAGES.kinds,
        "events/*/name": Kind.WORD,
        "vault_ids/*": Kind.ID,
        "agent": Kind.RECALLED,
        "agent/id": Kind.RECALLED,
        "agent_id": Kind.RECALLED,
        "environment_id": Kind.RECALLED,
        "memory_store_id": Kind.RECALLED,
        "token": Kind.CREDENTIAL,
        "access_token": Kind.CREDENTIAL,
        "github_repository/url": Kind.ELSEWHERE,
        "resources/*/url": Kind.ELSEWHERE,
    },
    free=("/input/",),
)


def read_session(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a session, or a list of them. A stream goes on until the session rests."""
    event = Event(finished=True)
    event.text(
        ("delta", "content", "text"),
        member(value, "delta", "content", "text"),
        f"e{label(member(value, 'event_id'))}.",
        PIECE,
    )
    for at, block in elements(member(value, "content")):
        event.text(("content", at, "text"), block.get("text"), f"e{at}.text", WHOLE)
    add_strings(event, member(value, "input"), ("input",), "input")
    if member(value, "error"):
        event.fails(member(value, "error", "type"))
    if isinstance(member(value, "id"), str):  # the whole of what came in pieces before
        event.closes.append(f"e{label(value['id'])}.")
    add_rest(event, value, stream=False)
    return event


def reader(request: WireRequest) -> EventReader:
    """What is made of an agent, a store and the like is known by its own id.

    What is said to one that there is already (a memory of a store) is known by that one's.
    """
    named = _ROUTE.search(plain_path(request))
    told = named["kept"] if named and request.method.upper() not in ("GET", "DELETE") else None

    def read(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event = read_session(value, stream)
        event.keeps(told, member(value, "id") if word(value, "type") in _KEPT else None)
        return event

    return read


_KEPT = frozenset(
    ("agent", "deployment", "dream", "environment", "memory_store", "user_profile", "vault")
)
_ROUTE = re.compile(
    r"^/v1/(?:sessions(?:/(?P<conversation>[^/]+)(?:/.*)?)?"
    r"|(?:agents|memory_stores|environments|deployments|deployment_runs|dreams|vaults"
    r"|user_profiles)(?:/(?P<kept>[^/]+)(?:/.*)?)?)$"
)
_SESSIONS = Route(
    products=products.ANTHROPIC,
    method="*",
    path="/v1/sessions/*",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.TRAFFIC,
    note=(
        "Anthropic keeps the session: refused unless the policy's provider-history allows it;"
        " a stream opened before a message was sent shows that message's pseudonyms"
    ),
)

SESSIONS_DIALECT = register(
    WireFormat(
        name="anthropic.sessions",
        route=_ROUTE,
        hosts=re.compile(r"api\.anthropic\.com"),
        family=SESSIONS,
        reader=read_session,
        reader_for=reader,
        shape=anthropic_shape,
        failure=anthropic_failure,
        failure_event="error",
        any_method=True,
        routes=(
            _SESSIONS,
            *(
                replace(
                    _SESSIONS,
                    path=f"/v1/{tree}/*",
                    status=Status.SDK,
                    note="of a list, names are not put back",
                )
                for tree in (
                    *("agents", "memory_stores", "environments", "deployments"),
                    *("deployment_runs", "dreams", "vaults", "user_profiles"),
                )
            ),
        ),
    )
)

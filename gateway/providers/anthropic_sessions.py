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
    Json,
    add_rest,
    add_strings,
    elements,
    member,
)
from gateway.providers.family import Family, Kind
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat
from gateway.providers.words import label

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
        route=re.compile(
            r"^/v1/(?:sessions(?:/(?P<conversation>[^/]+)(?:/.*)?)?"
            r"|(?:agents|memory_stores|environments|deployments|deployment_runs|dreams|vaults"
            r"|user_profiles)(?:/.*)?)$"
        ),
        hosts=re.compile(r"api\.anthropic\.com"),
        family=SESSIONS,
        reader=read_session,
        shape=anthropic_shape,
        failure=anthropic_failure,
        failure_event="error",
        any_method=True,
        routes=(
            _SESSIONS,
            *(
                replace(_SESSIONS, path=f"/v1/{tree}/*", status=Status.DOCUMENTED, note="")
                for tree in (
                    *("agents", "memory_stores", "environments", "deployments"),
                    *("deployment_runs", "dreams", "vaults", "user_profiles"),
                )
            ),
        ),
    )
)

"""The dialect `copilot.web`: the chat of GitHub Copilot on github.com, whose turns GitHub keeps."""

import re
from dataclasses import dataclass, replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import PIECE, WHOLE, Event, Json, add_rest, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat
from gateway.types import WireRequest

CHAT = Family(
    roles={
        "content": "user",
        "references": "user",
        "context": "user",
        "customInstructions": "system",
    },
    kinds={
        **COMMON,
        "intent": Kind.WORD,
        "mode": Kind.WORD,
        "currentURL": Kind.TEXT,
        "responseMessageID": Kind.ID,
        "parentMessageID": Kind.ID,
    },
)


def read_copilot(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a message's stream, or what a thread is made of."""
    event = Event(finished=not stream)
    kind = member(value, "type")
    if kind == "content":
        event.text(("body",), member(value, "body"), "g.body", PIECE)
    elif kind == "complete":
        event.closes.append("*")
        event.finished = True
    elif kind == "error":
        event.fails(member(value, "errorType"))
    elif not stream:
        event.text(("content",), member(value, "content"), "g.content", WHOLE)
        named = member(value, "thread_id") or member(value, "thread", "id")
        event.conversation = named if isinstance(named, str) else ""
    add_rest(event, value, stream=False)
    return event


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadFormat(WireFormat):
    """What began here may go on here."""

    def _from_path(self, request: WireRequest, found: Found) -> None:
        WireFormat._from_path(self, request, found)  # noqa: SLF001 - super() fails with slots
        found.chat = True


_MESSAGES = Route(
    products=products.COPILOT,
    method="POST",
    path="/github/chat/threads/{thread}/messages",
    inspects=(Part.TEXT, Part.SYSTEM),
    streams=True,
    status=Status.DOCUMENTED,
    note="the page's own interface; a follow-up continues what GitHub keeps",
)

COPILOT_DIALECT = register(
    ThreadFormat(
        name="copilot.web",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*githubcopilot\.com"),
        route=re.compile(r"^/github/chat/threads(?:/(?P<conversation>[^/]+)(?:/messages)?)?$"),
        family=CHAT,
        reader=read_copilot,
        shape=openai_shape,
        failure=openai_failure,
        methods=frozenset(("GET", "POST", "PATCH", "DELETE")),
        routes=(
            _MESSAGES,
            replace(_MESSAGES, path="/github/chat/threads", inspects=(), streams=False, note=""),
        ),
    )
)

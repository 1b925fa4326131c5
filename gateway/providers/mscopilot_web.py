"""The dialect `mscopilot.web`: Microsoft Copilot for consumers, events with a name each."""

import re
from collections.abc import Sequence

from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import PIECE, SNAPSHOT, Event, Json, add_rest, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.generic import failure
from gateway.providers.refusals import generic_shape
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.providers.words import label
from gateway.refusal import Refusal

SENT = Family(
    roles={"content": "user", "context": "other"},
    kinds={
        **COMMON,
        "content/*/url": Kind.MEDIA,
        "content/*/attachmentId": Kind.HELD,
        "context/edge": Kind.WORD,
        "supportedFeatures/*": Kind.WORD,
        "supportedCards/*": Kind.WORD,
        "supportedActions/*": Kind.WORD,
        "supportedTypes/*": Kind.WORD,
        "method": Kind.WORD,
        "token": Kind.ID,
    },
)


def read_copilot(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """One event of the server."""
    event = Event()
    kind = member(value, "event")
    run = f"m{label(member(value, 'messageId'))}.{label(member(value, 'partId'))}"
    if kind == "appendText":
        event.text(("text",), member(value, "text"), run, PIECE)
    elif kind == "replaceText":
        event.text(("text",), member(value, "text"), run, SNAPSHOT)
    elif kind == "chainOfThought":
        event.text(("text",), member(value, "text"), f"thought.{run}", PIECE)
    elif kind == "partCompleted":
        event.closes.append(run)
    elif kind in ("done", "error"):
        event.closes.append("*")
        event.finished = True
    if kind == "error":
        event.fails(member(value, "errorCode"))
    named = member(value, "conversationId")
    event.conversation = named if isinstance(named, str) else ""
    add_rest(event, value, stream=stream)
    return event


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    """An answer like any other, so that it is shown where an answer is awaited."""
    of: dict[str, Json] = {"messageId": refusal.reference}
    if isinstance(member(sent, "conversationId"), str):
        of["conversationId"] = sent["conversationId"]
    part = of | {"partId": "0"}
    return [
        {"event": "received", **of},
        {"event": "startMessage", **of},
        {"event": "appendText", "text": refusal.in_chat, **part},
        {"event": "partCompleted", **part},
        {"event": "done", **of},
    ]


def _asks(sent: Json) -> bool:
    return bool(member(sent, "event") == "send")


_NOTE = "the page's own interface, seen in public code"
HOSTS = re.compile(r"(?:[a-z0-9-]+\.)*copilot\.(?:microsoft\.)?com")

COPILOT_DIALECT = register(
    SocketFormat(
        name="mscopilot.web",
        hosts=HOSTS,
        route=re.compile(r"^/c/api/chat$"),
        family=SENT,
        reader=read_copilot,
        shape=generic_shape,
        failure=failure,
        told=_told,
        asks=_asks,
        chat=True,
        routes=(
            Route(
                products=("Copilot (consumer)",),
                method=MESSAGE,
                path="/c/api/chat",
                streams=True,
                status=Status.TRAFFIC,
                note=f"{_NOTE}; a chat that began here may go on",
            ),
        ),
    )
)

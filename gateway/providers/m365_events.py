"""Records of Microsoft 365 Copilot (SignalR): text at the cursor, snapshots, and the final list."""

from gateway.providers.events import (
    PIECE,
    REPEAT,
    WHOLE,
    Event,
    Json,
    add_rest,
    elements,
    member,
)
from gateway.providers.json_text import Path

INVOCATION, ITEM, COMPLETION, PING, CLOSE = 1, 2, 3, 6, 7
"""Types of SignalR records that a server sends."""


def read_m365(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """One record of the server."""
    event = Event()
    kind = member(value, "type")
    if kind == INVOCATION:
        _update(event, value)
    elif kind == ITEM:
        _messages(event, member(value, "item"), ("item",), final=True)
        _names(event, member(value, "item"))
        event.closes.append("*")
    elif kind in (COMPLETION, CLOSE):
        event.closes.append("*")
        event.finished = True
        if member(value, "error"):
            event.fails("completion_error")
    add_rest(event, value, stream=stream)
    return event


def _update(event: Event, value: Json) -> None:
    for at, argument in elements(member(value, "arguments")):
        place: Path = ("arguments", at)
        event.text((*place, "writeAtCursor"), argument.get("writeAtCursor"), "cursor", PIECE)
        _messages(event, argument, place, final=False)
        _names(event, argument)


def _messages(event: Event, holder: Json, place: Path, *, final: bool) -> None:
    """What grows is seen at the cursor as well; the final list is kept, less notes and echoes."""
    for at, message in elements(member(holder, "messages")):
        said = final and message.get("author") == "bot" and not message.get("messageType")
        path: Path = (*place, "messages", at, "text")
        event.text(path, message.get("text"), f"message{at}", WHOLE if said else REPEAT)


def _names(event: Event, holder: Json) -> None:
    named = member(holder, "conversationId")
    if isinstance(named, str):
        event.conversation = named

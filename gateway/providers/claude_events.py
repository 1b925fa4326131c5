"""Answers of Claude's web chat: those of the Messages format, older ones, thoughts, and more."""

from gateway.providers.anthropic_events import read_messages
from gateway.providers.events import (
    PIECE,
    Event,
    Json,
    add_rest,
    member,
    number,
    read_anything,
)


def read_claude(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream; what is answered as a whole is in no format that matters."""
    if not stream:
        return read_anything(value, stream)
    if isinstance(member(value, "completion"), str):
        return _older(value)
    if _is_thought(value):
        return _thought(value)
    return read_messages(value, stream)


def _older(value: Json) -> Event:
    """The style of before: every event is the next piece."""
    event = Event()
    event.text(("completion",), value["completion"], "completion", PIECE)
    event.learns_model(member(value, "model"))
    if member(value, "stop_reason"):
        event.closes.append("*")
        event.finished = True
    add_rest(event, value, stream=True)
    return event


def _is_thought(value: Json) -> bool:
    kind = member(value, "delta", "type") or member(value, "content_block", "type")
    return isinstance(kind, str) and kind.startswith("thinking")


def _thought(value: Json) -> Event:
    """Thoughts are shown here, and never sent back, so that their seal does not matter."""
    event = Event()
    block = f"b{number(member(value, 'index'), 0)}."
    for holder in ("delta", "content_block"):
        said = member(value, holder, "thinking")
        event.text((holder, "thinking"), said, f"{block}thinking", PIECE)
    add_rest(event, value, stream=False)
    return event

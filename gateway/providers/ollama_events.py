"""Answers of Ollama: lines of JSON, each with the next piece, or one object that holds all."""

from gateway.providers.events import (
    PIECE,
    WHOLE,
    Event,
    How,
    Json,
    add_rest,
    add_strings,
    elements,
    member,
)
from gateway.providers.json_text import Path

_SAID = ("response", "thinking")


def read_ollama(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A line of a stream, or a whole answer of a chat, a continued prompt, or a job."""
    event = Event(finished=not stream)
    how = PIECE if stream else WHOLE
    for name in _SAID:
        event.text((name,), member(value, name), f"o.{name}", how)
    _message(event, member(value, "message"), how)
    event.learns_model(member(value, "model"))
    event.learns_tokens(member(value, "prompt_eval_count"), member(value, "eval_count"))
    if member(value, "done") is True or member(value, "status") == "success":
        event.closes.append("*")
        event.finished = True
    if member(value, "error"):
        event.fails(None)  # it is a sentence, never a type
    add_rest(event, value, stream=False)
    return event


def _message(event: Event, message: Json, how: How) -> None:
    for name in ("content", "thinking"):
        event.text(("message", name), member(message, name), f"o.{name}", how)
    for at, call in elements(member(message, "tool_calls")):
        place: Path = ("message", "tool_calls", at, "function", "arguments")
        # Arguments are an object, and come whole.
        add_strings(event, member(call, "function", "arguments"), place, "o.call")

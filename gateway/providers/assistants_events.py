"""Answers of OpenAI Assistants: threads, messages, runs and their steps, whole or streamed."""

from gateway.providers.events import (
    PIECE,
    REPEAT,
    Event,
    Json,
    add_rest,
    elements,
    member,
    number,
    read_anything,
    word,
)
from gateway.providers.json_text import Path
from gateway.providers.words import label

_OPEN = ("in_progress", "queued")
_KEPT = ("thread", "assistant")


def read_assistants(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or an object or a list of them. A message's parts are runs of text."""
    event = _stream_event(value) if stream else read_anything(value, stream)
    _learn(event, value)
    if stream:
        add_rest(event, value, stream=stream)
    return event


def _stream_event(value: Json) -> Event:
    event = Event()
    kind, name = member(value, "object"), _name(value)
    if kind == "thread.message.delta":
        _parts(event, value, name)
    elif kind == "thread.run.step.delta":
        _calls(event, value, name)
    elif kind in ("thread.message", "thread.run.step"):
        _repeats(event, value, name)
        if word(value, "status") not in _OPEN:
            event.closes.append(name)
    return event


def _name(value: Json) -> str:
    """The beginning of the channels of one message or step."""
    said = member(value, "id")
    return f"{label(said)}." if isinstance(said, str) else "."


def _parts(event: Event, value: Json, name: str) -> None:
    for at, part in elements(member(value, "delta", "content")):
        root: Path = ("delta", "content", at)
        channel = f"{name}{number(part.get('index'), at)}"
        event.text((*root, "text", "value"), member(part, "text", "value"), channel, PIECE)
        event.text((*root, "refusal"), part.get("refusal"), f"{channel}.refusal", PIECE)
        event.runs[(*root, "text", "annotations")] = channel


def _calls(event: Event, value: Json, name: str) -> None:
    for at, call in elements(member(value, "delta", "step_details", "tool_calls")):
        root: Path = ("delta", "step_details", "tool_calls", at)
        channel = f"{name}tool{number(call.get('index'), at)}."
        said = member(call, "function", "arguments")
        event.text((*root, "function", "arguments"), said, f"{channel}call", PIECE.of_json())
        typed = member(call, "code_interpreter", "input")
        event.text((*root, "code_interpreter", "input"), typed, f"{channel}code", PIECE)
        for within, output in elements(member(call, "code_interpreter", "outputs")):
            path = (*root, "code_interpreter", "outputs", within, "logs")
            index = number(output.get("index"), within)
            event.text(path, output.get("logs"), f"{channel}logs{index}", PIECE)


def _repeats(event: Event, value: Json, name: str) -> None:
    for at, part in elements(member(value, "content")):
        path = ("content", at, "text", "value")
        event.text(path, member(part, "text", "value"), f"{name}{at}", REPEAT)


def _learn(event: Event, value: Json) -> None:
    event.learns_model(member(value, "model"))
    usage = member(value, "usage")
    event.learns_tokens(member(usage, "prompt_tokens"), member(usage, "completion_tokens"))
    if word(value, "object") in _KEPT:
        event.keeps(member(value, "id"))
    event.keeps(member(value, "thread_id"))
    for error in (member(value, "error"), member(value, "last_error")):
        if error:
            event.fails(member(error, "type") or member(error, "code"))

"""Answers of OpenAI Responses: a stream repeats the same text in up to five places."""

from collections.abc import Mapping

from gateway.providers.events import (
    PIECE,
    REPEAT,
    WHOLE,
    Event,
    Json,
    add_rest,
    elements,
    member,
    number,
)
from gateway.providers.json_text import Path

_PIECES: Mapping[str, tuple[str, str]] = {
    "output_text": ("text", "text"),
    "refusal": ("refusal", "refusal"),
    "function_call_arguments": ("arguments", "arguments"),
    "mcp_call_arguments": ("arguments", "arguments"),
    "custom_tool_call_input": ("input", "input"),
    "code_interpreter_call_code": ("code", "code"),
    "reasoning_text": ("reasoning", "text"),
    "reasoning_summary_text": ("summary", "text"),
    "audio.transcript": ("transcript", "transcript"),
    "shell_call_command": ("command", "command"),
    "apply_patch_call_operation_diff": ("diff", "diff"),
}
"""Middle of the event name -> its channel, and the member of *.done that holds it all."""

_ENDS = frozenset(("response.completed", "response.incomplete", "response.failed"))


def read_responses(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or a whole response."""
    event = Event()
    kind = member(value, "type")
    if stream and isinstance(kind, str):
        _stream_event(event, value, kind)
    else:
        _outputs(event, value)
        event.finished = True
        _learn(event, value)
    if member(value, "error") or kind == "error":
        error = member(value, "error")
        event.fails(member(error, "type") or member(error, "code") or member(value, "code"))
    add_rest(event, value, stream=stream)
    return event


def _stream_event(event: Event, value: Json, kind: str) -> None:
    _, _, tail = kind.partition("response.")
    middle, _, last = tail.rpartition(".")
    if middle in _PIECES:
        _piece(event, value, middle, last)
    elif kind == "response.output_item.done":
        event.closes.append(f"o{number(member(value, 'output_index'), 0)}.")
    elif kind == "response.output_text.annotation.added":
        event.runs[("annotation",)] = _channel(value, "text")
    elif kind in _ENDS:
        event.closes.append("*")
        event.finished = True
    _learn(event, member(value, "response"))


def _piece(event: Event, value: Json, middle: str, last: str) -> None:
    what, member_of_whole = _PIECES[middle]
    channel = _channel(value, what)
    json = what == "arguments"
    if last == "delta":
        event.text(("delta",), member(value, "delta"), channel, PIECE._replace(json=json))
    elif last == "done":
        said = member(value, member_of_whole)
        event.text((member_of_whole,), said, channel, REPEAT._replace(json=json))
        event.closes.append(channel)


def _channel(value: Json, what: str) -> str:
    """The run of text that an event goes on with."""
    places = (member(value, f"{part}_index") for part in ("content", "summary", "command"))
    index = next((place for place in places if isinstance(place, int)), 0)
    return f"o{number(member(value, 'output_index'), 0)}.{what}{index}"


def _outputs(event: Event, value: Json) -> None:
    """The texts of a whole response that its record keeps."""
    for at, item in elements(member(value, "output")):
        root: Path = ("output", at)
        for name in ("arguments", "input", "code"):
            said, json = item.get(name), name == "arguments"
            event.text((*root, name), said, f"o{at}.{name}", WHOLE._replace(json=json))
        for within, part in elements(item.get("content")):
            for name in ("text", "refusal"):
                path = (*root, "content", within, name)
                event.text(path, part.get(name), f"o{at}.{name}{within}", WHOLE)
        for within, part in elements(item.get("summary")):
            path = (*root, "summary", within, "text")
            event.text(path, part.get("text"), f"o{at}.summary{within}", WHOLE)


def _learn(event: Event, response: Json) -> None:
    event.learns_model(member(response, "model"))
    usage = member(response, "usage")
    event.learns_tokens(member(usage, "input_tokens"), member(usage, "output_tokens"))
    name = member(response, "id")
    if isinstance(name, str) and member(response, "store") is not False:
        held = member(response, "conversation", "id")
        event.conversation = held if isinstance(held, str) else name
        event.keeps(name)
    error = member(response, "error")
    if error:
        event.fails(member(error, "code"))

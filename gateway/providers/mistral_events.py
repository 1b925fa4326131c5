"""Answers of Mistral's conversations: entries, whole or as events of a stream; and transcripts."""

from collections.abc import Callable, Mapping

from gateway.providers.events import (
    PIECE,
    REPEAT,
    WHOLE,
    Event,
    How,
    Json,
    add_rest,
    add_strings,
    elements,
    member,
    number,
)
from gateway.providers.json_text import Path
from gateway.providers.words import label


def read_conversation(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream; a whole answer; what the provider keeps of a conversation or agent."""
    event = Event(finished=not stream)
    kind = member(value, "type")
    if stream and isinstance(kind, str):
        _EVENTS.get(kind, _other)(event, value)
    for listed in ("outputs", "entries", "messages"):
        for at, entry in elements(member(value, listed)):
            _entry(event, entry, (listed, at), f"o{at}.", WHOLE)
    _learn(event, value)
    add_rest(event, value, stream=stream)
    return event


def _output(event: Event, value: Json) -> None:
    """A piece of a message: a text, or one chunk."""
    content = f"o{number(member(value, 'output_index'), 0)}."
    place = number(member(value, "content_index"), 0)
    said = member(value, "content")
    event.text(("content",), said, f"{content}{place}", PIECE)
    _chunk(event, said, ("content",), f"{content}{place}", PIECE)


def _arguments(event: Event, value: Json) -> None:
    """A piece of what a function or a tool of Mistral's is called with."""
    event.text(("arguments",), member(value, "arguments"), _call(value), PIECE.of_json())


def _executed(event: Event, value: Json) -> None:
    event.closes.append(_call(value))


def _call(value: Json) -> str:
    named = member(value, "tool_call_id") or member(value, "id")
    return f"o{number(member(value, 'output_index'), 0)}.call{label(str(named))}"


def _done(event: Event, _: Json) -> None:
    event.closes.append("*")
    event.finished = True


def _failed(event: Event, value: Json) -> None:
    event.fails(member(value, "code"))
    _done(event, value)


def _other(event: Event, _: Json) -> None:
    """What says nothing of its own."""


_EVENTS: Mapping[str, Callable[[Event, Json], None]] = {
    "message.output.delta": _output,
    "function.call.delta": _arguments,
    "tool.execution.started": _arguments,
    "tool.execution.delta": _arguments,
    "tool.execution.done": _executed,
    "conversation.response.done": _done,
    "conversation.response.error": _failed,
}


def _entry(event: Event, entry: Json, root: Path, channel: str, how: How) -> None:
    content, given = entry.get("content"), entry.get("arguments")
    event.text((*root, "content"), content, f"{channel}0", how)
    for at, chunk in elements(content):
        _chunk(event, chunk, (*root, "content", at), f"{channel}{at}", how)
    event.text((*root, "arguments"), given, f"{channel}call", how.of_json())
    if isinstance(given, dict):
        add_strings(event, given, (*root, "arguments"), f"{channel}call")
    event.text((*root, "result"), entry.get("result"), f"{channel}result", how)


def _chunk(event: Event, chunk: Json, root: Path, channel: str, how: How) -> None:
    """A text, or thoughts; what refers to something else is told whole, and left to the rest."""
    event.text((*root, "text"), member(chunk, "text"), channel, how)
    for at, thought in elements(member(chunk, "thinking")):
        event.text((*root, "thinking", at, "text"), thought.get("text"), f"{channel}.thought", how)


def _learn(event: Event, value: Json) -> None:
    event.learns_model(member(value, "model"))
    usage = member(value, "usage")
    event.learns_tokens(member(usage, "prompt_tokens"), member(usage, "completion_tokens"))
    held = member(value, "conversation_id")
    if isinstance(held, str):
        event.conversation = held
        event.keeps(held)
    if member(value, "object") in ("conversation", "agent"):
        event.keeps(member(value, "id"))


def read_transcript(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a transcript's stream, or all of it; of speech, which has no text; a voice."""
    event = Event(finished=not stream)
    event.keeps(member(value, "id"))
    kind = member(value, "type")
    if kind == "transcription.text.delta":
        event.text(("text",), member(value, "text"), "t", PIECE)
    elif kind == "transcription.segment":
        event.text(("text",), member(value, "text"), "segment", REPEAT)
    elif kind in ("transcription.done", "speech.audio.done"):
        event.text(("text",), member(value, "text"), "all", REPEAT)
        _done(event, value)
    elif not stream:
        event.text(("text",), member(value, "text"), "t", WHOLE)
    for at, segment in elements(member(value, "segments")):
        event.text(("segments", at, "text"), segment.get("text"), f"s{at}", REPEAT)
    _learn(event, value)
    add_rest(event, value, stream=stream)
    return event

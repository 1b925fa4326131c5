"""Answers of OpenAI chat completions, legacy completions, and services that speak the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from gateway.providers.compatible_events import add_executed, add_steps, keep_job
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

_TEXTS = frozenset(("content", "refusal", "reasoning_content", "reasoning"))


def read_chat(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A chunk of a stream, or a whole completion."""
    event = Event(finished=not stream)
    for position, choice in elements(member(value, "choices")):
        root: Path = ("choices", position)
        channel = f"c{number(choice.get('index'), position)}."
        # Some chunks hold the whole message so far beside the new piece.
        whole = REPEAT if stream and isinstance(choice.get("delta"), dict) else WHOLE
        _message(event, choice.get("delta"), (*root, "delta"), channel, PIECE)
        _message(event, choice.get("message"), (*root, "message"), channel, whole)
        # Some say each piece of a message once more as if it were of a completion.
        again = bool(member(choice, "delta", "content"))
        said = How(delta=stream, kept=not again)
        event.text((*root, "text"), choice.get("text"), f"{channel}text", said)
        if choice.get("finish_reason") is not None:
            event.closes.append(channel)
            event.ending = True
    _learn(event, value)
    add_rest(event, value, stream=stream)
    return event


def read_stored_chat(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """The same of a completion that the provider keeps."""
    event = read_chat(value, stream)
    event.keeps(member(value, "id"))
    return event


def read_job(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A job that is to be fetched later, or, fetched, the completion that it led to."""
    inner = member(value, "response")
    event = read_chat(inner if inner else value, stream)
    if inner:
        event.spots[:] = [
            replace(spot, path=("response", *(spot.path or ()))) for spot in event.spots
        ]
        add_rest(event, value, stream=False)
    keep_job(event, value)
    return event


def _message(event: Event, said: Json, root: Path, channel: str, how: How) -> None:
    if not isinstance(said, dict):
        return
    for name, inner in said.items():
        if isinstance(inner, str):
            if name in _TEXTS:
                event.text((*root, name), inner, channel + name, how)
        elif inner and name in _NESTED:
            _NESTED[name](event, inner, (*root, name), channel, how)


def _parts(event: Event, parts: Json, root: Path, channel: str, how: How) -> None:
    for at, part in elements(parts):
        event.text((*root, at, "text"), part.get("text"), f"{channel}content", how)
        for within, thought in elements(part.get("thinking")):  # Mistral's
            path = (*root, at, "thinking", within, "text")
            event.text(path, thought.get("text"), f"{channel}thinking", how)


def _details(event: Event, details: Json, root: Path, channel: str, how: How) -> None:
    for at, detail in elements(details):
        label = f"{channel}detail{number(detail.get('index'), at)}."
        for name in ("text", "summary"):
            event.text((*root, at, name), detail.get(name), label + name, how)


def _audio(event: Event, audio: Json, root: Path, channel: str, how: How) -> None:
    event.text((*root, "transcript"), member(audio, "transcript"), f"{channel}audio", how)


def _annotations(event: Event, _: Json, root: Path, channel: str, how: How) -> None:
    if how.delta:  # they may come without the text that they count in
        event.runs[root] = f"{channel}content"


def _call(event: Event, call: Json, root: Path, channel: str, how: How) -> None:
    said = member(call, "arguments")
    event.text((*root, "arguments"), said, f"{channel}call", how.of_json())


def _calls(event: Event, calls: Json, root: Path, channel: str, how: How) -> None:
    for at, call in elements(calls):
        label = f"{channel}tool{number(call.get('index'), at)}"
        said = member(call, "function", "arguments")
        if isinstance(said, dict):  # Mistral's may be no source but the object itself
            add_strings(event, said, (*root, at, "function", "arguments"), label)
        event.text((*root, at, "function", "arguments"), said, label, how.of_json())
        typed = member(call, "custom", "input")
        event.text((*root, at, "custom", "input"), typed, label, how)


_NESTED: Mapping[str, Callable[[Event, Json, Path, str, How], None]] = {
    "content": _parts,
    "annotations": _annotations,
    "reasoning_details": _details,
    "audio": _audio,
    "function_call": _call,
    "tool_calls": _calls,
    "executed_tools": add_executed,
    "reasoning_steps": add_steps,
}


def _learn(event: Event, value: Json) -> None:
    """Model, token counts and errors, wherever the compatible services put them."""
    event.learns_model(member(value, "model"))
    for usage in (member(value, "usage"), member(value, "x_groq", "usage")):
        if usage:
            event.learns_tokens(member(usage, "prompt_tokens"), member(usage, "completion_tokens"))
            event.learns_tokens(member(usage, "input_tokens"), member(usage, "output_tokens"))
    errors = [member(value, "error"), member(value, "x_groq", "error")]
    errors += [choice.get("error") for _, choice in elements(member(value, "choices"))]
    for error in filter(None, errors):
        event.fails(member(error, "type") or member(error, "code"))

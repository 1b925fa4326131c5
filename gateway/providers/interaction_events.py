"""Answers of Gemini's Interactions: steps, whole or in pieces, named by `event_type`."""

from gateway.providers.events import (
    PIECE,
    WHOLE,
    Event,
    Json,
    add_rest,
    add_strings,
    elements,
    member,
    number,
)
from gateway.providers.json_text import Path


def read_interaction(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or a whole interaction."""
    event = Event()
    if stream:
        _event(event, value)
    else:
        event.finished = True
        _steps(event, value)
        _learn(event, value)
    if member(value, "error"):
        event.fails(member(value, "error", "code") or member(value, "error", "status"))
    add_rest(event, value, stream=stream)
    return event


def _event(event: Event, value: Json) -> None:
    kind = member(value, "event_type")
    step = f"s{number(member(value, 'index'), 0)}."
    if kind == "step.delta":
        delta = member(value, "delta")
        event.text(("delta", "text"), member(delta, "text"), f"{step}text", PIECE)
        given = member(delta, "arguments")
        event.text(("delta", "arguments"), given, f"{step}given", PIECE.of_json())
        add_strings(event, given if isinstance(given, dict) else None, ("delta", "arguments"), step)
        thought = member(delta, "content", "text")
        event.text(("delta", "content", "text"), thought, f"{step}thought", PIECE)
    elif kind == "step.stop":
        event.closes.append(step)
    elif kind in ("interaction.completed", "interaction.complete"):
        event.closes.append("*")
        event.finished = True
    _learn(event, member(value, "interaction"))


def _steps(event: Event, value: Json) -> None:
    for name in ("steps", "outputs"):
        for at, step in elements(member(value, name)):
            root: Path = (name, at)
            event.text((*root, "text"), step.get("text"), f"s{at}.text", WHOLE)
            for place, part in elements(step.get("content")):
                path: Path = (*root, "content", place, "text")
                event.text(path, part.get("text"), f"s{at}.text{place}", WHOLE)
            add_strings(event, step.get("arguments"), (*root, "arguments"), f"s{at}.given")


def _learn(event: Event, said: Json) -> None:
    event.learns_model(member(said, "model"))
    usage = member(said, "usage")
    made = member(usage, "total_output_tokens")
    thoughts = member(usage, "total_thought_tokens")
    if isinstance(made, int) and isinstance(thoughts, int):
        made += thoughts
    event.learns_tokens(member(usage, "total_input_tokens"), made)
    known = member(said, "id")
    if isinstance(known, str):
        event.conversation = known

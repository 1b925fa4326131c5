"""Answers of Gemini: chunks of parts to append; a function call arrives whole, as an object."""

from gateway.providers.events import (
    PIECE,
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


def read_gemini(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A chunk of a stream, or a whole answer; Code Assist wraps both in "response"."""
    event = Event()
    wrapped = isinstance(member(value, "response"), dict)
    said = member(value, "response") if wrapped else value
    root: Path = ("response",) if wrapped else ()
    for position, candidate in elements(member(said, "candidates")):
        place: Path = (*root, "candidates", position)
        _candidate(event, candidate, place, position, stream=stream)
    event.finished = not stream or bool(member(said, "promptFeedback", "blockReason"))
    _learn(event, said)
    signed = _thoughts(said, root)
    add_rest(event, value, stream=stream)
    event.spots[:] = [s for s in event.spots if s.path is None or s.path not in signed]
    return event


def _candidate(event: Event, candidate: Json, place: Path, position: int, *, stream: bool) -> None:
    channel = f"c{number(candidate.get('index'), position)}."
    for at, part in elements(member(candidate, "content", "parts")):
        path: Path = (*place, "content", "parts", at)
        run = "thought" if part.get("thought") is True else "text"
        event.text((*path, "text"), part.get("text"), channel + run, How(delta=stream))
        for name in ("functionCall", "function_call"):
            arguments = member(part, name, "args")
            add_strings(event, arguments, (*path, name, "args"), f"{channel}call{at}")
        _partial_arguments(event, part, path, channel)
    if candidate.get("finishReason"):
        event.closes.append(channel)
        event.ending = True


def _partial_arguments(event: Event, part: Json, path: Path, channel: str) -> None:
    for at, piece in elements(member(part, "functionCall", "partialArgs")):
        place: Path = (*path, "functionCall", "partialArgs", at, "stringValue")
        run = f"{channel}args{label(piece.get('jsonPath'))}"
        event.text(place, piece.get("stringValue"), run, PIECE)


def _thoughts(said: Json, root: Path) -> set[Path]:
    """Where thoughts stand that carry the provider's signature."""
    return {
        (*root, "candidates", position, "content", "parts", at, "text")
        for position, candidate in elements(member(said, "candidates"))
        for at, part in elements(member(candidate, "content", "parts"))
        if part.get("thought") is True
        and ("thoughtSignature" in part or "thought_signature" in part)
    }


def _learn(event: Event, said: Json) -> None:
    event.learns_model(member(said, "modelVersion"))
    usage = member(said, "usageMetadata")
    thoughts = member(usage, "thoughtsTokenCount")
    made = member(usage, "candidatesTokenCount")
    if isinstance(made, int) and isinstance(thoughts, int):
        made += thoughts
    event.learns_tokens(member(usage, "promptTokenCount"), made)
    if member(said, "error"):
        event.fails(member(said, "error", "status") or member(said, "error", "code"))

"""Answers of Hugging Face's tasks, and of its text-generation server, streamed or not."""

from collections.abc import Iterator

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

_TEXTS = ("generated_text", "summary_text", "translation_text", "text", "answer")
_TOKENS = "tokens"


def read_task(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or a whole answer: an object, a list, or a list of lists."""
    event = Event(finished=not stream)
    if stream:
        _piece(event, value)
    else:
        for root, made in _results(value):
            _result(event, made, root)
    if error := member(value, "error"):
        event.fails(member(value, "error_type") or member(error, "type"))
    add_rest(event, value, stream=False)
    return event


def _piece(event: Event, value: Json) -> None:
    """The next token; with the last one all that was generated is said again."""
    if member(value, "token", "special") is not True:
        event.text(("token", "text"), member(value, "token", "text"), "h.text", PIECE)
    whole = member(value, "generated_text")
    if isinstance(whole, str):
        event.text(("generated_text",), whole, "h.whole", REPEAT)
        event.closes.append("*")
        event.finished = True
    _learn(event, value)


def _results(value: Json, root: Path = (), lists: int = 2) -> Iterator[tuple[Path, Json]]:
    """What was made, alone or in a list or in a list of lists; deeper is nothing that is known."""
    if lists and isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _results(inner, (*root, at), lists - 1)
    elif isinstance(value, dict):
        yield root, value


def _result(event: Event, value: Json, root: Path) -> None:
    for name in _TEXTS:
        event.text((*root, name), member(value, name), f"h.{name}{len(event.spots)}", WHOLE)
    _spelt(event, value, root)
    _learn(event, value)


def _spelt(event: Event, value: Json, root: Path) -> None:
    """The same text token by token, where it was asked for."""
    run = f"h.{_TOKENS}{len(event.spots)}"
    for at, token in elements(member(value, "details", _TOKENS)):
        place: Path = (*root, "details", _TOKENS, at, "text")
        event.text(place, token.get("text"), run, PIECE._replace(kept=False))


def _learn(event: Event, value: Json) -> None:
    details = member(value, "details")
    prefill = member(details, "prefill")
    given = member(details, "input_length") or (len(prefill) if isinstance(prefill, list) else None)
    event.learns_tokens(given or None, member(details, "generated_tokens"))

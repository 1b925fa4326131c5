"""Answers of Gemini's page: rows with JSON in a string; every one says all again."""

from gateway.providers.events import (
    SNAPSHOT,
    Event,
    Json,
    add_rest,
    read_anything,
)
from gateway.providers.json_text import Path
from gateway.providers.nested import read_document

_SAID = "wrb.fr"
_END = "e"
_COMPLETE = 2
_CHAT = "c_"


def read_rows(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """One chunk: a list of rows."""
    if not stream:
        return read_anything(value, stream)
    event = Event()
    for at, row in enumerate(value if isinstance(value, list) else ()):
        kind = item(row, 0)
        if kind == _SAID:
            read_document(event, item(row, 2), (at, 2), _said)
            if isinstance(code := item(row, 5, 2, 0, 1, 0), int):
                event.fails(code)
        elif kind == _END:
            event.closes.append("*")
            event.finished = True
    add_rest(event, value, stream=True)
    return event


def _said(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """What a row says: the candidates so far, and whatever else."""
    event = Event()
    conversation = item(value, 1, 0)
    if isinstance(conversation, str) and conversation.startswith(_CHAT):
        event.conversation = conversation
    candidates = item(value, 4)
    for number, candidate in enumerate(candidates if isinstance(candidates, list) else ()):
        place: Path = (4, number)
        run = f"candidate{number}"
        event.text((*place, 37, 0, 0), item(candidate, 37, 0, 0), f"{run}.thought", SNAPSHOT)
        event.text((*place, 1, 0), item(candidate, 1, 0), f"{run}.text", SNAPSHOT)
        if item(candidate, 8, 0) == _COMPLETE:
            event.closes.append(f"{run}.")
    add_rest(event, value, stream=stream)
    return event


def item(value: Json, *places: int) -> Json:
    """What stands at these places of lists inside lists, or None wherever the shape is another."""
    for place in places:
        if not isinstance(value, list) or len(value) <= place:
            return None
        value = value[place]
    return value

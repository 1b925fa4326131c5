"""Answers of Le Chat: patches to a message, or the pieces of text of before."""

from collections.abc import Mapping

from gateway.providers.events import (
    PIECE,
    SNAPSHOT,
    Event,
    How,
    Json,
    add_rest,
    elements,
    member,
    read_anything,
)
from gateway.providers.json_text import Path
from gateway.providers.pointers import Sizes, labelled, leaves
from gateway.providers.words import label

_SAID = "/contentChunks/"
_NAMES = ("messageId", "patches")
_OVER = frozenset(("success", "error", "stopped", "aborted"))


class Patches:
    """Reads the lines of one answer."""

    def __init__(self) -> None:
        self._messages: dict[str, Sizes] = {}

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        if not stream:
            return _read_whole(value)
        event = Event()
        if isinstance(value, str):
            event.text((), value, "text", PIECE)
            return event
        told = member(value, "json")
        name = label(str(member(told, "messageId")))
        for at, patch in elements(member(told, "patches")):
            self._patch(event, name, patch, ("json", "patches", at, "value"))
        if isinstance(member(value, "finishReason"), str):
            event.closes.append("*")
            event.finished = True
        event.conversation = _chat(told)
        add_rest(event, _beside(value), stream=True)
        return event

    def _patch(self, event: Event, name: str, patch: Mapping[str, Json], path: Path) -> None:
        pointer, value = str(patch.get("path", "")).rstrip("/"), patch.get("value")
        adds = patch.get("op") == "append"
        sizes = self._messages.setdefault(name, {})
        for place, at, text in leaves(sizes, pointer, value, adds=adds):
            run = f"{name}{labelled(place)}"
            event.text((*path, *at), text, run, _how(place, adds=adds and not at))
        if pointer == "/generationStatus" and isinstance(value, str) and value in _OVER:
            event.closes.append("*")
            event.finished = True
            if value == "error":
                event.fails(value)


def _how(place: str, *, adds: bool) -> How:
    """What is said can grow; what is beside it stands alone."""
    if not place.startswith(_SAID) or not place.endswith("/text"):
        return How(delta=False, kept=False)
    return PIECE if adds else SNAPSHOT


def _beside(value: Json) -> Json:
    """What a line says beside names and places, in place."""
    told = member(value, "json")
    if not isinstance(told, dict):
        return value
    rest = {key: inner for key, inner in told.items() if key not in _NAMES}
    return {**value, "json": rest}


def _read_whole(value: Json) -> Event:
    """What a procedure answers; it names the chat that it made."""
    event = read_anything(value, False)  # noqa: FBT003 - an EventReader
    for _, one in elements(value if isinstance(value, list) else [value]):
        event.conversation = event.conversation or _chat(member(one, "result", "data", "json"))
    return event


def _chat(holder: Json) -> str:
    named = member(holder, "chatId") or member(holder, "chat", "id")
    return named if isinstance(named, str) else ""

"""Answers of DeepSeek's web chat: changes to a document, each leaving out what was said before."""

from collections.abc import Mapping

from gateway.providers.events import (
    PIECE,
    SNAPSHOT,
    WHOLE,
    Event,
    How,
    Json,
    add_rest,
    elements,
    member,
    read_anything,
)
from gateway.providers.json_text import Path
from gateway.providers.pointers import Sizes, labelled, leaves, resolved

_ROOT = "/response"
_SAID = ("/content", "/thinking_content")
_OVER = frozenset(("FINISHED", "INCOMPLETE", "CONTENT_FILTER"))
_CHANGE = frozenset(("p", "o", "v"))
_NAMES = frozenset(("request_message_id", "response_message_id", "updated_at", "click_behavior"))


class Fragments:
    """Reads the events of one answer."""

    def __init__(self) -> None:
        self._place, self._operation = "", "SET"
        self._sizes: Sizes = {}

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        if not stream:
            return read_anything(value, stream)
        event = Event()
        if not isinstance(value, dict):
            add_rest(event, value, stream=True)
        elif "v" in value and value.keys() <= _CHANGE:
            self._changed(event, value)
        else:
            _beside(event, value)
        return event

    def _changed(self, event: Event, change: Mapping[str, Json]) -> None:
        self._place = _text(change.get("p"), self._place)
        self._operation = _text(change.get("o"), self._operation)
        if self._operation == "BATCH":
            self._batch(event, self._place, change["v"], ("v",))
        else:
            self._apply(event, self._place, self._operation, change["v"], ("v",))

    def _batch(self, event: Event, place: str, changes: Json, path: Path) -> None:
        """Several changes below one place; what they leave out is not that of before."""
        below, operation = "", "SET"
        for at, change in elements(changes):
            below = _text(change.get("p"), below)
            operation = _text(change.get("o"), operation)
            inner = "/".join(part for part in (place, below) if part)
            if operation == "BATCH":
                self._batch(event, inner, change.get("v"), (*path, at, "v"))
            else:
                self._apply(event, inner, operation, change.get("v"), (*path, at, "v"))

    def _apply(self, event: Event, place: str, operation: str, value: Json, path: Path) -> None:
        """One change; `path` is where its value stands in the unit."""
        pointer = resolved(self._sizes, f"/{place}") if place else ""
        adds = operation == "APPEND"
        for at, inside, text in leaves(self._sizes, pointer, value, adds=adds):
            event.text((*path, *inside), text, labelled(at), _how(at, adds=adds and not inside))
        self._ends(event, pointer, value)

    def _ends(self, event: Event, pointer: str, value: Json) -> None:
        status = value if pointer == f"{_ROOT}/status" else member(value, "response", "status")
        if isinstance(status, str) and status in _OVER:
            event.closes.append("*")
            event.finished = True


def _how(place: str, *, adds: bool) -> How:
    """What is said can grow; what is beside it stands alone."""
    if not place.endswith(_SAID):
        return How(delta=False, kept=False)
    return PIECE if adds else SNAPSHOT


def _text(given: Json, before: str) -> str:
    return given.strip("/") if isinstance(given, str) else before


def _beside(event: Event, value: Mapping[str, Json]) -> None:
    """An event with a name: who is who, the title, a hint why there is no answer."""
    if value.get("type") == "error":
        event.fails(value.get("finish_reason"))
        event.closes.append("*")
    code = value.get("code") or member(value, "data", "biz_code")
    if isinstance(code, int) and code:
        event.fails(code)
    if "content" in value:
        event.text(("content",), value["content"], "beside", WHOLE._replace(kept=False))
    add_rest(event, {k: v for k, v in value.items() if k not in _NAMES}, stream=True)

"""Answers of ChatGPT's web chat: snapshots of messages, or the changes to make to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from gateway.providers.pointers import Sizes, labelled, leaves
from gateway.providers.words import label

_CHANGE = frozenset(("c", "p", "o", "v"))
_CONTENT = "/message/content/"
_COUNTED = "/message/content/parts/0"
_BESIDE = ("/content_type", "_id", "/language", "/response_format_name")


@dataclass(slots=True, kw_only=True)
class _Message:
    """What must be known of the message that a channel is about, to read changes to it."""

    name: str = ""
    role: Json = None
    status: Json = None
    ends_turn: Json = None
    sizes: Sizes = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return bool(self.status == "finished_successfully")


class Conversation:
    """Reads the events of one answer. A change leaves out what the one before it said as well."""

    def __init__(self) -> None:
        # Who joins in the middle, as after a lost line, meets pieces of a text nobody named.
        self._last: Mapping[str, Json] = {"c": 0, "p": "", "o": "append"}
        self._messages: dict[str, _Message] = {}

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        if not stream:
            return read_anything(value, stream)
        event = Event()
        if not isinstance(value, dict):
            return event  # which encoding the rest is in
        if value.keys() & {"v", "o"} and value.keys() <= _CHANGE:
            self._change(event, value)
        elif isinstance(value.get("message"), dict):
            self._apply(event, label("0"), {"v": value}, ())
        else:
            _other(event, value)
        return event

    def _change(self, event: Event, value: Mapping[str, Json]) -> None:
        given = {key: value[key] for key in ("c", "p", "o") if key in value}
        self._last = {**self._last, **given}
        channel = label(str(self._last["c"]))
        if self._last["o"] != "patch":
            self._apply(event, channel, {**self._last, "v": value.get("v")}, ("v",))
            return
        for at, change in elements(value.get("v")):
            self._apply(event, channel, change, ("v", at, "v"))
        add_rest(event, _unknown(value.get("v")), ("v",), stream=True)

    def _apply(self, event: Event, channel: str, change: Mapping[str, Json], path: Path) -> None:
        """One change; `path` is where its value stands in the unit."""
        value, operation = change.get("v"), change.get("o", "add")
        pointer = change.get("p", "")
        pointer = pointer.rstrip("/") if isinstance(pointer, str) else ""
        if not pointer and isinstance(value, dict):
            self._begin(event, channel, value)
        message = self._messages.setdefault(channel, _Message())
        _learn(message, pointer, value)
        run = f"{channel}.{message.name}"
        if _counts(pointer):
            # The only text of a message that anything counts in; here it is known which it is.
            event.runs[path if pointer else (*path, "message")] = run + labelled(_COUNTED)
        if operation == "truncate" and type(value) is int:
            event.cut(path, value, run + labelled(pointer))
        elif operation in ("remove", "truncate"):
            event.closes.append(run + labelled(pointer))
            add_rest(event, value, path, stream=True)
        else:
            adds = operation == "append"
            for place, at, text in leaves(message.sizes, pointer, value, adds=adds):
                how = _how(message, place, adds=adds and not at and place == pointer)
                event.text((*path, *at), text, run + labelled(place), how)
        if message.complete:
            event.closes.append(f"{run}/")
            own = message.role == "assistant" and message.ends_turn is True
            event.finished = event.finished or own

    def _begin(self, event: Event, channel: str, root: Json) -> None:
        """The channel is about another message from now on, or about the same as it is now."""
        name = label(str(member(root, "message", "id")))
        before = self._messages.get(channel)
        if before is not None and before.name != name:
            event.closes.append(f"{channel}.{before.name}/")
        self._messages[channel] = _Message(name=name)
        event.learns_model(member(root, "message", "metadata", "model_slug"))
        _names(event, root)
        if member(root, "error"):
            event.fails(member(root, "error", "code"))


def _counts(pointer: str) -> bool:
    """Whether what is changed there may hold offsets of the message's text."""
    return pointer in ("", "/message") or pointer.startswith("/message/metadata")


def _unknown(changes: Json) -> Json:
    """What a list of changes holds beside changes, in place."""
    if not isinstance(changes, list):
        return changes
    return [_beside(change) if isinstance(change, dict) else change for change in changes]


def _beside(change: Mapping[str, Json]) -> Json:
    return {key: value for key, value in change.items() if key not in _CHANGE}


def _other(event: Event, value: Mapping[str, Json]) -> None:
    """An event that is no change to a message; echoes of the prompt are restored like the rest."""
    kind = value.get("type")
    if kind == "title_generation":
        event.text(("title",), value.get("title"), "title", WHOLE)
    elif kind in ("message_stream_complete", "stream_handoff"):  # the rest comes by a socket
        event.closes.append("*")
        event.finished = True
    if kind == "error" or value.get("error"):
        event.fails(member(value, "error", "code"))
    _names(event, value)
    add_rest(event, value, stream=True)


def _names(event: Event, holder: Json) -> None:
    named = member(holder, "conversation_id")
    event.conversation = named if isinstance(named, str) else ""


def _how(message: _Message, place: str, *, adds: bool) -> How:
    """What is said can grow, so that its end may have to wait; what is beside it stands alone."""
    if place.startswith(_CONTENT) and not place.endswith(_BESIDE):
        how = PIECE if adds else SNAPSHOT
        return how._replace(kept=message.role == "assistant")
    if not place:
        return PIECE if adds else WHOLE
    return How(delta=adds, kept=False)


def _learn(message: _Message, pointer: str, value: Json) -> None:
    """Note the state of the message, if this change is about it."""
    if not pointer:
        message.role = member(value, "message", "author", "role")
        message.status = member(value, "message", "status")
        message.ends_turn = member(value, "message", "end_turn")
    elif pointer == "/message/status":
        message.status = value
    elif pointer == "/message/end_turn":
        message.ends_turn = value

"""The dialect `chatgpt.ws`: answers that ChatGPT hands over: events inside strings inside lists."""

import re
from collections.abc import Iterator, Sequence

from gateway.providers.chatgpt_events import Conversation
from gateway.providers.coverage import Route
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, add_rest, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.generic import failure
from gateway.providers.json_text import Path
from gateway.providers.nested import read_inside
from gateway.providers.refusals import generic_shape
from gateway.providers.sockets import MESSAGE, SocketFormat, never
from gateway.refusal import Refusal

SUBSCRIBED = Family(kinds={**COMMON, "offset": Kind.WORD})

_INSIDE = "encoded_item"
_DEEPEST = 20
_MOST_TOPICS = 64


class Handoff:
    """Reads the messages of one socket: on each topic, events as in the answer to a POST."""

    def __init__(self) -> None:
        self._topics: dict[str, Conversation] = {}

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event = Event()
        for path, text in _encoded(value, ()):
            read_inside(event, text, path, self._topic(_topic_of(value, path)))
        add_rest(event, _without(value), stream=stream)
        event.conversation = event.conversation or about(value)
        return event

    def _topic(self, name: str) -> Conversation:
        if name not in self._topics and len(self._topics) >= _MOST_TOPICS:
            del self._topics[next(iter(self._topics))]
        return self._topics.setdefault(name, Conversation())


def _topic_of(value: Json, path: Path) -> str:
    """The topic of the message that holds this path."""
    named = ""
    for step in path:
        named = str(member(value, "topic_id") or named)
        value = value[step]
    return named


def about(value: Json) -> str:
    """The conversation that a message is about."""
    found = (text for path, text in _strings(value, ()) if path[-1:] == ("conversation_id",))
    return next(found, "")


def _encoded(value: Json, root: Path) -> Iterator[tuple[Path, str]]:
    return (found for found in _strings(value, root) if found[0][-1:] == (_INSIDE,))


def _strings(value: Json, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif len(path) < _DEEPEST:
        members = value.items() if isinstance(value, dict) else ()
        for step, inner in enumerate(value) if isinstance(value, list) else members:
            yield from _strings(inner, (*path, step))


def _without(value: Json, depth: int = 0) -> Json:
    """The same value, less what has been read already."""
    if isinstance(value, list) and depth < _DEEPEST:
        return [_without(inner, depth + 1) for inner in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        left = ((key, inner) for key, inner in value.items() if key != _INSIDE)
        return {key: _without(inner, depth + 1) for key, inner in left}
    return value


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    return [[{"type": "error", **generic_shape(refusal, 403)}]]


HANDOFF_DIALECT = register(
    SocketFormat(
        name="chatgpt.ws",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*chatgpt\.com"),
        route=re.compile(r"^/(?:p[^/]*/)?ws/user/"),
        family=SUBSCRIBED,
        reader=read_anything,
        fresh=Handoff,
        shape=generic_shape,
        failure=failure,
        told=_told,
        asks=never,
        about=about,
        routes=(
            Route(
                products=("ChatGPT web",),
                method=MESSAGE,
                path="/p1/ws/user/{user}",
                streams=True,
                note="answers only: prompts are posted; the page's own interface, seen in public"
                " code",
            ),
        ),
    )
)

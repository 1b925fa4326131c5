"""The dialect `chatgpt.ws`: answers that ChatGPT hands over: events inside strings inside lists."""

import re
from collections.abc import Iterator, Sequence

from gateway.providers.coverage import Route
from gateway.providers.dialect import register
from gateway.providers.events import Event, EventReader, Json, add_rest, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.generic import failure
from gateway.providers.json_text import Path
from gateway.providers.nested import read_inside
from gateway.providers.refusals import generic_shape
from gateway.providers.sockets import MESSAGE, SocketFormat, never
from gateway.refusal import Refusal

READER: EventReader = read_anything
"""Reads the events inside; to be the one that reads the same events of a POST's answer."""

SUBSCRIBED = Family(kinds={**COMMON, "offset": Kind.WORD})

_INSIDE = "encoded_item"
_DEEPEST = 20


def read_handoff(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A list of messages of the server."""
    event = Event()
    for path, text in _encoded(value, ()):
        read_inside(event, text, path, READER)
    add_rest(event, _without(value), stream=stream)
    event.conversation = event.conversation or about(value)
    return event


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
        reader=read_handoff,
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

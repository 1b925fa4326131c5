"""Server-sent events inside a string of JSON: read like those of a stream, and written back."""

import json
from collections import defaultdict
from collections.abc import Mapping

from gateway.errors import Unreadable
from gateway.providers.events import Event, EventReader, Json, Spot
from gateway.providers.json_text import Path
from gateway.providers.splice import rewrite
from gateway.providers.sse import ServerSentEvents


class Inside(int):
    """A step of a path into a string: the number of the event inside."""


def read_inside(event: Event, text: str, path: Path, reader: EventReader) -> None:
    """Note what the events in a string say; `path` is where the string stands."""
    framing = ServerSentEvents()
    for number, unit in enumerate(_units(framing, text)):
        value = _value(framing.payload(unit))
        if isinstance(value, dict | list):
            inner = reader(value, True)  # noqa: FBT003 - an EventReader
            event.spots += (_moved(spot, (*path, Inside(number))) for spot in inner.spots)
            event.closes += inner.closes
            event.learns_model(inner.model)
            event.error = inner.error or event.error
            event.conversation = inner.conversation or event.conversation


def outward(source: str, texts: Mapping[Path, str]) -> dict[Path, str]:
    """The same texts, with those inside strings written into their strings."""
    plain = {path: text for path, text in texts.items() if _depth(path) is None}
    inside: defaultdict[Path, dict[int, dict[Path, str]]] = defaultdict(lambda: defaultdict(dict))
    for path, text in texts.items():
        at = _depth(path)
        if at is not None:
            inside[path[:at]][int(path[at])][path[at + 1 :]] = text
    if inside:
        value = json.loads(source, strict=False)
        for path, events in inside.items():
            plain[path] = _written(_at(value, path), events)
    return plain


def _written(text: str, events: Mapping[int, Mapping[Path, str]]) -> str:
    framing = ServerSentEvents()
    units = _units(framing, text)
    for number, texts in events.items():
        payload = framing.payload(units[number])
        if payload is not None:
            units[number] = framing.dress(units[number], rewrite(payload, dict(texts)))
    return b"".join(units).decode()


def _units(framing: ServerSentEvents, text: str) -> list[bytes]:
    return [*framing.feed(text.encode(errors="replace")), *framing.end()]


def _value(payload: str | None) -> Json:
    try:
        return json.loads(payload or "", strict=False)
    except (ValueError, RecursionError):
        return None


def _moved(spot: Spot, place: Path) -> Spot:
    return Spot(path=(*place, *(spot.path or ())), field=spot.field)


def _depth(path: Path) -> int | None:
    return next((at for at, step in enumerate(path) if isinstance(step, Inside)), None)


def _at(value: Json, path: Path) -> str:
    for step in path:
        value = value[step]
    if not isinstance(value, str):
        raise Unreadable("no text stands there")
    return value

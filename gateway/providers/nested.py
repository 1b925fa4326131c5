"""JSON or server-sent events inside a string of JSON: read, and written back in place."""

import json
from collections import defaultdict
from collections.abc import Mapping

from gateway.errors import Unreadable
from gateway.providers.events import Event, EventReader, Json, Spot
from gateway.providers.json_text import Inside, Path
from gateway.providers.splice import rewrite
from gateway.providers.sse import ServerSentEvents

DOCUMENT = Inside(-1)
"""The step into a string that is one JSON document; into events it is the event's number."""

type _News = Mapping[Path, str]


def read_inside(event: Event, text: str, path: Path, reader: EventReader) -> None:
    """Note what the events in a string say; `path` is where the string stands."""
    framing = ServerSentEvents()
    for number, unit in enumerate(_units(framing, text)):
        value = _value(framing.payload(unit))
        if isinstance(value, dict | list):
            _take(event, reader(value, True), (*path, Inside(number)))  # noqa: FBT003


def read_document(
    event: Event,
    text: Json,
    path: Path,
    reader: EventReader,
    *,
    stream: bool = True,
) -> bool:
    """Note what the JSON in a string says; False where the string is no JSON object or list."""
    value = _value(text) if isinstance(text, str) and text.lstrip()[:1] in ("{", "[") else None
    if not isinstance(value, dict | list):
        return False
    _take(event, reader(value, stream), (*path, DOCUMENT))
    return True


def outward(source: str, texts: _News) -> dict[Path, str]:
    """The same texts, with those inside strings written into their strings."""
    plain = {path: text for path, text in texts.items() if _depth(path) is None}
    inside: defaultdict[Path, dict[int, dict[Path, str]]] = defaultdict(lambda: defaultdict(dict))
    for path, text in texts.items():
        at = _depth(path)
        if at is not None:
            inside[path[:at]][int(path[at])][path[at + 1 :]] = text
    if inside:
        value = json.loads(source, strict=False)
        for path, parts in inside.items():
            plain[path] = _written(_at(value, path), parts)
    return plain


def _written(text: str, parts: Mapping[int, _News]) -> str:
    if DOCUMENT in parts:
        return _rewritten(text, parts[DOCUMENT])
    framing = ServerSentEvents()
    units = _units(framing, text)
    for number, texts in parts.items():
        payload = framing.payload(units[number])
        if payload is not None:
            units[number] = framing.dress(units[number], _rewritten(payload, texts))
    return b"".join(units).decode()


def _rewritten(source: str, texts: _News) -> str:
    return rewrite(source, outward(source, texts))


def _take(event: Event, inner: Event, place: Path) -> None:
    """What was read inside, as part of what is read outside."""
    event.spots += (_moved(spot, place) for spot in inner.spots)
    event.closes += inner.closes
    event.learns_model(inner.model)
    event.error = inner.error or event.error
    event.conversation = inner.conversation or event.conversation
    event.kept += inner.kept


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

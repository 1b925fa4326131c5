"""Offsets in an answer: which numbers count characters of which text, so that they follow it."""

from collections.abc import Iterator
from typing import NamedTuple

from gateway.providers.dialect import Mark
from gateway.providers.events import Counted, Event, Json, members
from gateway.providers.json_text import Path

STARTS = frozenset(("start_index", "start_idx", "start_ix"))
ENDS = frozenset(("end_index", "end_idx", "end_ix"))
"""Members of an annotation that count characters (Unicode code points)."""

_BEGINNINGS = ("start_i", "end_i")
_TEXTS: tuple[Path, ...] = (
    *(("text",), ("content",), ("value",), ("output_text",)),
    ("content", "parts", 0),
)


class _Text(NamedTuple):
    """A text of the unit: its place among the event's, its channel, whether it is a piece."""

    at: int
    channel: str
    delta: bool


def has_offsets(payload: str) -> bool:
    """Whether a look at the unit is worth it."""
    return _BEGINNINGS[0] in payload or _BEGINNINGS[1] in payload


def add_marks(event: Event, value: Json) -> None:
    """Note the offsets of annotations, each with the text that it counts in."""
    texts = {
        spot.path: _Text(at, spot.field.channel, spot.field.delta)
        for at, spot in enumerate(event.spots)
        if spot.path is not None
    }
    for path, offset in _offsets(value, ()):
        mark = _mark(event, texts, path, offset)
        if mark is not None:
            event.counted.append(Counted(path=path, mark=mark))


def _mark(event: Event, texts: dict[Path, _Text], path: Path, offset: int) -> Mark | None:
    """The mark of an offset; None where nothing says what it counts in."""
    ends = path[-1] in ENDS
    for size in range(len(path) - 2, -1, -1):  # not beside the offset: that is what it quotes
        root = path[:size]
        if (run := event.runs.get(path[: size + 1])) is not None:
            return Mark(channel=run, offset=offset, ends=ends)
        found = ((*root, *tail) for tail in _TEXTS)
        text = next((texts[place] for place in found if place in texts), None)
        if text is not None:
            field = None if text.delta else text.at
            return Mark(channel=text.channel, offset=offset, ends=ends, field=field)
    return None


def _offsets(value: Json, path: Path) -> Iterator[tuple[Path, int]]:
    for step, inner in members(value, path):
        if isinstance(inner, dict | list):
            yield from _offsets(inner, (*path, step))
        elif (step in STARTS or step in ENDS) and type(inner) is int:
            yield (*path, step), inner

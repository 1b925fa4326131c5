"""What one unit of an answer says: the texts with their places, what ends, what is learnt."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gateway.providers.dialect import Field, Mark
from gateway.providers.json_text import Inside, Path
from gateway.providers.words import IDS, SEALED, WORDS, is_id, is_long_blob, is_word, label

type Json = Any
"""A parsed JSON value of somebody else's making: nothing is known of its type."""

_SILENT = WORDS | IDS | SEALED | {"embedding"}
_JSON_SOURCE = frozenset(("arguments", "partial_json"))
_DEEPEST = 60


class How(NamedTuple):
    """How a text belongs to its channel; see `gateway.providers.dialect.Field`."""

    delta: bool
    json: bool = False
    kept: bool = True
    anew: bool = False

    def of_json(self) -> "How":
        """The same for text that is JSON source."""
        return self._replace(json=True)


PIECE = How(delta=True)
WHOLE = How(delta=False)
REPEAT = How(delta=False, kept=False)
SNAPSHOT = How(delta=True, anew=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A text and where it stands in the unit's JSON; `path` is None when the unit is plain text."""

    path: Path | None = field(repr=False)
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A mark, and where its number stands in the unit's JSON."""

    path: Path = field(repr=False)
    mark: Mark


@dataclass(slots=True, kw_only=True)
class Event:
    """What a reader finds in one unit.

    `closes` are beginnings of channel names: every open channel that starts so ends with the unit.
    `runs` says for members whose offsets count in a run of text which channel that is.
    """

    spots: list[Spot] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)
    runs: dict[Path, str] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)
    model: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    finished: bool = False  # the provider says that this was the end
    ending: bool = False  # a part ended; it is the end if nothing else is still open
    error: str = ""
    conversation: str = ""
    kept: list[str] = field(default_factory=list)
    seal: str = ""  # the name of the first thing that only the provider can read

    def keeps(self, *names: Json) -> None:
        """Note ids by which what was sent can be read back."""
        self.kept += [name for name in names if isinstance(name, str) and is_id(name)]

    def text(self, path: Path, value: Json, channel: str, how: How) -> None:
        """Note a text, if the value is one."""
        if isinstance(value, str) and (value or how.anew):
            said = Field(channel=channel, text=value, **how._asdict())
            self.spots.append(Spot(path=path, field=said))

    def cut(self, path: Path, offset: int, channel: str) -> None:
        """Note that a channel's text ends, from here on, at a place that the unit says."""
        mark = Mark(channel=channel, offset=offset, cuts=True, after=len(self.spots))
        self.counted.append(Counted(path=path, mark=mark))

    def fails(self, kind: Json) -> None:
        """Note an error by its type, which must look like one: a message is never kept."""
        name = str(kind) if isinstance(kind, str | int) else ""
        self.error = name if name and is_word(name) else "error"

    def learns_model(self, name: Json) -> None:
        if isinstance(name, str) and is_word(name):
            self.model = name

    def learns_tokens(self, given: Json, made: Json) -> None:
        """Token counts so far; None leaves what was known."""
        if isinstance(given, int) and not isinstance(given, bool):
            self.input_tokens = given
        if isinstance(made, int) and not isinstance(made, bool):
            self.output_tokens = made


type EventReader = Callable[[Json, bool], Event]
"""Reads one parsed unit; the flag says whether it is one of a stream."""


def member(value: Json, *names: str) -> Json:
    """The member at these names, or None wherever the shape is another."""
    for name in names:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def word(value: Json, *names: str) -> str:
    """Likewise, where a word of the protocol belongs; "" for anything that is no text."""
    found = member(value, *names)
    return found if isinstance(found, str) else ""


def elements(value: Json) -> Iterator[tuple[int, dict[str, Json]]]:
    """The objects of a list with their positions; nothing for anything else."""
    if isinstance(value, list):
        for position, element in enumerate(value):
            if isinstance(element, dict):
                yield position, element


def number(value: Json, otherwise: int) -> int:
    """An index as the provider gives it."""
    return value if isinstance(value, int) else otherwise


def add_rest(event: Event, value: Json, root: Path = (), *, stream: bool) -> None:
    """Note every text that the reader did not know, so that nothing comes back half restored.

    In a stream a text below a member called "delta" is taken for a piece of a longer one.
    """
    known = {_outside(spot.path) for spot in event.spots if spot.path is not None}
    for path, text in texts(value, root):
        if path not in known:
            channel = "rest" + "".join([f".{label(step)}" for step in path])
            delta = stream and "delta" in path
            event.text(path, text, channel, How(delta=delta, json=_is_source(path), kept=False))


def _outside(path: Path) -> Path:
    """Where a text stands, or the string that was read and holds it."""
    into = next((at for at, step in enumerate(path) if isinstance(step, Inside)), len(path))
    return path[:into]


def _is_source(path: Path) -> bool:
    return bool(path) and path[-1] in _JSON_SOURCE


def texts(value: Json, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text but words, ids and seals."""
    if isinstance(value, str):
        yield path, value
        return
    for step, inner in members(value, path):
        if isinstance(inner, str):
            if not _is_silent(step, inner):
                yield (*path, step), inner
        elif inner:
            yield from texts(inner, (*path, step))


def _is_silent(step: str | int, text: str) -> bool:
    """Whether this is a word, an id, a seal or a file: where sentences never stand."""
    return (step in _SILENT and " " not in text and step != "detail") or is_long_blob(text)


def members(value: Json, path: Path) -> Iterable[tuple[str | int, Json]]:
    """The members of an object or a list by their steps; none where it is too deep to matter."""
    if len(path) > _DEEPEST:
        return ()
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def add_strings(event: Event, value: Json, root: Path, channel: str, how: How = WHOLE) -> None:
    """Note every text of a value that is somebody's own JSON, each as a whole."""
    for path, text in _all_texts(value, root):
        event.text(path, text, f"{channel}.{len(event.spots)}", how)


def _all_texts(value: Json, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    for step, inner in members(value, path):
        yield from _all_texts(inner, (*path, step))


def read_anything(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A unit of a format nobody described: every text; in a stream each place is a run of text.

    Such a format has no end that could be known, so that any unit may be the last.
    """
    event = Event(finished=True)
    event.learns_model(member(value, "model"))
    if member(value, "error"):
        event.fails(member(value, "error", "type") or member(value, "error", "code"))
    for path, text in texts(value, ()):
        channel = "any" + "".join([f".{label(step)}" for step in path])
        event.text(path, text, channel, How(delta=stream, json=_is_source(path)))
    return event

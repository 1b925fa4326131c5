"""Changes to a JSON document that arrive one by one: where each text of a change stands in it.

A provider names the place (a JSON Pointer, or a path like it) and gives the value. What must be
remembered to follow it is how long each list is, because things are added after the last.
"""

from collections.abc import Iterator

from gateway.providers.events import Json, texts
from gateway.providers.json_text import Path
from gateway.providers.words import label

type Sizes = dict[str, int]
"""How many elements each list has, by its pointer."""

_DEEPEST = 60
_END = "-"
_LAST = "-1"
_LONGEST_INDEX = 10


def leaves(
    sizes: Sizes, pointer: str, value: Json, *, adds: bool
) -> Iterator[tuple[str, Path, str]]:
    """The texts of a new value: their pointers in the document, their paths in the value.

    `adds`: the value is added to what stands there, text to text or elements to a list.
    """
    if adds and pointer in sizes:
        listed = value if isinstance(value, list) else [value]
        first, single = sizes[pointer], listed is not value
        sizes[pointer] = first + len(listed)
        for number, inner in enumerate(listed):
            inside: Path = () if single else (number,)
            for place, at, text in _inside(sizes, f"{pointer}/{first + number}", inner):
                yield place, (*inside, *at), text
        return
    yield from _inside(sizes, _settled(sizes, pointer), value)


def resolved(sizes: Sizes, pointer: str) -> str:
    """The pointer with a number for every "the last one"."""
    known = ""
    for step in pointer.split("/")[1:]:
        known = f"{known}/{max(sizes.get(known, 0) - 1, 0) if step == _LAST else step}"
    return known


def labelled(pointer: str) -> str:
    """The pointer for the name of a channel, without keys that may be content."""
    named = [(index_of(step), step) for step in pointer.split("/")[1:]]
    return "".join([f"/{label(step if at is None else at)}" for at, step in named])


def _settled(sizes: Sizes, pointer: str) -> str:
    """The pointer with a number for "after the last"; the list there grows by what is added."""
    above, _, step = pointer.rpartition("/")
    at = sizes.get(above, 0) if step == _END else index_of(step)
    if above not in sizes or at is None:
        return pointer
    sizes[above] = max(sizes[above], at + 1)
    return f"{above}/{at}"


def index_of(step: str) -> int | None:
    """The index that a step of a pointer spells, unless no list can be so long."""
    return int(step) if step.isdecimal() and len(step) < _LONGEST_INDEX else None


def _inside(sizes: Sizes, pointer: str, value: Json) -> Iterator[tuple[str, Path, str]]:
    sizes.update(_lists(value, pointer, _DEEPEST))
    name = pointer.rpartition("/")[2]
    for at, text in texts({name: value}, ()):
        yield "/".join([pointer, *(_escaped(step) for step in at[1:])]), at[1:], text


def _lists(value: Json, pointer: str, depth: int) -> Iterator[tuple[str, int]]:
    if isinstance(value, list):
        yield pointer, len(value)
    if depth and isinstance(value, list | dict):
        members = enumerate(value) if isinstance(value, list) else value.items()
        for step, inner in members:
            yield from _lists(inner, f"{pointer}/{_escaped(step)}", depth - 1)


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")

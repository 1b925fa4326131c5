"""Find every text in JSON source and where it stands, so that it can be replaced in place.

Unlike a parser this loses nothing: keys that occur twice, how a number is spelt, white space.
"""

import json
import re
from typing import NamedTuple

from gateway.errors import Unreadable

STRING, NUMBER, LITERAL, KEY, CONTAINER = "string", "number", "literal", "key", "container"

MAX_DEPTH = 200
"""Deeper nesting is nobody's prompt, and breaks the parsers of others."""

MAX_VALUES = 100_000
"""More of them are nobody's prompt, and would keep everybody else waiting (about half a second)."""

type Path = tuple[str | int, ...]


class Inside(int):
    """A step of a path into a string that holds a document itself: which one of several."""


type Step = re.Pattern[str]

_SPACE = r"[ \t\n\r]*+"
_ESCAPE = r"\\(?:[\"\\/bfnrt]|u[0-9a-fA-F]{4})"
_QUOTED = rf'"[^"\\]*+(?:{_ESCAPE}[^"\\]*+)*+"'
_DIGITS = r"(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_NUMBER = rf"-?(?:{_DIGITS}|Infinity)|NaN"
# Groups: 1 the closing bracket, 2 a key, then the value: 3 string 4 number 5 literal 6 [ 7 {
_VALUE = rf"(?:({_QUOTED})|({_NUMBER})|(true|false|null)|(\[)|(\{{))"
_CLOSER, _KEYED, _ARRAY, _OBJECT = 1, 2, 6, 7
_KINDS = ("", "", "", STRING, NUMBER, LITERAL)


def _steps(closer: str, key: str) -> tuple[Step, Step]:
    """What may stand just after an opening bracket, and what after a value."""
    value = rf"{key}{_VALUE}"
    first = rf"{_SPACE}(?:({closer})|{value})"
    following = rf"{_SPACE}(?:({closer})|,{_SPACE}{value})"
    return re.compile(first, re.DOTALL), re.compile(following, re.DOTALL)


_DOCUMENT = re.compile(rf"{_SPACE}((?!))?((?!))?{_VALUE}", re.DOTALL)
_IN_OBJECT = _steps(r"\}", rf"({_QUOTED}){_SPACE}:{_SPACE}")
_IN_ARRAY = _steps(r"\]", "((?!))?")
_PARSER = json.JSONDecoder(strict=False)
_END = re.compile(rf"{_SPACE}\Z")
_FIELD_NAME = re.compile(r"[a-z_$](?:[A-Za-z_$.-]++|[0-9]{1,5}(?![0-9]))*+")
_LONGEST_FIELD_NAME = 60


class Leaf(NamedTuple):
    """A value (or a key) of JSON source: its path from the root, and its span, quotes included.

    Offsets count characters of the source. KEY: a key that is not an ordinary field name, so that
    it may be content (`{"Jane Example": 3}`); its path ends in the key. CONTAINER: see `scan`.
    """

    path: Path
    kind: str
    start: int
    end: int


class _Open(NamedTuple):
    """An open array or object: where it is, how it goes on, how far an array has come."""

    path: Path
    start: int
    following: Step
    reached: int
    wanted: bool


class Room:
    """How many more values of one body are read, JSON inside its strings included."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_VALUES

    def take(self) -> bool:
        """One more; False when there is no room for it."""
        self.left -= 1
        return self.left >= 0


def unquote(source: str, leaf: Leaf) -> str:
    """The text of a string or key that `scan` found in this source."""
    return _unquoted(source, leaf.start, leaf.end)


def _unquoted(source: str, start: int, end: int) -> str:
    inside = source[start + 1 : end - 1]
    return str(_PARSER.decode(source[start:end])) if "\\" in inside else inside


def scan(
    source: str, containers: frozenset[str] = frozenset(), room: Room | None = None
) -> list[Leaf]:
    """Every leaf of a JSON document in order; also the objects and arrays under these keys.

    Takes linear time. Raises Unreadable for what is not JSON, is nested too deeply, or holds more
    values than there is room for.
    """
    room = room or Room()
    found: list[Leaf] = []
    stack: list[_Open] = []
    path: Path = ()
    match = _DOCUMENT.match(source, 1 if source.startswith("\ufeff") else 0)
    while match is not None and room.take():
        kind = match.lastindex or 0
        if kind >= _ARRAY:
            stack.append(_enter(match, path, containers, len(stack)))
            path, step = stack[-1].path, (_IN_ARRAY if kind == _ARRAY else _IN_OBJECT)[0]
        else:
            if kind == _CLOSER:
                _leave(stack.pop(), match.end(), found)
            else:
                found.append(Leaf(path, _KINDS[kind], match.start(kind), match.end()))
            if not stack:
                return _finished(found, source, match.end())
            step = stack[-1].following
        match = step.match(source, match.end())
        if match is not None and match.lastindex != _CLOSER:
            path = _member(match, stack, found)
    raise Unreadable("this is not JSON")


def _enter(match: re.Match[str], path: Path, containers: frozenset[str], depth: int) -> _Open:
    if depth >= MAX_DEPTH:
        raise Unreadable(f"JSON is nested deeper than {MAX_DEPTH}")
    array = match.lastindex == _ARRAY
    wanted = bool(path) and path[-1] in containers
    following = (_IN_ARRAY if array else _IN_OBJECT)[1]
    return _Open(path, match.end() - 1, following, -1 if array else -2, wanted)


def _leave(closed: _Open, end: int, found: list[Leaf]) -> None:
    if closed.wanted:
        found.append(Leaf(closed.path, CONTAINER, closed.start, end))


def _member(match: re.Match[str], stack: list[_Open], found: list[Leaf]) -> Path:
    """The path of the value that was just matched."""
    top = stack[-1]
    if top.reached > -2:
        stack[-1] = top._replace(reached=top.reached + 1)
        return (*top.path, top.reached + 1)
    start, end = match.span(_KEYED)
    key = _unquoted(match.string, start, end)
    path = (*top.path, key)
    if not _FIELD_NAME.fullmatch(key) or len(key) > _LONGEST_FIELD_NAME:
        found.append(Leaf(path, KEY, start, end))
    return path


def _finished(found: list[Leaf], source: str, end: int) -> list[Leaf]:
    if not _END.match(source, end):
        raise Unreadable("there is more after the end of the JSON document")
    return found

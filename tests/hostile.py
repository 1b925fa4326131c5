"""Texts made from a pattern to make it backtrack: each repeated part of it, over and over."""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator

# Private to the standard library, and the one exact account of what a pattern repeats.
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import detectors
from detectors.registry import rule_classes

_CLASSES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
# Asked at the start of one value of bounded length, never of a text; or of a file's beginning.
AT_START = {
    *("detectors.placeholders._CODE", "detectors.strength._ORDINARY"),
    *(f"detectors.documents.office.{name}" for name in ("_MADE_BY_PROGRAMS", "_XML", "_MACROS")),
    "detectors.documents.opendocument._MADE_BY_PROGRAMS",
    *(f"detectors.documents.sniff.{name}" for name in ("_MAIL", "_HTML", "_XML")),
}
_APART = ("detectors.training", "detectors.evaluation", "detectors.worker")


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of every rule and every module of detectors, by name."""
    found = {f"{r.__name__}.{k}": getattr(r, k, None) for r in rule_classes() for k in dir(r)}
    for module in pkgutil.walk_packages(detectors.__path__, "detectors."):
        if not module.name.startswith(_APART):
            members = vars(importlib.import_module(module.name))
            found |= {f"{module.name}.{name}": value for name, value in members.items()}
    return {name: one for key, value in found.items() for name, one in _patterns_in(key, value)}


def _patterns_in(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    """A pattern itself, those that a gate asks, and those of the forms of a row."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            pattern = getattr(one, "pattern", None)
            if isinstance(pattern, re.Pattern):
                yield f"{name}[{number}]", pattern
    elif not isinstance(value, type):
        asked = getattr(value, "patterns", ())
        for number, one in enumerate(asked if isinstance(asked, tuple) else ()):
            yield f"{name}[{number}]", one


def pumps(pattern: re.Pattern[str]) -> Iterator[str]:
    """What the pattern matches, and what each repeat in it matches once."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    parts = {_sample(tree), *map(_sample, _repeated(tree))}
    yield from sorted(part for part in parts if part)


def _repeated(tree: Iterable[Any]) -> Iterator[Any]:
    for code, value in tree:
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
            yield value[2]
        yield from _repeated(_inside(code, value))


def _inside(code: object, value: Any) -> Iterator[Any]:
    if code is codes.BRANCH:
        for branch in value[1]:
            yield from branch
    elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
        yield from value[2]
    elif code is codes.SUBPATTERN:
        yield from value[3]


def _sample(tree: Iterable[Any]) -> str:
    return "".join(_piece(code, value) for code, value in tree)


def _piece(code: object, value: Any) -> str:
    makers: dict[object, Callable[[], str]] = {
        codes.LITERAL: lambda: chr(value),
        codes.NOT_LITERAL: lambda: "b" if value == ord("a") else "a",
        codes.IN: lambda: _member(value),
        codes.ANY: lambda: "a",
        codes.BRANCH: lambda: _sample(value[1][0]),
        codes.MAX_REPEAT: lambda: _sample(value[2]) * max(value[0], 1),
        codes.MIN_REPEAT: lambda: _sample(value[2]) * max(value[0], 1),
        codes.SUBPATTERN: lambda: _sample(value[3]),
    }
    return makers[code]() if code in makers else ""


def _member(members: list[tuple[Any, Any]]) -> str:
    if members[0][0] is codes.NEGATE:
        taken = {chr(value) for code, value in members if code is codes.LITERAL}
        return next(c for c in "a1 .x-" if c not in taken)
    code, value = members[0]
    if code is codes.CATEGORY:
        return _CLASSES.get(str(value), ".")
    return chr(value[0] if code is codes.RANGE else value)


def seconds(name: str, pattern: re.Pattern[str], text: str) -> float:
    """The best of three readings of the whole text, in processor time."""
    return min(_reading(name, pattern, text) for _ in range(3))


def _reading(name: str, pattern: re.Pattern[str], text: str) -> float:
    read: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    start = time.thread_time()
    if name in AT_START:
        pattern.fullmatch(read)
    else:
        for _ in pattern.finditer(read):
            pass
    return time.thread_time() - start


def repeated(part: str, size: int) -> str:
    """So many characters of a part over and over, and an end that no pattern expects."""
    return (part * (size // len(part) + 1))[:size] + "\x00"


def worst_pattern(size: int = 2_000) -> tuple[str, float]:
    """The slowest pattern on its own hostile texts, and its milliseconds per 1,000 characters."""
    times = (
        (seconds(name, pattern, repeated(part, size)) * 1e6 / size, name)
        for name, pattern in patterns().items()
        for part in pumps(pattern)
    )
    worst, name = max(times)
    return name, worst

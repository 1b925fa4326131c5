"""Reads one YAML file into plain values that remember their lines. YAML 1.2 words, no aliases."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import yaml

from gateway.errors import ConfigError, Problem

type Place = tuple[str | int, ...]
type Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None

_TEXT_TAG = "tag:yaml.org,2002:str"
_STANDARD = "str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"
_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in _STANDARD)
# YAML 1.2's core words only: `no`, `on`, `12:30` and `1_000` stay the text that somebody typed.
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FRACTION = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_BRACKETS = re.compile(r"[\[\]{}]")
_DEEPEST = 100
_LONGEST_LINE = 4_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def dotted(place: Place) -> str:
    """A place as people write it: rules[3].params.min_score."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(parts).removeprefix(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's plain value and the 1-based line on which each place in it stands."""

    file: str
    value: Plain = field(default=None, repr=False)
    lines: Mapping[Place, int] = field(default_factory=dict, repr=False)

    def line(self, place: Place) -> int:
        """The line of that place, or of the nearest thing around it that is written down."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def problem(self, place: Place, message: str) -> Problem:
        """That message, said about that place."""
        return Problem(file=self.file, line=self.line(place), where=dotted(place), message=message)


def read(path: Path) -> Document:
    """The file's value. Raises ConfigError with every structural problem, each with its line."""
    document, problems = examine(path)
    if problems:
        raise ConfigError(*problems)
    return document


def examine(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    """As `read`, with the problems beside what could be read. Raises only when nothing could."""
    reader = _Reader(path.name)
    return reader.document(_text(path)), tuple(reader.problems)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"cannot be read: {error.strerror or 'unknown reason'}"
    except UnicodeDecodeError:
        message = "is not UTF-8 text; save it as UTF-8"
    raise ConfigError(Problem(file=path.name, line=0, where="", message=message))


class _Reader:
    """Turns nodes into values and notes lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._lines: dict[Place, int] = {}
        self._seen: set[int] = set()

    def document(self, text: str) -> Document:
        self._bounded(text)
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            raise self._syntax(error) from None  # its text quotes the file
        value = None if node is None else self._value(node, ())
        return Document(file=self.file, value=value, lines=self._lines)

    def _bounded(self, text: str) -> None:
        # libyaml nests on the C stack: without a bound, a deep enough file ends the process.
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > _LONGEST_LINE:
                raise self._unusable(f"is longer than {_LONGEST_LINE} characters", number)
        steps = (1 if bracket in "[{" else -1 for bracket in _BRACKETS.findall(text))
        if max(accumulate(steps), default=0) > _DEEPEST:
            raise self._unusable("is nested too deeply, or brackets are not closed")

    def _unusable(self, message: str, line: int = 0) -> ConfigError:
        return ConfigError(Problem(file=self.file, line=line, where="", message=message))

    def _syntax(self, error: yaml.YAMLError) -> ConfigError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        return self._unusable(f"is not valid YAML: {said}", mark.line + 1 if mark else 0)

    def _note(self, node: yaml.Node, place: Place, message: str) -> None:
        line = node.start_mark.line + 1
        where = dotted(place)
        self.problems.append(Problem(file=self.file, line=line, where=where, message=message))

    def _value(self, node: yaml.Node, place: Place) -> Plain:
        self._lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._seen:
            self._note(node, place, "anchors and aliases (& and *) are not used here; write it out")
            return None
        self._seen.add(id(node))
        if len(place) > _DEEPEST:
            raise self._unusable("is nested too deeply", node.start_mark.line + 1)
        if node.tag not in _TAGS:
            self._note(node, place, f"the tag {node.tag} is not allowed")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, place)
        assert isinstance(node, yaml.ScalarNode)  # the three kinds of YAML
        return self._scalar(node, place)

    def _scalar(self, node: yaml.ScalarNode, place: Place) -> Plain:
        text = str(node.value)
        if node.tag == _TEXT_TAG or node.style:  # plain is None, or "" from libyaml
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _FRACTION.fullmatch(text) else text

    def _sequence(self, node: yaml.SequenceNode, place: Place) -> Plain:
        return [self._value(item, (*place, number)) for number, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, place: Place) -> Plain:
        found: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note(key, place, "a key must be a word")
                continue
            here = (*place, key.value)
            if key.value in found:
                self._note(key, here, f"'{key.value}' is written twice; keep one")
                continue
            self._lines[here] = key.start_mark.line + 1
            found[key.value] = self._value(value, here)
        return found

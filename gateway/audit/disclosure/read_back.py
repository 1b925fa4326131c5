"""Reads a finished package back as those will who get it, and looks for what was left out."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, BinaryIO
from zipfile import ZipFile

from gateway.audit.disclosure.rescan import Redacted, check_text

_DATA = frozenset({"pre", "td", "dd"})
"""Elements that hold what came from records; all else is ours."""


def check_archive(source: BinaryIO, values: Sequence[Redacted]) -> None:
    """Raises StillHeld where a file holds a value. Files are read a line or a page at a time."""
    with ZipFile(source) as archive:
        for name in archive.namelist():
            with archive.open(name) as raw:
                file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
                for text in _texts(name, file):
                    check_text(text, values, name.partition("/")[2])


def _texts(name: str, file: io.TextIOWrapper) -> Iterator[str]:
    if name.endswith(".jsonl"):
        for line in file:
            yield from _strings(json.loads(line))
    elif name.endswith(".csv"):
        rows = csv.reader(file)
        next(rows)
        yield from (value for row in rows for value in row)
    elif name.endswith(".html"):
        reader = _Reader()
        reader.feed(file.read())
        yield from reader.texts


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


class _Reader(HTMLParser):
    """Gathers the text of each element that holds data."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _DATA:
            self._open.append(tag)
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[-1] += data

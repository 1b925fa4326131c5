"""Cells of tables written as text (CSV, semicolons, bars, tabs), with the heading of their column.

A number under "UTR" is introduced by its heading as by a word before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detectors.gist import Gist

_LINE = re.compile(r"[^\n]+")
_DELIMITERS = "|\t;,"
_CELLS = {
    mark: re.compile(rf'(?:^|{re.escape(mark)})[ ]{{0,40}}("[^"\n]{{0,200}}"|[^{mark}\n]{{0,200}})')
    for mark in _DELIMITERS
}
_LONGEST_HEADER = 400
_LONGEST_TITLE = 32
_FIGURES = re.compile(r"\d{3}")
_RULE_LINE = re.compile(r"[\s|+:=-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """Code-point offsets of what stands in one cell, without quotation marks and blanks."""

    start: int
    end: int


def cells(gist: Gist, heading: re.Pattern[str]) -> Iterator[Cell]:
    """The cells below every heading that `heading` is found in, row by row."""
    if any(heading.search(title) for title in gist.once(_titles)):
        yield from _cells(gist.text, heading)


def _titles(gist: Gist) -> frozenset[str]:
    """What stands in all lines that could be a header: without a heading there is no table."""
    text = gist.text
    if "\n" not in text:  # a heading alone is no table
        return frozenset()
    return frozenset(title for line in text.split("\n") for title in _header(line)[1])


def _cells(text: str, heading: re.Pattern[str]) -> Iterator[Cell]:
    mark = ""
    columns: Sequence[int] = ()
    end = -1
    for line in _LINE.finditer(text):
        if line.start() > end + 1:
            mark = ""  # a blank line ends a table
        end = line.end()
        if mark and _RULE_LINE.fullmatch(line[0]):
            continue
        if mark and mark in line[0]:
            yield from _chosen(line, mark, columns)
        else:
            mark, titles = _header(line[0])
            columns = tuple(n for n, title in enumerate(titles) if heading.search(title))
            mark = mark if columns else ""


def _header(line: str) -> tuple[str, Sequence[str]]:
    """The delimiter of a header line and what stands in its columns; ("", ()) for another line."""
    if len(line) > _LONGEST_HEADER or _FIGURES.search(line):
        return "", ()
    mark = max(_DELIMITERS, key=line.count)
    if not line.count(mark):
        return "", ()
    plain = '"' not in line and "   " not in line
    if plain and any(len(cell.strip(" ")) > _LONGEST_TITLE for cell in line.split(mark)):
        return "", ()  # prose: most lines need not be taken apart
    titles = [match[1].strip('" ') for match in _CELLS[mark].finditer(line)]
    if any(len(title) > _LONGEST_TITLE for title in titles):
        return "", ()
    return mark, titles


def _chosen(line: re.Match[str], mark: str, columns: Sequence[int]) -> Iterator[Cell]:
    for number, match in enumerate(_CELLS[mark].finditer(line[0])):
        if number in columns:
            inside = match[1].strip('" ')
            if inside:
                start = line.start() + line[0].index(inside, match.start(1))
                yield Cell(start, start + len(inside))

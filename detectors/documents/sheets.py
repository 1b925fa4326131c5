"""Workbooks: cells row by row, hidden ones too, and all else as in other Office files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import ClassVar

from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.office import read_part
from detectors.documents.packed import Packed
from detectors.documents.xml import walk

_SHEET = re.compile(r"xl/(?:work|dialog|chart|macro)sheets/[^/]+\.xml", re.IGNORECASE)
_COLUMN = re.compile(r"([A-Z]{1,3})\d+")
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_WIDEST = 200  # columns that a row keeps apart; cells further right follow directly


@dataclass(slots=True)
class _Strings:
    """xl/sharedStrings.xml: the texts that cells name by number."""

    keeps_all: ClassVar[bool] = False
    texts: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _reading: bool = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        self._reading = tag == "t"

    def end(self, tag: str) -> None:
        self._reading = False
        if tag == "si":
            self.texts.append("".join(self._pieces))
            self._pieces.clear()

    def data(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)

    def comment(self, text: str) -> None:
        """Programs write none here."""


@dataclass(slots=True)
class _Formats:
    """xl/styles.xml: which cell styles show a number as a date."""

    keeps_all: ClassVar[bool] = False
    dates: list[bool] = field(default_factory=list)
    _own: dict[str, bool] = field(default_factory=dict)
    _inside: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", "")).lower()
            self._own[attributes.get("numFmtId", "")] = any(c in code for c in "dyh")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            known = number.isdigit() and int(number) in _DATE_FORMATS
            self.dates.append(self._own.get(number, known))

    def end(self, tag: str) -> None:
        self._inside = self._inside and tag != "cellXfs"

    def data(self, text: str) -> None:
        """Styles hold no text."""

    def comment(self, text: str) -> None:
        """Nor comments."""


@dataclass(slots=True)
class _Book:
    """xl/workbook.xml: the names of the sheets, and which are hidden."""

    keeps_all: ClassVar[bool] = False
    sheets: list[tuple[str, bool]] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden))

    def end(self, tag: str) -> None:
        """All is in the attributes."""

    def data(self, text: str) -> None:
        """All is in the attributes."""

    def comment(self, text: str) -> None:
        """Programs write none here."""


@dataclass(slots=True)
class _Cells:
    """One sheet: a line for each row, its cells with a tab between them."""

    keeps_all: ClassVar[bool] = False
    strings: list[str]
    dates: list[bool]
    used: set[int]  # numbers of the strings that cells name
    lines: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # headers, footers, formulas with texts
    hidden: int = 0
    _row: dict[int, str] = field(default_factory=dict)
    _cell: Mapping[str, str] = field(default_factory=dict)
    _text: list[str] = field(default_factory=list)
    _value: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row" and attributes.get("hidden") in {"1", "true"}:
            self.hidden += 1
        if tag == "c":
            self._cell, self._value = dict(attributes), ""
        if tag not in {"is", "r"}:
            self._text = []

    def end(self, tag: str) -> None:
        said = "".join(self._text)
        if tag in {"v", "t"}:
            self._value += said
        elif tag == "c":
            self._place()
        elif tag == "row":
            self.lines.append("\t".join(self._columns()))
            self._row = {}
        elif said.strip() and (tag != "f" or '"' in said):
            self.others.append(said)
        self._text = []

    def data(self, text: str) -> None:
        self._text.append(text)

    def comment(self, text: str) -> None:
        self.others.append(text)

    def _place(self) -> None:
        match = _COLUMN.fullmatch(self._cell.get("r", ""))
        column = _number_of(match[1]) if match else max(self._row, default=-1) + 1
        self._row[column] = self._shown()

    def _shown(self) -> str:
        value, kind = self._value, self._cell.get("t", "n")
        if kind == "s":
            if not value.isdigit() or int(value) >= len(self.strings):
                return ""
            self.used.add(int(value))
            return self.strings[int(value)]
        if kind != "n":
            return value
        style = self._cell.get("s", "0")
        dated = style.isdigit() and int(style) < len(self.dates) and self.dates[int(style)]
        return _dated(value) if dated else _plain(value)

    def _columns(self) -> Iterator[str]:
        done = -1
        for column in sorted(self._row):
            yield from [""] * (min(column, _WIDEST) - min(done, _WIDEST) - 1)
            yield self._row[column].replace("\n", " ")
            done = column


def read_workbook(data: bytes, at: str, gathering: Gathering) -> None:
    """Every sheet, then every other part."""
    packed = Packed(data, gathering)
    book, strings, formats = _Book(), _Strings(), _Formats()
    for name, target in (
        ("xl/workbook.xml", book),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", formats),
    ):
        if name in packed:
            walk(packed.read(name), target, gathering)
    gathering.text(f"{at}sheet names", "\n".join(name for name, _ in book.sheets))
    used: set[int] = set()
    sheets = sorted((n for n in packed.names if _SHEET.fullmatch(n)), key=_natural)
    for number, name in enumerate(sheets):
        hidden = number < len(book.sheets) and book.sheets[number][1]
        place = f"{at}sheet {number + 1}" + (" (hidden)" if hidden else "")
        cells = _Cells(strings=strings.texts, dates=formats.dates, used=used)
        _sheet(packed, name, place, cells, gathering)
    # A text that no cell names any more is still in the file.
    left = (text for number, text in enumerate(strings.texts) if number not in used)
    gathering.text(f"{at}texts of no cell", "\n".join(left))
    for name in packed.names:
        if name not in sheets and name != "xl/sharedStrings.xml":
            read_part(packed, name, at, gathering)


def _sheet(packed: Packed, name: str, place: str, cells: _Cells, gathering: Gathering) -> None:
    try:
        walk(packed.read(name), cells, gathering)
    except Unreadable as error:
        gathering.missed(place, str(error))
    gathering.text(place, "\n".join(line for line in cells.lines if line.strip()))
    gathering.text(f"{place}, headers and formulas", "\n".join(cells.others))


def _natural(name: str) -> tuple[int, str]:
    digits = re.search(r"(\d{1,6})\.xml$", name)
    return (int(digits[1]) if digits else 0, name)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _plain(value: str) -> str:
    """A number without an exponent, as people would read it."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _dated(value: str) -> str:
    """A serial number of days since 1900 as a date, with the time where there is one."""
    try:
        moment = datetime(1899, 12, 30) + timedelta(days=float(value))  # noqa: DTZ001 - no zone
    except (ValueError, OverflowError):
        return value
    whole: date | datetime = moment.date() if moment.time() == datetime.min.time() else moment
    return str(whole)

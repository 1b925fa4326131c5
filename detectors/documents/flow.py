"""The text of an office document's XML part, with paragraphs, table rows and tracked changes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from detectors.documents.words import names

_PARAGRAPHS = frozenset(("p", "h", "txbxContent"))
_CELLS = frozenset(("tc", "table-cell", "covered-table-cell"))
_ROWS = frozenset(("tr", "table-row"))
_STANDING_FOR = {
    **dict.fromkeys(("tab", "ptab"), "\t"),
    **dict.fromkeys(("br", "cr", "line-break"), "\n"),
    "noBreakHyphen": "-",
    "s": " ",
}
"""Empty elements that are a character each."""

_INLINE = names(
    "t r delText span a hyperlink ins del moveFrom moveTo smartTag sdt sdtContent ruby rt"
    " rubyBase fld fldSimple s text-input bookmark e num den sub sup fName oMath ruby-base"
)
"""Elements whose text runs on in that of their neighbours."""

_APART = names("instrText delInstrText creator date date-string note-citation")
"""Elements inside a paragraph whose text is not part of its sentences."""

_ADDED = frozenset(("ins", "moveTo"))
_REMOVED = frozenset(("del", "moveFrom"))
_SAYING = names(
    "author initials descr title alt displayText userId providerId displayName authorId"
    " connection command refersTo prompt promptTitle error errorTitle string value-string"
    " string-value oddHeader href Target text help-text label"
)
"""Attributes that hold what people wrote."""

_NAMING = names(
    "docPr cNvPr sheet property cmAuthor author person table tableColumn definedName dataField"
    " pivotField cacheField user-defined bookmark database-range named-range frame"
)
"""Elements whose attribute `name` people chose."""

_AUTOMATIC = re.compile(
    r"(?:Title|Subtitle|Content|Text|Date|Footer|Header|Slide (?:Number|Image)|Notes|Picture|Image"
    r"|Vertical (?:Title|Text)|Text ?Box|Rectangle|Group|Shape|Table|Chart|Diagram|Graphic|Object"
    r"|Straight Connector|Connector|Info|Oval|Line)(?: Placeholder)? \d{1,4}"
)
"""Names that programs give to shapes."""

_VALUED = names("alias tag docVar default statusText helpText comboBox s v listItem")
"""Elements whose `val`, `v` or `value` is text."""

_TELLING = 6  # digits: fewer identify nobody


@dataclass(slots=True)
class _Paragraph:
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """Gathers `lines`; `tracked` are paragraphs as they were before tracked changes.

    `said` are texts of attributes: authors, descriptions of pictures, names people gave.
    """

    keeps_all: ClassVar[bool] = True
    lines: list[str] = field(default_factory=list)
    tracked: list[str] = field(default_factory=list)
    said: dict[str, None] = field(default_factory=dict)
    _open: list[_Paragraph] = field(default_factory=lambda: [_Paragraph()])
    _rows: list[list[str]] = field(default_factory=list)
    _cells: list[list[str]] = field(default_factory=list)
    _added: int = 0
    _removed: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if attributes:
            self._note(tag, attributes)
        if tag in _PARAGRAPHS:
            self._open.append(_Paragraph())
        elif tag in _ROWS:
            self._rows.append([])
        elif tag in _CELLS:
            self._cells.append([])
        elif tag in _STANDING_FOR and not {"val", "v"} & attributes.keys():
            self.data(_STANDING_FOR[tag])
        else:
            self._count(tag, 1)
            if tag not in _INLINE:
                self._close_loose()

    def end(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._end_paragraph()
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _ROWS:
            self._end_row()
        else:
            self._count(tag, -1)
            if tag in _APART:
                self.data(" ")
            if tag not in _INLINE and tag not in _STANDING_FOR:
                self._close_loose()

    def data(self, text: str) -> None:
        paragraph = self._open[-1]
        if not self._removed:
            paragraph.now.append(text)
        if not self._added:
            paragraph.before.append(text)

    def comment(self, text: str) -> None:
        self.said[text.strip()] = None

    def _count(self, tag: str, by: int) -> None:
        """Inside tracked changes texts are of one version only."""
        self._added += by * (tag in _ADDED)
        self._removed += by * (tag in _REMOVED)

    def finished(self) -> None:
        """Nothing more comes: what is still open is a line too."""
        while len(self._open) > 1:
            self._end_paragraph()
        while self._cells:
            self._end_cell()
        while self._rows:
            self._end_row()
        self._close_loose()

    def _close_loose(self) -> None:
        """Text outside any paragraph (core properties, a field's code) is a line of its own."""
        if len(self._open) == 1:
            self._say(self._open[0])
            self._open[0] = _Paragraph()

    def _end_paragraph(self) -> None:
        if len(self._open) > 1:
            self._say(self._open.pop())

    def _say(self, paragraph: _Paragraph) -> None:
        now, before = "".join(paragraph.now), "".join(paragraph.before)
        if now.strip():
            (self._cells[-1] if self._cells else self.lines).append(now)
        if before.strip() and before != now:
            self.tracked.append(before)

    def _end_cell(self) -> None:
        if self._cells:
            cell = " ".join(self._cells.pop())
            (self._rows[-1] if self._rows else self.lines).append(cell)

    def _end_row(self) -> None:
        row = "\t".join(self._rows.pop()) if self._rows else ""
        if row.strip():
            (self._cells[-1] if self._cells else self.lines).append(row)

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            said = name in _SAYING or (name == "name" and tag in _NAMING)
            valued = name in {"val", "v", "value"} and tag in _VALUED
            number = name == "value" and tag in _CELLS and len(value) >= _TELLING
            if (said or valued or number or "@" in value) and not _says_nothing(value):
                self.said[value] = None


def _says_nothing(value: str) -> bool:
    return not value.strip() or _AUTOMATIC.fullmatch(value) is not None

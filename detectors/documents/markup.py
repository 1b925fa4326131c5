"""HTML and XML that people send as files: texts, comments, attributes that say something."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from detectors.documents.gathering import Gathering
from detectors.documents.plain import decoded
from detectors.documents.words import names
from detectors.documents.xml import walk, walk_html

_BLOCKS = names(
    "p div br li tr h1 h2 h3 h4 h5 h6 title option table section article header footer dt dd"
    " blockquote pre figcaption caption summary legend label button textarea script style"
)
_CELLS = frozenset(("td", "th"))
_SAYING = frozenset(
    [
        "alt",
        "title",
        "content",
        "value",
        "href",
        "src",
        "placeholder",
        "label",
        "summary",
        "cite",
        "datetime",
        "srcdoc",
    ]
)
_DATA = re.compile(r"data:[^,]{0,100};base64,", re.IGNORECASE)


@dataclass(slots=True)
class _Page:
    """HTML: text that runs on, lines at blocks, attributes and comments apart."""

    keeps_all: ClassVar[bool] = True
    text: list[str] = field(default_factory=list)
    said: dict[str, None] = field(default_factory=dict)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self.text.append("\n")
        for name, value in attributes.items():
            said = name in _SAYING or name.startswith(("data-", "aria-"))
            if said and value and not value.isspace() and not _DATA.match(value):
                self.said[value] = None

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.text.append("\n")
        elif tag in _CELLS:
            self.text.append("\t")

    def data(self, text: str) -> None:
        self.text.append(text)

    def comment(self, text: str) -> None:
        self.said[text] = None


@dataclass(slots=True)
class _Tree:
    """XML: every element's text is a line, with its name before it; every attribute too."""

    keeps_all: ClassVar[bool] = True
    lines: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._say("")
        self.lines += (f"{name}: {value}" for name, value in attributes.items() if value)

    def end(self, tag: str) -> None:
        self._say(tag)

    def data(self, text: str) -> None:
        self._text.append(text)

    def comment(self, text: str) -> None:
        self.lines.append(text)

    def _say(self, tag: str) -> None:
        said = "".join(self._text).strip()
        self._text.clear()
        if said:
            self.lines.append(f"{tag}: {said}" if tag else said)


def read_html(data: bytes, at: str, gathering: Gathering) -> None:
    """A page: what it shows and what it does not."""
    html_text(decoded(data), at, gathering)


def html_text(text: str, at: str, gathering: Gathering) -> None:
    """The same for a page that is text already, as in a mail."""
    page = _Page()
    try:
        walk_html(text, page, gathering)
    finally:
        lines = (line.strip(" \r") for line in "".join(page.text).split("\n"))
        gathering.text(f"{at}page", "\n".join(line for line in lines if line))
        gathering.text(f"{at}comments and descriptions", "\n".join(page.said))


def read_xml(data: bytes, at: str, gathering: Gathering) -> None:
    """Any other XML, pictures drawn in SVG too."""
    tree = _Tree()
    try:
        walk(data, tree, gathering)
    finally:
        gathering.text(f"{at}text", "\n".join(tree.lines))

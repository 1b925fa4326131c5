"""Replace texts inside a body and leave every other byte as it was."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from urllib.parse import quote_plus

from gateway.providers.json_text import CONTAINER, KEY, NUMBER, Path, scan


def quote(text: str) -> str:
    """`text` as a JSON string; escaped to ASCII only where it holds half a surrogate pair."""
    written = json.dumps(text, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(text)
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How text is written in a place: `unit` matches what one character became, between margins."""

    write: Callable[[str], str]
    unit: re.Pattern[str]
    margin: int = 0

    def inside(self, text: str) -> str:
        """The spelling of a part of such a text."""
        written = self.write(text)
        return written[self.margin : len(written) - self.margin]


IN_JSON = Spelling(
    write=quote,
    unit=re.compile(
        r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]",
        re.DOTALL,
    ),
    margin=1,
)
IN_FORM = Spelling(
    write=lambda text: quote_plus(text, errors="replace"),
    unit=re.compile(
        r"%[0-7][0-9a-fA-F]|%[cCdD][0-9a-fA-F](?:%[89abAB][0-9a-fA-F])"
        r"|%[eE][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){2}"
        r"|%[fF][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){3}|.",
        re.DOTALL,
    ),
)
IN_BYTES = Spelling(  # UTF-8 inside a body that is kept as one character per byte
    write=lambda text: text.encode(errors="replace").decode("latin-1"),
    unit=re.compile(r"[\x00-\x7f]|[\xc0-\xdf].|[\xe0-\xef]..|[\xf0-\xf7]...", re.DOTALL),
)
AS_IT_IS = Spelling(write=str, unit=re.compile(r".", re.DOTALL))


@dataclass(frozen=True, kw_only=True)
class Source:
    """Text that holds texts: a whole body, or what a place in another source spells.

    `outer` is that place; None for a body.
    """

    text: str = field(repr=False)
    outer: "Slot | None" = None

    @cached_property
    def _positions(self) -> list[int]:
        """For every character, and for the end, where its spelling starts in the outer source."""
        if self.outer is None:
            raise ValueError("a body has no outer source")
        place = self.outer
        start, end = place.start + place.spelling.margin, place.end - place.spelling.margin
        units = place.spelling.unit.finditer(place.source.text, start, end)
        return [*(unit.start() for unit in units), end]

    def in_body(self, index: int) -> int:
        """Where the character at `index` is spelt in the body."""
        if self.outer is None:
            return index
        return self.outer.source.in_body(self._positions[index])

    def spelt_in_body(self, written: str) -> str:
        """How something written in this source must be written in the body."""
        if self.outer is None:
            return written
        return self.outer.source.spelt_in_body(self.outer.spelling.inside(written))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where one text stands: a span of a source, and how a text is spelt there."""

    source: Source
    start: int
    end: int
    spelling: Spelling = IN_JSON

    def edit(self, text: str) -> tuple[int, int, str]:
        """The replacement as (start, end, spelling) in the body."""
        spelt = self.source.spelt_in_body(self.spelling.write(text))
        return self.source.in_body(self.start), self.source.in_body(self.end), spelt


def splice(body: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """`body` with the spans replaced; they must not overlap."""
    pieces: list[str] = []
    done = 0
    for start, end, spelt in sorted(edits):
        pieces += (body[done:start], spelt)
        done = end
    return "".join((*pieces, body[done:]))


def rewrite(
    source: str,
    texts: Mapping[Path, str],
    emptied: frozenset[str] = frozenset(),
    numbers: Mapping[Path, int] = MappingProxyType({}),
) -> str:
    """JSON source with the strings, and the numbers, at these paths replaced.

    Objects and arrays under a key in `emptied` become null and []. Where a member is given twice
    the last one counts, as parsers have it. Raises Unreadable for what is not JSON.
    """
    edits: list[tuple[int, int, str]] = []
    last: dict[Path, tuple[int, int, str]] = {}
    for leaf in scan(source, emptied):
        if leaf.kind == CONTAINER:
            edits.append((leaf.start, leaf.end, "[]" if source[leaf.start] == "[" else "null"))
        elif leaf.kind != KEY and leaf.path in texts:
            last[leaf.path] = leaf.start, leaf.end, quote(texts[leaf.path])
        elif leaf.kind == NUMBER and leaf.path in numbers:
            last[leaf.path] = leaf.start, leaf.end, str(numbers[leaf.path])
    return splice(source, _outermost([*edits, *last.values()]))


def _outermost(edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without the edits that stand inside a span that another edit replaces."""
    kept: list[tuple[int, int, str]] = []
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept

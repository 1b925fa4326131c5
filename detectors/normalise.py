"""The shadow text that is scanned: plain characters, with a map back to the original.

NFKC, without zero-width characters, soft hyphens, direction marks and controls, so that "NHS" in
full-width letters, or a name cut by a soft hyphen, is seen. Tag characters, which nobody sees but
language models read, become the ASCII characters they stand for; letters of other scripts in
Latin words become the Latin letters they look like. Blanks and marks that are spelt as in an
address ("%20"), and line ends as in JSON, become themselves: nobody hides behind an escape.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from detectors.lookalikes import fold

# All of Cc but tab, line feed, carriage return, and what parts one text from the next.
_CONTROLS = "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
# All of Cf but the tags, and what else has no width: fillers of Khmer and Mongolian, variation
# selectors, code points that are ignored when nothing is assigned to them.
_HIDDEN = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e007f-\U000e0fff"
)
# Page breaks and separators, and what looks like a space: Braille, Hangul fillers, Ogham,
# hieroglyphs, a note without a head.
_BLANKS = _BREAKS + "\u115f\u1160\u1680\u2800\u3164\uffa0\U00013441\U00013442\U0001d159"
_TAGS = "\U000e0020-\U000e007e"
_SURROGATES = "\ud800-\udfff"  # JSON may carry half of a pair; nothing downstream can encode it
_CONTROL = re.compile(f"[{_CONTROLS}{_BREAKS}]")
_UNLIKE = re.compile(f"[{_CONTROLS}{_HIDDEN}{_BLANKS}{_TAGS}{_SURROGATES}]")
_HIDES = re.compile(f"[{_CONTROLS}{_HIDDEN}]+")
_MEANT = MappingProxyType(
    {0xE0000 + code: code for code in range(0x20, 0x7F)} | {ord(blank): " " for blank in _BLANKS}
)
# The flags of England, Scotland and Wales are a black flag and tags; those tags are no words.
_FLAG = "\U0001f3f4"
_NATION = re.compile(
    f"{_FLAG}\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|"
    "\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)

# What parts words in an address. Between letters that are spelt so too, it is another disguise.
_SPELT = re.compile(
    "(?<!%[4-7][0-9A-Fa-f])(?<!%3[0-9])(?:%(?:20|0[9AaDd]|2[2378BbCcDdFf]|3[AaBbDdFf]))+"
    "(?!%[4-7][0-9A-Fa-f]|%3[0-9]|%(?:20|0[9AaDd]|2[2378BbCcDdFf]|3[AaBbDdFf]))"
)
# Line ends and tabs as JSON spells them, in a text that has the marks of JSON about it.
_JSON = re.compile(r'"\s*[:,\]}]')
_LINE_END = re.compile(r"(?<!\\)(?:\\[nrt])+")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is what to scan; `starts` and `ends` say, for each of its characters, where the
    characters it came from stand in the original (empty when the two are the same text).
    """

    text: str = field(repr=False)
    starts: array[int] = field(repr=False, default_factory=lambda: array("l"))
    ends: array[int] = field(repr=False, default_factory=lambda: array("l"))
    source: str = field(repr=False, default="")

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the original that holds this non-empty span of the shadow."""
        if not self.starts:
            return start, end
        return min(self.starts[start:end]), max(self.ends[start:end])

    def evidence(self, start: int, end: int) -> tuple[str, ...]:
        """Says so when this span of the shadow is not what stands in the original."""
        if (
            not self.source
            or self.text[start:end] == self.source[slice(*self.original(start, end))]
        ):
            return ()
        return ("hidden or look-alike characters",)


def shadow(text: str) -> Shadow:
    """The same text when it is plain already, which is nearly always."""
    source = "\\" in text and _LINE_END.search(text) and _JSON.search(text)
    if not source and _is_plain(text):
        folded = fold(text)
        return Shadow(text) if folded is text else Shadow(folded, source=text)
    parts, starts, ends = [], array("l"), array("l")
    for start, end, part in _parts(text, json=bool(source)):
        parts.append(part)
        starts.extend([start] * len(part))
        ends.extend([end] * len(part))
    return Shadow(fold("".join(parts)), starts, ends, text)


def _is_plain(text: str) -> bool:
    if "%" in text and _SPELT.search(text):
        return False
    if text.isascii():
        return not _CONTROL.search(text)
    return unicodedata.is_normalized("NFKC", text) and not _UNLIKE.search(text)


def _parts(text: str, *, json: bool = False) -> Iterator[tuple[int, int, str]]:
    """Start, end and plain form of each character with the marks that stand on it."""
    start = 0
    while start < len(text):
        ends = _LINE_END.match(text, start) if json and text[start] == "\\" else None
        end = ends.end() if ends else _cluster_end(text, start)
        yield start, end, "\n" if ends else _plain(text[start:end])
        start = end


def _plain(cluster: str) -> str:
    if cluster[0] == "%" and len(cluster) > 1:
        cluster = unquote(cluster)
    if _NATION.fullmatch(cluster):
        return _FLAG
    meant = _HIDES.sub("", cluster).translate(_MEANT)
    part = _HIDES.sub("", unicodedata.normalize("NFKC", meant))
    return re.sub(f"[{_SURROGATES}]", "\ufffd", part)


def _cluster_end(text: str, start: int) -> int:
    """Marks and jamo of a Hangul syllable belong to the character before, tags to their flag."""
    if text[start] == _FLAG and (nation := _NATION.match(text, start)):
        return nation.end()
    spelt = _SPELT.match(text, start)
    end = spelt.end() if spelt else start + 1
    while end < len(text) and end - start < 32 and _joins(text[end]):
        end += 1
    return end


def _joins(character: str) -> bool:
    if character < "\u0300":
        return False
    return unicodedata.combining(character) > 0 or "\u1161" <= character <= "\u11ff"

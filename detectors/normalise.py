"""The shadow text that is scanned: plain characters, with a map back to the original.

NFKC, without zero-width characters, soft hyphens and direction marks, so that "NHS" in
full-width letters, or a name cut by a soft hyphen, is seen.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_SURROGATES = "\ud800-\udfff"  # JSON may carry half of a pair; nothing downstream can encode it
_UNLIKE = re.compile(f"[{_HIDDEN}{_SURROGATES}]")
_HIDES = re.compile(f"[{_HIDDEN}]+")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is what to scan; `starts` and `ends` say, for each of its characters, where the
    characters it came from stand in the original (empty when the two are the same text).
    """

    text: str = field(repr=False)
    starts: array[int] = field(repr=False, default_factory=lambda: array("l"))
    ends: array[int] = field(repr=False, default_factory=lambda: array("l"))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the original that holds this non-empty span of the shadow."""
        if not self.starts:
            return start, end
        return self.starts[start], max(self.ends[start:end])


def shadow(text: str) -> Shadow:
    """The same text when it is plain already, which is nearly always."""
    if text.isascii():
        return Shadow(text)
    if unicodedata.is_normalized("NFKC", text) and not _UNLIKE.search(text):
        return Shadow(text)
    parts, starts, ends = [], array("l"), array("l")
    for start, end, part in _parts(text):
        parts.append(part)
        starts.extend([start] * len(part))
        ends.extend([end] * len(part))
    return Shadow("".join(parts), starts, ends)


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and plain form of each character with the marks that stand on it."""
    start = 0
    while start < len(text):
        end = _cluster_end(text, start)
        part = _HIDES.sub("", unicodedata.normalize("NFKC", _HIDES.sub("", text[start:end])))
        yield start, end, re.sub(f"[{_SURROGATES}]", "\ufffd", part)
        start = end


def _cluster_end(text: str, start: int) -> int:
    """Marks, and jamo of a Hangul syllable, belong to the character before them."""
    end = start + 1
    while end < len(text) and end - start < 32 and _joins(text[end]):
        end += 1
    return end


def _joins(character: str) -> bool:
    if character < "\u0300":
        return False
    return unicodedata.combining(character) > 0 or "\u1161" <= character <= "\u11ff"

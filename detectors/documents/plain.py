"""Plain text of every sort (CSV, Markdown, JSON, source), whatever its encoding."""

import codecs
import json
import re
from collections.abc import Iterator

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PLAIN = frozenset((*range(32, 127), 9, 10, 13))
_MOSTLY = 0.7  # of the bytes of a European text are ASCII
_LONGEST_JSON = 2_000_000
_SAMPLE = 20_000


def decoded(data: bytes) -> str:
    """The text of these bytes. Raises Unreadable when they are none in an encoding we know."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise Unreadable(reasons.ENCODING)


def _encodings(data: bytes) -> Iterator[str]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if marked:
        yield marked
        return
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        # Half of the bytes of a European text in UTF-16 are zero; those of other files are not.
        odd, even = sample[1::2].count(0), sample[0::2].count(0)
        if max(odd, even) >= _MOSTLY * len(sample) / 2 and min(odd, even) == 0:
            yield "utf-16-le" if odd else "utf-16-be"
        return
    yield "utf-8"
    if sum(byte in _PLAIN for byte in sample) >= _MOSTLY * len(sample):
        yield "cp1252"
        yield "latin-1"


def read_text(data: bytes, at: str, gathering: Gathering) -> None:
    """A text as it stands."""
    gathering.text(f"{at}text", decoded(data))


def read_json(data: bytes, at: str, gathering: Gathering) -> None:
    """JSON, or lines of it: keys and values as lines, escapes undone."""
    text = decoded(data)
    if "\\" not in text or len(text) > gathering.limits.characters:
        gathering.text(f"{at}text", text)
        return
    try:
        values = list(_values(text))
    except (ValueError, RecursionError):
        raise Unreadable(reasons.DAMAGED) from None
    gathering.text(f"{at}text", "\n".join(line for value in values for line in _lines(value)))


def is_json(text: str) -> bool:
    """Whether this is JSON or JSON lines; what is too long to be read is only text."""
    if len(text) > _LONGEST_JSON:
        return False
    try:
        return any(True for _ in _values(text))
    except (ValueError, RecursionError):
        return False


def _values(text: str) -> Iterator[object]:
    try:
        yield json.loads(text, strict=False)
    except ValueError:
        for line in text.split("\n"):
            if line.strip():
                yield json.loads(line, strict=False)


def _lines(value: object, key: str = "") -> Iterator[str]:
    named = f"{key}: " if key else ""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _lines(inner, str(name))
        if not value and key:
            yield key
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, key)
    elif isinstance(value, str):
        yield named + value
    elif value is not None:
        yield f"{named}{json.dumps(value)}"

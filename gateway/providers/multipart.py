"""Read multipart/form-data: where each part stands, and whether it is a text or a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gateway.errors import Unreadable

_BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))', re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_NAME = re.compile(r'[;\s]name=(?:"([^"]*)"|([^;\s]*))', re.IGNORECASE)
_FILENAME = re.compile(r'[;\s]filename\*?=(?:"([^"]*)"|([^;\r\n]*))', re.IGNORECASE)
_TYPE = re.compile(r"^content-type:[ \t]*([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(
    r"^content-transfer-encoding:[ \t]*+(?!7bit|8bit|binary)([\w-]*)", re.IGNORECASE | re.MULTILINE
)
MAX_PARTS = 10_000

_PLAIN_LINE = re.compile(
    r'content-disposition:[ \t]*form-data;[ \t]*name="?[\w.\[\]-]{1,64}"?'
    r'(?:;[ \t]*filename="[^"\r\n]*")?'
    r"|content-type:[ \t]*[\w.+/-]{1,80}(?:;[ \t]*charset=[\w-]{1,20})?"
    r"|content-transfer-encoding:[ \t]*\w{1,20}|content-length:[ \t]*\d{1,12}",
    re.IGNORECASE,
)
"""Header lines that say nothing but what they are for; any other is read as text."""

_FOLD = re.compile(r"\r?\n[ \t]+")
"""A header may go on in the next line, behind a blank."""

_HEAD_END = re.compile(r"\r?\n\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part; `start` and `end` are where its content stands in the body."""

    name: str = field(repr=False)
    filename: str | None = field(repr=False)
    media: str
    encoded: str  # "": as it is; else how, "base64" or another name
    said: tuple[str, ...] = field(repr=False)  # header lines in which somebody could write
    start: int
    end: int


def parts(body: str, content_type: str) -> Iterator[Part]:
    """The parts of a body given as one character per byte. Raises Unreadable if it has none."""
    found = _BOUNDARY.search(content_type)
    if found is None or _beside(content_type, found).lower().count("boundary") != 1:
        # With two, or one in disguise, the provider may cut the body where we do not.
        raise Unreadable("a multipart body without one clear boundary")
    boundary = re.escape(found[1] or found[2])
    marks = list(re.finditer(rf"(?:\A|\r?\n)--{boundary}(--)?[ \t]*(?=\r?\n|\Z)", body))
    if len(marks) > MAX_PARTS:
        raise Unreadable("a multipart body of more parts than any form has")
    closing = [mark for mark in marks if mark[1]]
    if len(marks) < 2 or closing != marks[-1:]:
        raise Unreadable("a multipart body that is not whole")
    if body[: marks[0].start()].strip() or body[marks[-1].end() :].strip():
        raise Unreadable("a multipart body with text outside its parts")
    for mark, following in pairwise(marks):
        yield _part(body, mark.end(), following.start())


def _beside(content_type: str, found: re.Match[str]) -> str:
    """The header without the boundary itself, in which browsers write that it is one.

    One that could be taken for more than a value is left in.
    """
    value = 1 if found[1] else 2
    if not _PLAIN.fullmatch(found[value]):
        return content_type
    return content_type[: found.start(value)] + content_type[found.end(value) :]


def _part(body: str, start: int, end: int) -> Part:
    head_end = _HEAD_END.search(body, start, end)
    if head_end is None:
        raise Unreadable("a part of a multipart body without a header")
    head = _FOLD.sub(" ", body[start : head_end.start()])
    encoded = _ENCODED.search(head)
    name, filename, media = _NAME.search(head), _FILENAME.search(head), _TYPE.search(head)
    return Part(
        name=(name[1] or name[2] or "") if name else "",
        filename=(filename[1] or filename[2] or "") if filename else None,
        media=media[1].strip().lower() if media else "",
        encoded=(encoded[1].lower() or "unknown") if encoded else "",
        said=tuple(
            n for n in map(str.strip, head.split("\n")) if n and not _PLAIN_LINE.fullmatch(n)
        ),
        start=head_end.end(),
        end=end,
    )

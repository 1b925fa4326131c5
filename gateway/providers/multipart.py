"""Read multipart/form-data: text fields are read, files are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gateway.errors import Unreadable

_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))', re.IGNORECASE)
_NAME = re.compile(r'[;\s]name=(?:"([^"]*)"|([^;\s]*))', re.IGNORECASE)
_FILENAME = re.compile(r'[;\s]filename\*?=(?:"([^"]*)"|([^;\r\n]*))', re.IGNORECASE)
_TYPE = re.compile(r"^content-type:[ \t]*([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(
    r"^content-transfer-encoding:[ \t]*(?!7bit|8bit|binary)", re.IGNORECASE | re.MULTILINE
)
_HEAD_END = re.compile(r"\r?\n\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part; `start` and `end` are where its content stands in the body."""

    name: str = field(repr=False)
    filename: str | None = field(repr=False)
    media: str
    encoded: bool
    start: int
    end: int


def parts(body: str, content_type: str) -> Iterator[Part]:
    """The parts of a body given as one character per byte. Raises Unreadable if it has none."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise Unreadable("a multipart body without a boundary")
    boundary = re.escape(found[1] or found[2])
    marks = list(re.finditer(rf"(?:\A|\r?\n)--{boundary}(--)?[ \t]*(?=\r?\n|\Z)", body))
    if len(marks) < 2 or marks[-1][1] is None or body[: marks[0].start()].strip():
        raise Unreadable("a multipart body that is not whole")
    for mark, following in pairwise(marks):
        yield _part(body, mark.end(), following.start())


def _part(body: str, start: int, end: int) -> Part:
    head_end = _HEAD_END.search(body, start, end)
    if head_end is None:
        raise Unreadable("a part of a multipart body without a header")
    head = body[start : head_end.start()]
    name, filename, media = _NAME.search(head), _FILENAME.search(head), _TYPE.search(head)
    return Part(
        name=(name[1] or name[2] or "") if name else "",
        filename=(filename[1] or filename[2] or "") if filename else None,
        media=media[1].strip().lower() if media else "",
        encoded=_ENCODED.search(head) is not None,
        start=head_end.end(),
        end=end,
    )

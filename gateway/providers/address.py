"""What stands in a request's address, and in headers with words in them: it can never be altered.

Addresses stand in addresses (`?next=%2F%3Fq%3D...`) and JSON does, so that one decoding is not
always enough to see people's words as they are.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus

from gateway.errors import Unreadable
from gateway.providers.credentials import is_credential_name
from gateway.providers.family import Family
from gateway.providers.found import Found
from gateway.providers.json_body import read_json
from gateway.providers.splice import Source
from gateway.types import Segment, WireRequest

_PLAIN_TARGET = re.compile(r"[A-Za-z0-9/_.:-]*")
_QUERY_NAME = re.compile(r"[\w.$\[\]-]{1,40}")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_DEEPEST = 4  # addresses in one another

_OF_THE_PAGE = ("next-url", "next-router-state-tree")
"""Headers with which the router of many pages (Next.js) says at which address it is."""

_OF_A_FILE = re.compile(
    r"(?:x-ms-blob-)?content-disposition|x-(?:goog-upload-)?file-?name|x-(?:amz|ms|goog)-meta-.+"
)
"""Headers that say the name of a file, or what its owner noted about it."""

SHORTEST_QUERY = 4
"""A query value below this says nothing about anybody."""

_IN_ORDER = frozenset(("desc", "ascending", "descending", "created_at", "updated_at"))
"""Words by which lists are put in order, all of them: alone they look like somebody's name."""

ANYBODYS = Family(kinds={}, strict=False)
"""JSON of which nothing is known."""


def read_address(request: WireRequest, found: Found) -> None:
    """Texts in the query and the path: people's words can be there, and cannot be altered there."""
    for name, value in request.headers:
        if name in _OF_THE_PAGE and "?" in (said := unquote(value)):
            _say("headers", said, found)
        elif _OF_A_FILE.fullmatch(name):
            _say("headers", value, found)
    if _PLAIN_TARGET.fullmatch(request.target):
        return
    path, _, query = request.target.partition("?")
    for text in _in_query(query):
        _say("query", text, found)
    for step in path.split("/"):
        words = _decoded(unquote_plus(step))
        if "@" in words or any(map(str.isspace, words)):
            _say("path", words, found)


def _in_query(query: str) -> Iterator[str]:
    """Values, and names that look like none."""
    for pair in query.split("&"):
        raw, _, given = pair.partition("=")
        name, value = unquote_plus(raw), unquote_plus(given or raw)
        known = is_credential_name(name) and " " not in value
        said = len(value) >= SHORTEST_QUERY and value.lower() not in _IN_ORDER
        if said and not (known and given):
            yield value
        if given and not _QUERY_NAME.fullmatch(name):
            yield name


def _say(at: str, text: str, found: Found) -> None:
    """A text, read as JSON where it is some, and as often decoded as there is something to."""
    for said in dict.fromkeys((text, _decoded(text))):
        if not _is_json(at, said, found):
            found.add(Segment(path=at, role="user", text=said, writable=False), None)


def _decoded(text: str) -> str:
    for _ in range(_DEEPEST):
        if not _ENCODED.search(text):
            break
        text = unquote_plus(text)
    return text


def _is_json(at: str, text: str, found: Found) -> bool:
    if text.lstrip()[:1] not in ("{", "[", '"'):
        return False
    inner = Found(signed=True, room=found.room)
    try:
        read_json(Source(text=text), ANYBODYS, inner, at)
    except Unreadable:
        return False
    found.segments += inner.segments
    found.slots += [None] * len(inner.slots)
    found.unread |= inner.unread
    return True

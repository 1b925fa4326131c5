"""Files of JSON lines that are prompts: batches, training examples, evaluation items."""

from dataclasses import replace
from functools import lru_cache

from gateway.errors import Unreadable
from gateway.providers.any_body import lines, read_body, read_names, read_part
from gateway.providers.dialect import dialect_for
from gateway.providers.family import Family
from gateway.providers.found import Found
from gateway.providers.json_body import read_json
from gateway.providers.json_text import CONTAINER, KEY, NUMBER, STRING, Leaf, scan, unquote
from gateway.providers.multipart import Part, parts
from gateway.providers.products import MISTRAL_HOSTS
from gateway.providers.splice import AS_IT_IS, IN_BYTES, Slot, Source
from gateway.providers.words import counts_as_text, is_word, show
from gateway.types import Segment, WireRequest

BATCH, EXAMPLES, ITEMS = "batch", "fine-tune", "evals"
PURPOSES = (BATCH, EXAMPLES, ITEMS)
"""The purposes of an upload whose file is JSON lines; any other file is only a file."""

_CHAT, _ANY = "/v1/chat/completions", "/"
_PROTOCOL = (("method",), ("url",))


def read_upload(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """Like `read_body`; a file of lines is read line by line, each by the format it is in."""
    media = request.header("content-type")
    body = request.body.decode("latin-1")
    try:
        listed = list(parts(body, media)) if media.lower().startswith("multipart/") else []
    except Unreadable:
        listed = []
    purposes = {body[p.start : p.end].strip() for p in listed if p.name == "purpose"}
    purpose = purposes.pop() if len(purposes) == 1 else ""
    if purpose not in PURPOSES:
        return read_body(request, family, found)
    source = Source(text=body)
    for part in listed:
        if part.filename is None or not _is_read(source, part, purpose, request, found):
            read_part(request, source, part, family, found)
    return body, "latin-1"


def _is_read(source: Source, part: Part, purpose: str, request: WireRequest, found: Found) -> bool:
    """Read a file line by line; nothing is put into `found` unless all of it can be read."""
    if part.encoded:
        return False
    trial = Found(signed=found.signed, room=found.room)
    at = read_names(part, trial)
    place = Slot(source=source, start=part.start, end=part.end, spelling=IN_BYTES)
    try:
        text = source.text[part.start : part.end].encode("latin-1").decode()
        for number, line in enumerate(lines(Source(text=text, outer=place))):
            if not line.text.isspace():
                _line(line, purpose, request, trial, f"{at}/{number}")
    except (UnicodeDecodeError, Unreadable):
        return False
    found.take(trial)
    return True


def _line(line: Source, purpose: str, request: WireRequest, found: Found, at: str) -> None:
    if purpose != BATCH:
        target = _CHAT if purpose == EXAMPLES else _ANY
        read_json(line, _family(request, target), found, at)
        return
    leaves = scan(line.text, frozenset(("body",)), found.room)
    urls = {unquote(line.text, leaf) for leaf in leaves if leaf.path == ("url",)}
    target = urls.pop() if len(urls) == 1 else _ANY if urls else _unnamed(request)
    bodies = [leaf for leaf in leaves if leaf.kind == CONTAINER and leaf.path == ("body",)]
    for leaf in leaves:
        if leaf.kind != CONTAINER and not any(b.start < leaf.start < b.end for b in bodies):
            _about(line, leaf, found, at)
    for body in bodies:
        place = Slot(source=line, start=body.start, end=body.end, spelling=AS_IT_IS)
        inner = Source(text=line.text[body.start : body.end], outer=place)
        read_json(inner, _family(request, target), found, f"{at}/body")


def _unnamed(request: WireRequest) -> str:
    """Where a line goes that does not say it: at Mistral the job says it, for all of them."""
    return _CHAT if MISTRAL_HOSTS.fullmatch(request.host.lower()) else _ANY


def _about(line: Source, leaf: Leaf, found: Found, at: str) -> None:
    """A value beside the body: the protocol's own words, or what somebody called the line."""
    if leaf.kind == NUMBER and counts_as_text(line.text[leaf.start : leaf.end]):
        text = line.text[leaf.start : leaf.end]
    elif leaf.kind == STRING:
        text = unquote(line.text, leaf)
    else:
        text = str(leaf.path[-1]) if leaf.kind == KEY else ""
    if leaf.kind == STRING and leaf.path in _PROTOCOL and is_word(text):
        return
    slot = Slot(source=line, start=leaf.start, end=leaf.end) if leaf.kind != KEY else None
    path = at + show(leaf.path)
    found.add(Segment(path=path, role="other", text=text, writable=slot is not None), slot)


def _family(request: WireRequest, target: str) -> Family:
    """The table of the format that a request to this address would be in."""
    asked = replace(request, method="POST", target=target, headers=(), body=b"")
    family = getattr(dialect_for(asked), "family", None)
    return _fresh(family if isinstance(family, Family) else Family(strict=False))


@lru_cache(maxsize=64)
def _fresh(family: Family) -> Family:
    """The same table for what was never sent before."""
    return replace(family, fresh=True)

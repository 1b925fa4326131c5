"""The dialect `gemini.web`: Gemini's page, whose prompts are JSON inside JSON inside a form."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote_plus

from gateway.errors import Unreadable
from gateway.providers.any_body import pairs, read_body, read_pair
from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json
from gateway.providers.family import Family, Kind
from gateway.providers.found import Found
from gateway.providers.gemini_web_events import read_rows
from gateway.providers.json_body import read_json
from gateway.providers.json_text import STRING, Leaf, Path, scan, unquote
from gateway.providers.refusals import google_shape
from gateway.providers.splice import Slot, Source
from gateway.providers.web_format import WebFormat
from gateway.providers.web_framing import SizedChunks, sized
from gateway.refusal import Refusal
from gateway.types import WireRequest

_PROOF = re.compile(r"[\w-]{16,64}:[0-9]{10,16}")
_KEPT = re.compile(r"c_[0-9a-f]{8,32}")
_PROCEDURE = re.compile(r"\w{5,7}")
_MANNER = re.compile(r"generic|[0-9]{0,2}")
_INDEXES = (0, 1, 3)


def _placed(path: Path) -> str:
    """The path with the indexes that say what stands there."""
    steps = (str(s) if at in _INDEXES or isinstance(s, str) else "*" for at, s in enumerate(path))
    return "/".join(("@", *steps))


ASKED = Family(
    roles={"0": "user"},
    kinds={
        "3/*/0/*": Kind.HELD,
        "@/1/0": Kind.WORD,
        "@/2/0": Kind.CONVERSATION,
        **{f"@/2/{at}": Kind.ID for at in range(1, 9)},
        "@/2/9": Kind.SEALED,
        "@/3": Kind.CREDENTIAL,
        **dict.fromkeys(("@/4", "@/19", "@/59"), Kind.ID),
        "@/66/0": Kind.WORD,  # a time
    },
    shaped=_placed,
)
"""What is asked: a list where the place tells what something is."""

CALLED = Family(kinds={}, strict=False)
"""Any other procedure: all of it is text."""


def _read(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """The form; a field that is not as it should be is read like that of any form."""
    try:
        body = request.body.decode()
    except UnicodeDecodeError:
        return read_body(request, CALLED, found)
    if "urlencoded" not in request.header("content-type").lower():
        return read_body(request, CALLED, found)
    for key, place in pairs(Source(text=body)):
        if not _is_read(key, place, family, found):
            read_pair(key, place, CALLED, found)
    return body, "utf-8"


def _is_read(key: str, place: Slot, family: Family, found: Found) -> bool:
    text = unquote_plus(place.source.text[place.start : place.end])
    if key == "at":
        return _PROOF.fullmatch(text) is not None
    if key != "f.req":
        return False
    trial = Found(signed=found.signed)
    try:
        for document in _documents(Source(text=text, outer=place), trial):
            read_json(document, family, trial, "/f.req")
    except Unreadable:
        return False
    found.take(trial)
    return True


def _documents(source: Source, found: Found) -> Iterator[Source]:
    """The JSON inside the strings of an envelope; what else is in it must be a procedure's name."""
    leaves = scan(source.text)
    if not any(unquote(source.text, leaf)[:1] in ("[", "{") for leaf in leaves if _is_text(leaf)):
        raise Unreadable("an empty envelope")
    for leaf in leaves:
        if not _is_text(leaf):
            continue
        text = unquote(source.text, leaf)
        place = Slot(source=source, start=leaf.start, end=leaf.end)
        if text[:1] in ("[", "{"):
            for named in _KEPT.findall(text):
                found.names_kept(named)
            yield Source(text=text, outer=place)
        elif not (_PROCEDURE if leaf.path[2:] == (0,) else _MANNER).fullmatch(text):
            raise Unreadable("an envelope with something in it")


def _is_text(leaf: Leaf) -> bool:
    return leaf.kind == STRING


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """A complete candidate, in a conversation that does not exist."""
    candidate: list[Json] = ["rc_0", [refusal.in_chat], *[None] * 6, [2]]
    said: list[Json] = [None, ["c_0", "r_0"], None, None, [candidate]]
    row = json.dumps([["wrb.fr", None, json.dumps(said)]])
    return sized(row, json.dumps([["e", 4, None, None, 131]]))


def _failure(message: str) -> str:
    """The same: what a candidate says replaces what it said before."""
    candidate = ["rc_0", [message], *[None] * 6, [2]]
    said = [None, None, None, None, [candidate]]
    return json.dumps([["wrb.fr", None, json.dumps(said)]])


_NOTE = "the page's own interface, seen in public code"
_DATA = "/_/BardChatUi/data"
_ASK = Route(
    products=("Gemini app",),
    method="POST",
    path=f"{_DATA}/assistant.lamda.BardFrontendService/StreamGenerate",
    streams=True,
    status=Status.TRAFFIC,
    note=f"{_NOTE}; a chat that began here may go on; files it keeps are refused",
)
_HOSTS = re.compile(r"gemini\.google\.com|bard\.google\.com")
_USER = r"^(?:/u/[0-9]+)?"

GEMINI_WEB = WebFormat(
    name="gemini.web",
    hosts=_HOSTS,
    route=re.compile(rf"{_USER}{_DATA}/assistant\.lamda\.[\w.]+/(?P<stream>StreamGenerate)$"),
    family=ASKED,
    body=_read,
    reader=read_rows,
    shape=google_shape,
    failure=_failure,
    asks=re.compile(r"/StreamGenerate$"),
    told=_told,
    telling="application/json; charset=utf-8",
    framing=SizedChunks,
    routes=(_ASK,),
)
register(GEMINI_WEB)

PROCEDURES = register(
    replace(
        GEMINI_WEB,
        name="gemini.procedures",
        route=re.compile(rf"{_USER}{_DATA}/batchexecute$"),
        family=CALLED,
        asks=re.compile(r"/batchexecute$"),
        lists=re.compile(r"/batchexecute$"),
        told=_told,
        routes=(
            replace(
                _ASK,
                status=Status.DOCUMENTED,
                path=f"{_DATA}/batchexecute",
                streams=False,
                note=f"{_NOTE}; gems, titles, old chats: names the vault knows come back",
            ),
        ),
    )
)

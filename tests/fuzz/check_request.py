"""What must hold of every request and every message, however it was mutated."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from gateway.errors import Unreadable
from gateway.providers.dialect import Dialect, dialect_for
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.providers.words import IDS, SEALED, WORDS, show
from gateway.refusal import Refusal
from gateway.types import Prompt, WireRequest
from tests.fuzz.canaries import MARK
from tests.fuzz.seeds import Case
from tests.fuzz.seen import Seen, documents, in_body, in_query, matters, said
from tests.fuzz.trees import Node, Pairs, Raw, parse

TOKEN = "PersonK7Q2A9XB4C was here"
_PROVES = re.compile(r"authorization|token|secret|key|cookie|password|signature|auth|headers", re.I)
_FIELD = re.compile(r"[a-z_$][A-Za-z_$.-]{0,59}")
_WORD = re.compile(r"(?!AB[0-9]{6}C)[\w.:/$+-]{1,128}")
_SEALS = SEALED | IDS | {"data"}  # of thinking that the provider hid
_REFUSAL = Refusal(reference="r1", reasons=(), contact="", status=403, code="policy_violation",
                   languages=("en",))  # fmt: skip


class Broken(AssertionError):
    """An invariant does not hold; the message says which, and never what was in the body."""


def check(case: Case) -> None:
    """Raises Broken, or whatever the product raised that it must not."""
    for dialect, request in _asked(case):
        _holds(dialect, request)


def _asked(case: Case) -> Iterator[tuple[Dialect, WireRequest]]:
    """The request; of a socket its opening, and every record of the message that follows."""
    request = case.request()
    dialect = dialect_for(request)
    yield dialect, request
    if case.kind != "message" or not isinstance(dialect, SocketFormat):
        return
    framing = dialect.framing()
    units = [*framing.feed(case.body)]
    if b"".join([*units, *framing.end()]) != case.body:
        raise Broken("records, joined, are not the message")
    for unit in units:
        payload = framing.payload(unit)
        body = unit if payload is None else payload.encode()
        headers = tuple(h for h in request.headers if not h[0].startswith("content-"))
        yield dialect.messages, replace(request, method=MESSAGE, headers=headers, body=body)
        if payload is not None and framing.dress(unit, payload) != unit:
            raise Broken("a record dressed in its own text is another")


def _holds(dialect: Dialect, request: WireRequest) -> None:
    dialect.refusal(request, _REFUSAL)
    try:
        prompt = dialect.read(request)
    except Unreadable:
        return  # refused by policy, with that reason
    if dialect.write(request, {}) != request.body:
        raise Broken("written without edits it is not itself")
    if dialect.read(request) != prompt:
        raise Broken("read again it says something else")
    if MARK in repr(prompt):
        raise Broken("words show where only paths may")
    media = request.header("content-type")
    body = in_body(request.body, media)
    _all_found(prompt, (*body, *(in_query(request.target) if request.method != MESSAGE else ())))
    if request.body and not (prompt.segments or prompt.unread or _silent(request.body)):
        raise Broken("a body that left no trace")
    _masked(dialect, request, prompt)


def _silent(body: bytes) -> bool:
    """Whether nothing in a body is more than words of a protocol."""
    text = body.decode(errors="replace")
    return not text.strip().strip("\ufeff&\0") or any(True for _ in documents(text)) or "=" in text


def _is_unread(prompt: Prompt) -> bool:
    """Whether it is said of the whole body that nobody read it, or of words in no known letters."""
    return any(one.part == "body" or one.why == "not text" for one in prompt.unread)


def _spaced(text: str) -> str:
    """Without half pairs, which not every spelling can hold, and with single blanks."""
    return " ".join(text.encode(errors="replace").decode().split())


def _all_found(prompt: Prompt, seen: Iterable[Seen]) -> None:
    """Each text that matters is part of a segment, or stands where it is said that nobody read."""
    unread = {one.part for one in prompt.unread}
    if _is_unread(prompt):
        return
    texts = _spaced("\x00".join([s.text for s in prompt.segments]))
    for one in seen:
        if matters(one) and not _found(one, texts, unread):
            raise Broken(f"nobody saw what stands at {show(one.path)}")


def _found(one: Seen, texts: str, unread: set[str]) -> bool:
    spelt = json.dumps(one.text, ensure_ascii=False)[1:-1]  # too deep for JSON: read as it stands
    if any(_spaced(text) in texts for text in (one.text, unquote(one.text), spelt)):
        return True
    if "\\" in one.text and _spaced(one.text.replace("\\", "")) in texts.replace("\\", ""):
        return True  # of backslashes in a file's name each parser keeps as many as it likes
    if _covered(one, unread) or _known(one) or _names_a_field(one):
        return True
    if one.number:
        return False
    inner = list(documents(one.text))
    return bool(inner) and all(
        _found(deep, texts, unread)
        for path, document in inner
        for deep in said(document, (*one.path, *path))
        if matters(deep)
    )


def _covered(one: Seen, unread: set[str]) -> bool:
    """Whether one of the parts that were not read is, or holds, this place."""
    at = f"{show(one.path) or '/*'}/"  # what has no name is said to stand anywhere
    # What is put off, or wrapped in an event, is read without its wrapper.
    wrappers = ("/request/", "/response/", "/*/")
    places = (at, *(at.replace(wrapper, "/", 1) for wrapper in wrappers))
    parts = [part.removeprefix("body#").replace("#", "") for part in unread]
    return any(f"{part}/" in place for part in parts if part for place in places)


def _names_a_field(one: Seen) -> bool:
    """Whether it is a key like any other: one word that begins small, as nobody's name does."""
    return one.path[-1:] == (one.text,) and _FIELD.fullmatch(one.text) is not None


def _known(one: Seen) -> bool:
    """Whether it stands, as a single word, where a word of the protocol, a key or a seal does."""
    if " " in one.text.strip() and not one.text.startswith(("Bearer ", "Basic ")):
        return False
    names = [step for step in one.path if isinstance(step, str)]
    named = names[-1] if names else ""
    if (named in WORDS or named.endswith(("_id", "Id"))) and _WORD.fullmatch(one.text):
        return True
    return any(_PROVES.search(name) for name in names) or bool(
        names and names[-1] in _SEALS and re.fullmatch(r"[A-Za-z0-9+/=_\-\r\n]*", one.text)
    )


def _masked(dialect: Dialect, request: WireRequest, prompt: Prompt) -> None:
    """With every writable text that names somebody replaced, nothing else is different."""
    edits = {
        at: TOKEN for at, one in enumerate(prompt.segments) if one.writable and MARK in one.text
    }
    if not edits:
        return
    written = dialect.write(request, edits)
    again = dialect.read(replace(request, body=written))
    left = [one for one in again.segments if one.writable and MARK in one.text]
    if left:
        raise Broken("a text that was replaced is still there")
    if sum(one.text.count(TOKEN) for one in again.segments) < len(edits):
        raise Broken("what was put in is not read back")
    media = request.header("content-type").lower()
    whole = any(prompt.segments[at].path == "body" for at in edits)  # plain text, too deep for JSON
    if whole or "multipart" in media or "urlencoded" in media or _is_unread(prompt):
        return
    if _shape(request.body) != _shape(written):
        raise Broken("more than a text was replaced")


def _shape(body: bytes) -> list[object]:
    """Of a body that is one document with parts; of any other nothing."""
    try:
        document = parse(body.decode(errors="replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return []
    return _bare(document) if isinstance(document, list) else []


def _bare(root: Node) -> list[object]:
    """A document without what its texts and numbers say."""
    out: list[object] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Pairs):
            out += ["{", *(key for key, _ in node)]
            waiting += [value for _, value in node]
        elif isinstance(node, list):
            out.append(len(node))
            waiting += node
        else:
            out.append("text" if isinstance(node, str | Raw) else node)
    return out

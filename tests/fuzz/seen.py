"""What others would read in a body: by parsers that are not the gateway's, each as lenient as it is."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import collapse_rfc2231_value
from typing import Any
from urllib.parse import parse_qsl

from gateway.providers.form_fields import field_path
from tests.fuzz.canaries import MARK
from tests.fuzz.trees import Node, Pairs, Raw, parse

_WORDS = re.compile(r"\S\s\S")
_NAME = re.compile(r"""[;\s]name=(?:"([^"]*)"|([^;\s]*))""", re.IGNORECASE)
_EXTENDED = re.compile(r"\bfilename\*")
_LONE = re.compile(rb"\r(?!\n)")
_DIGITS = re.compile(r"-?[0-9]{8,}")
_CLOCK = re.compile(r"1[6-9][0-9]{8}(?:[0-9]{3})?(?:\.[0-9]*)?")
_PERSONAL = re.compile(r"AB[0-9]{6}C")
_DEEPEST = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A text that somebody may read there; `path` as in the document, () where it is no document."""

    text: str = field(repr=False)
    path: tuple[str | int, ...] = ()
    number: bool = False


type Path = tuple[str | int, ...]


def documents(text: str, *, whole: bool = False) -> Iterator[tuple[Path, Node]]:
    """The body as a document, or as one a line: each with the number of its line, if it has one.

    `whole`: not where some lines are none.
    """
    text = text.removeprefix("\ufeff")
    try:
        yield (), parse(text)
    except (ValueError, RecursionError):
        found = list(_lines(text))
        every = len(found) == sum(1 for line in text.split("\n") if line.strip())
        if every or (not whole and text.lstrip()[:1] in ("{", "[", '"')):
            yield from found


def _lines(text: str) -> Iterator[tuple[Path, Node]]:
    for number, line in enumerate(filter(None, text.split("\n"))):
        try:
            yield (number,), parse(line.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            continue


def said(node: Node, path: Path = ()) -> Iterator[Seen]:
    """Every text and number of a document, and every key that holds words."""
    waiting = [(node, path)]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, Raw):
            yield Seen(text=node, path=path, number=True)
        elif isinstance(node, str):
            yield Seen(text=node, path=path)
        elif isinstance(node, Pairs):
            yield from (Seen(text=key, path=(*path, key)) for key, _ in node)
            waiting += [(value, (*path, key)) for key, value in node]
        elif isinstance(node, list):
            waiting += [(value, (*path, at)) for at, value in enumerate(node)]


def matters(one: Seen) -> bool:
    """Whether it must have been inspected: words, many digits, or what is always personal."""
    if one.number:
        return _DIGITS.match(one.text) is not None and not _CLOCK.fullmatch(one.text)
    if "\ufffd" in one.text:
        return False  # bytes that are no text: which letters were meant nobody knows
    if _WORDS.search(one.text.strip()):
        return True
    return _PERSONAL.search(one.text) is not None or MARK in one.text


def in_body(body: bytes, media: str) -> Iterator[Seen]:
    """Everything that somebody may read in a body of this type."""
    text = body.decode(errors="replace")
    kind = media.lower()
    if kind.startswith("multipart/"):
        yield from _parts(body, media)
    elif "x-www-form-urlencoded" in kind and text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        yield from _fields(text)
    else:
        for path, document in documents(text, whole=kind.startswith("text/plain")):
            yield from said(document, path)


def _fields(text: str) -> Iterator[Seen]:
    for name, value in parse_qsl(text, keep_blank_values=True, errors="replace"):
        yield Seen(text=name, path=(name,))
        yield Seen(text=value)


def _parts(body: bytes, media: str) -> Iterator[Seen]:
    if _LONE.search(body):
        return  # the parser beside ours ends lines there, and no browser's does
    whole = (
        b"content-type: " + media.encode("latin-1", "replace").replace(b"\n", b" ") + b"\r\n\r\n"
    )
    read = message_from_bytes(whole + body, policy=compat32)
    for part in read.walk():
        if part is not read:
            yield from _part(part)


def _part(part: Message) -> Iterator[Seen]:
    """What a part says of itself, and what it holds."""
    for header, value in part.items():
        if header.lower() not in ("content-disposition", "content-type"):
            yield Seen(text=str(value))
        if len(_EXTENDED.findall(str(value))) > 1:
            yield Seen(text=str(value))  # whose pieces Python joins, each with its own charset
            continue
        for name, said in part.get_params([], header):
            text = _collapsed(said)
            if name in ("name", "filename", "comment", "x") and '"' not in text:
                yield Seen(text=text)
    if not (part.is_multipart() or part.defects) and "content-transfer-encoding" not in part:
        content = part.get_payload(decode=True)
        found = _NAME.search("\n".join(map(str, part.values())))
        named = (found[1] or found[2] or "") if found else ""
        if isinstance(content, bytes):
            yield Seen(
                text=content.decode(errors="replace"), path=tuple(field_path(named).split("/"))
            )


def _collapsed(said: Any) -> str:
    """A parameter as text: UTF-8 where its character set is none that Python can look up."""
    try:
        if isinstance(said, tuple) and not _is_charset(str(said[0] or "us-ascii")):
            return str(said[2]).encode("latin-1", "surrogateescape").decode(errors="replace")
        # Of a byte that is no text, Python spells the mark in letters.
        return collapse_rfc2231_value(said, errors="replace").replace("\\ufffd", "\ufffd")
    except ValueError:
        return ""


def _is_charset(name: str) -> bool:
    try:
        return bool(codecs.lookup(name))
    except LookupError:
        return False


def in_query(target: str) -> Iterator[Seen]:
    """What the query says."""
    for name, value in parse_qsl(
        target.partition("?")[2], keep_blank_values=True, errors="replace"
    ):
        yield Seen(text=value)
        yield Seen(text=name)

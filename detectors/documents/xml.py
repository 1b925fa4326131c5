"""XML read as a stream: no tree, no entities, no network, nothing huge."""

import re
from collections.abc import Mapping
from typing import Protocol

from lxml import etree

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable

_CHUNK = 65_536
_ENTITY = re.compile("|".join(("<!ENTITY", "<!DOCTYPE[^>]*\\[")), re.IGNORECASE)
_ENCODINGS = ("utf-16-le", "utf-16-be", "utf-32-le")


class Target(Protocol):
    """What is told of a document, in its order. Tags are local names."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def comment(self, text: str) -> None: ...


class _Local:
    """Turns lxml's names into local ones."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.data, self.comment = target.data, target.comment

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._target.start(local(tag), {local(name): v for name, v in attributes.items()})

    def end(self, tag: str) -> None:
        self._target.end(local(tag))

    def pi(self, _: str, data: str | None = None) -> None:
        self._target.comment(data or "")

    def close(self) -> None:
        """Nothing is built, so nothing is given."""


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def walk(data: bytes, target: Target, gathering: Gathering) -> None:
    """Tell the target what the document holds. Raises Unreadable and StopReading."""
    if _declares(data):
        raise Unreadable(reasons.ENTITIES)
    parser = etree.XMLParser(
        target=_Local(target),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    _feed(parser, data, gathering)


def walk_html(data: bytes | str, target: Target, gathering: Gathering) -> None:
    """The same for HTML, whatever its mistakes."""
    parser = etree.HTMLParser(target=_Local(target), no_network=True, huge_tree=False)
    _feed(parser, data, gathering)


def _feed(
    parser: etree.XMLParser | etree.HTMLParser, data: bytes | str, gathering: Gathering
) -> None:
    try:
        for at in range(0, len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
            gathering.tick()
        parser.close()
    except (etree.XMLSyntaxError, etree.ParserError, ValueError, LookupError):
        raise Unreadable(reasons.DAMAGED) from None


def _declares(data: bytes) -> bool:
    """Whether the document declares entities, in whichever encoding."""
    head = data[: _CHUNK * 4]
    if _ENTITY.search(head.decode("latin-1")):
        return True
    if b"\0" not in head[:200]:
        # An encoding in which a declaration does not look like one (EBCDIC, UTF-7) is not for us.
        return b"<" not in head[:200] or b"utf-7" in head[:200].lower()
    return any(_ENTITY.search(head.decode(name, errors="replace")) for name in _ENCODINGS)

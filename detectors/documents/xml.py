"""XML read as a stream: no tree, no entities, no network, nothing huge."""

from collections.abc import Mapping
from typing import Protocol

from lxml import etree

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, StopReading, Unreadable

_CHUNK = 65_536
_ENTITY = tuple(
    "<!ENTITY".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le")
)
_MOST_ELEMENTS = 1_000_000
_BLANKS = 4  # characters between elements, for each that is read


class Target(Protocol):
    """What is told of a document, in its order. Tags are local names."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def comment(self, text: str) -> None: ...


class _Local:
    """Turns lxml's names into local ones, and stops a document that is larger than is read."""

    def __init__(self, target: Target, gathering: Gathering) -> None:
        self._target = target
        self._room = gathering.limits.characters * _BLANKS
        self._elements = 0
        self.comment = target.comment

    def data(self, text: str) -> None:
        self._room -= len(text)
        if self._room < 0:
            raise StopReading(reasons.LONG)
        self._target.data(text)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise StopReading(reasons.TOO_MANY)
        named = {local(name): v for name, v in attributes.items()} if attributes else {}
        self._target.start(local(tag), named)

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
        target=_Local(target, gathering),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    _feed(parser, data, gathering)


def walk_html(data: bytes | str, target: Target, gathering: Gathering) -> None:
    """The same for HTML, whatever its mistakes."""
    parser = etree.HTMLParser(target=_Local(target, gathering), no_network=True, huge_tree=False)
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
    """Whether the document declares entities, in whichever encoding, and however late."""
    if any(mark in data for mark in _ENTITY):
        return True
    head = data[:200]
    # An encoding in which a declaration does not look like one (EBCDIC, UTF-7) is not for us.
    return b"\0" not in head and (b"<" not in head or b"utf-7" in head.lower())

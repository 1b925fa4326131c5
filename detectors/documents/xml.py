"""XML read as a stream: no tree, no entities, no network, nothing huge."""

from collections.abc import Mapping
from typing import ClassVar, Protocol

from lxml import etree

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, StopReading, Unreadable

_CHUNK = 65_536
_ENTITY = tuple(
    "<!ENTITY".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le")
)
_MOST_ELEMENTS = 1_000_000
_MOST_ATTRIBUTES = 100_000  # of one element
_BLANKS = 4  # characters between elements, for each that is read


class Target(Protocol):
    """What is told of a document, in its order. Tags are local names.

    `keeps_all`: every word that it is told becomes text, so that no more need be told than is read.
    """

    keeps_all: ClassVar[bool]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def comment(self, text: str) -> None: ...


class _Local:
    """Turns lxml's names into local ones, and stops a document that is larger than is read."""

    def __init__(self, target: Target, gathering: Gathering) -> None:
        self._target = target
        self._room = gathering.limits.characters * _BLANKS
        self._words = gathering.limits.characters * (1 if target.keeps_all else _BLANKS)
        self._elements = 0
        self.comment = target.comment

    def data(self, text: str) -> None:
        self._target.data(text)
        self._room -= len(text)
        self._words -= len(text) if text.isalnum() else sum(map(len, text.split()))
        if self._room < 0 or self._words < 0:
            raise StopReading(reasons.LONG)

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
    attributes = 0
    try:
        for at in range(0, len(data), _CHUNK):
            piece = data[at : at + _CHUNK]
            attributes = _still_open(piece, attributes)
            if attributes > _MOST_ATTRIBUTES:
                raise StopReading(reasons.TOO_MANY)
            parser.feed(piece)
            gathering.tick()
        parser.close()
    except (etree.XMLSyntaxError, etree.ParserError, ValueError, LookupError):
        raise Unreadable(reasons.DAMAGED) from None


def _still_open(piece: bytes | str, before: int) -> int:
    """How many attributes an element may have that no piece has closed yet: a parser keeps them."""
    text = piece if isinstance(piece, str) else piece.decode("latin-1")
    _, closed, rest = text.rpartition(">")
    return (0 if closed else before) + rest.count("=")


def _declares(data: bytes) -> bool:
    """Whether the document declares entities, in whichever encoding, and however late."""
    if any(mark in data for mark in _ENTITY):
        return True
    head = data[:200]
    # An encoding in which a declaration does not look like one (EBCDIC, UTF-7) is not for us.
    return b"\0" not in head and (b"<" not in head or b"utf-7" in head.lower())

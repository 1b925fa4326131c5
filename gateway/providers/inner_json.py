"""JSON that stands inside a string of JSON: somebody's own, so that all of it is text."""

from gateway.errors import Unreadable
from gateway.files import is_data_url
from gateway.providers.found import Found
from gateway.providers.json_text import KEY, NUMBER, STRING, Leaf, Room, scan, unquote
from gateway.providers.splice import Slot, Source
from gateway.providers.words import counts_as_text, is_long_blob, show
from gateway.types import Segment

MAX_INNER = 2
"""How often JSON may stand inside a string of JSON before it is read as plain text."""


class InnerJson:
    """One such document. Raises Unreadable when it is not JSON."""

    def __init__(  # noqa: PLR0913 - where it stands, and how much room is left
        self, source: Source, at: str, role: str, *, room: Room, new: bool, depth: int = 1
    ) -> None:
        self._source = source
        self._at = f"{at}#"
        self._role = role
        self._new = new
        self._depth = depth
        self._room = room
        self._leaves = scan(source.text, room=room)

    def walk(self, found: Found) -> None:
        for leaf in self._leaves:
            if leaf.kind == STRING:
                self._string(leaf, found)
            elif leaf.kind == KEY:
                self._add(leaf, str(leaf.path[-1]), found, writable=False)
            elif leaf.kind == NUMBER:
                written = self._source.text[leaf.start : leaf.end]
                if counts_as_text(written):
                    self._add(leaf, written, found)

    def _string(self, leaf: Leaf, found: Found) -> None:
        text = unquote(self._source.text, leaf)
        if is_long_blob(text) or is_data_url(text):
            part = self._at + show(leaf.path)
            found.blob(part, text, new=self._new, why="encoded content")
        elif self._depth >= MAX_INNER or not self._deeper(leaf, text, found):
            self._add(leaf, text, found)

    def _deeper(self, leaf: Leaf, text: str, found: Found) -> bool:
        if text.lstrip()[:1] not in ("{", "["):
            return False
        source = Source(text=text, outer=Slot(source=self._source, start=leaf.start, end=leaf.end))
        at = self._at + show(leaf.path)
        try:
            deeper = self._depth + 1
            inner = InnerJson(source, at, self._role, room=self._room, new=self._new, depth=deeper)
        except Unreadable:
            return False
        inner.walk(found)
        return True

    def _add(self, leaf: Leaf, text: str, found: Found, *, writable: bool = True) -> None:
        slot = Slot(source=self._source, start=leaf.start, end=leaf.end)
        path = self._at + show(leaf.path)
        segment = Segment(path=path, role=self._role, text=text, new=self._new, writable=writable)
        found.add(segment, slot if writable else None)

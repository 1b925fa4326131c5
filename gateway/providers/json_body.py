"""The one walker for all JSON requests: a leaf is text unless the family's table knows better."""

import re
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from gateway.errors import Unreadable
from gateway.files import is_data_url
from gateway.providers.credentials import is_credential, without_credentials
from gateway.providers.family import Family, Kind, kind_of
from gateway.providers.found import Found
from gateway.providers.inner_json import InnerJson
from gateway.providers.json_text import CONTAINER, KEY, NUMBER, STRING, Leaf, Path, scan, unquote
from gateway.providers.seals import SEALS, named
from gateway.providers.signed_parts import is_signed_part, noted
from gateway.providers.splice import AS_IT_IS, Slot, Source
from gateway.providers.turns import last_answered, role_of_message, role_of_type
from gateway.providers.words import counts_as_text, is_blob, is_id, is_long_blob, is_word, show
from gateway.types import Segment

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[./]")
_CLOCK = re.compile(r"1[6-9][0-9]{8}(?:[0-9]{3})?(?:\.[0-9]{1,9})?")  # 2020 to 2033, in s or ms
_RESULTS = frozenset(("functionResponse", "function_response", "toolResult"))
_UNALTERED = (Kind.FIXED, Kind.HEADER, Kind.CREDENTIAL, Kind.CONVERSATION)
_NAMED_BY_PROVIDER = "kept by the provider, not in this request"
_OF_THE_PROVIDER = frozenset(("anthropic",))  # skills that it made itself
_ELSEWHERE = "another service that the provider is asked to call"
_HELD = {Kind.HELD: _NAMED_BY_PROVIDER, Kind.CACHED: _NAMED_BY_PROVIDER, Kind.ELSEWHERE: _ELSEWHERE}


def read_json(source: Source, family: Family, found: Found, prefix: str = "") -> None:
    """Put what a JSON document says into `found`. Raises Unreadable when it is not JSON."""
    if family.documents:
        read_documents(source, family, found, prefix)
    else:
        _Walk(source, family, found, prefix).run()


def read_documents(source: Source, family: Family, found: Found, prefix: str) -> None:
    """A body that holds whole bodies, as batches do: each is read by itself, with its own turns."""
    inner: list[Leaf] = []
    for leaf in reversed(scan(source.text, frozenset(family.documents))):  # outer before inner
        is_object = leaf.kind == CONTAINER and source.text[leaf.start] == "{"
        if is_object and not (inner and leaf.start >= inner[-1].start):
            inner.append(leaf)
    spans = [(leaf.start, leaf.end) for leaf in reversed(inner)]
    _Walk(source, family, found, prefix, spans).run()
    for leaf in reversed(inner):
        place = Slot(source=source, start=leaf.start, end=leaf.end, spelling=AS_IT_IS)
        text = source.text[leaf.start : leaf.end]
        at = prefix + show(leaf.path)
        read_json(Source(text=text, outer=place), family.documents[str(leaf.path[-1])], found, at)


def _outside(leaves: Iterable[Leaf], spans: Sequence[tuple[int, int]]) -> Iterator[Leaf]:
    """The leaves that stand in none of these spans; all in order."""
    ends = iter((*spans, (sys.maxsize, sys.maxsize)))
    start, end = next(ends)
    for leaf in leaves:
        while leaf.start >= end:
            start, end = next(ends)
        if leaf.start < start:
            yield leaf


class _Walk:
    """One document of one family."""

    def __init__(
        self,
        source: Source,
        family: Family,
        found: Found,
        prefix: str,
        without: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._source = source
        self._family = family
        self._found = found
        self._prefix = prefix
        self._leaves = [*_outside(scan(source.text, room=found.room), without)]
        self._notes: dict[Path, str] = {}

    def run(self) -> None:
        for leaf in self._leaves:
            if noted(leaf, self._source.text):
                self._note(leaf)
        for leaf in self._leaves:
            self._take(leaf)

    def _note(self, leaf: Leaf) -> None:
        path = self._bare(leaf.path)
        value = unquote(self._source.text, leaf) if leaf.kind == STRING else "true"
        # Two different roles in one message: parsers disagree on which counts, so none does.
        again = self._notes.get(path, value) != value
        self._notes[path] = "given twice" if again else value

    def _bare(self, path: Path) -> Path:
        """The path without members that only wrap the body."""
        while path and path[0] in self._family.wrappers:
            path = path[2:] if len(path) > 1 and isinstance(path[1], int) else path[1:]
        return path

    def _take(self, leaf: Leaf) -> None:
        path = self._bare(leaf.path)
        if leaf.kind == STRING:
            self._string(leaf, path)
        elif leaf.kind == KEY:
            key = str(leaf.path[-1])
            if key not in self._family.keys:
                self._text(leaf, path, key, writable=False)
        elif leaf.kind == NUMBER:
            self._number(leaf, path)
        elif path == ("stream",):
            self._found.stream = self._source.text[leaf.start] == "t"

    def _number(self, leaf: Leaf, path: Path) -> None:
        if self._family.tokens and self._is_token(path):
            named = max(at for at, step in enumerate(path) if isinstance(step, str))
            self._found.cannot_read(self._at(path[: named + 1]), "numbers that stand for text")
            return
        written = self._source.text[leaf.start : leaf.end]
        clock = kind_of(self._family, self._family.shaped(path)) is Kind.WORD and _CLOCK.fullmatch(
            written
        )
        if counts_as_text(written) and not clock:
            self._text(leaf, path, written)

    def _is_token(self, path: Path) -> bool:
        named = next((step for step in reversed(path) if isinstance(step, str)), "")
        return bool(path) and isinstance(path[-1], int) and named in self._family.tokens

    def _string(self, leaf: Leaf, path: Path) -> None:
        text = unquote(self._source.text, leaf)
        if not text:
            return
        kind = kind_of(self._family, self._family.shaped(path))
        if path in (("model",), ("modelId",)):
            self._found.names_model(text)
        if not self._says_nothing(kind, path, text):
            self._by_kind(kind, leaf, path, text)
        elif kind is Kind.SEALED and not self._found.seal and path[-1] in (*SEALS, "data"):
            self._found.seal = named(text)

    def _says_nothing(self, kind: Kind, path: Path, text: str) -> bool:
        """Whether this is a word, an id or a seal, and looks like one."""
        if kind is Kind.WORD:
            return is_word(text)
        if kind is Kind.ID:
            return is_id(text) and (self._family.strict or len(text) >= 20)
        return kind is Kind.SEALED and is_blob(text)

    def _by_kind(self, kind: Kind, leaf: Leaf, path: Path, text: str) -> None:
        if self._is_fact(kind, path, text):
            return
        if kind is Kind.CACHED:
            self._found.names_kept(text)
        if kind in _HELD:
            self._held(leaf, path, text, _HELD[kind])
        elif kind is Kind.SOUND:
            self._found.cannot_read(self._at(path), "audio")
        elif kind is Kind.MEDIA:
            self._media(leaf, path, text)
        elif kind is Kind.PACKED:
            self._packed(path, text)
        elif is_long_blob(text) or is_data_url(text):
            self._found.blob(self._at(path), text, new=self._new(path), why="encoded content")
        else:
            self._readable(kind, leaf, path, text)

    def _packed(self, path: Path, text: str) -> None:
        try:
            source = Source(text=b64decode(text, validate=True).decode())
        except ValueError:
            self._found.cannot_read(self._at(path), "encoded content")
            return
        inner, at = Found(signed=True, room=self._found.room), f"{self._at(path)}#"
        try:
            read_json(source, self._family, inner, at)
        except Unreadable:
            inner.add(Segment(path=at, role=self._role(path), text=source.text), None)
        self._found.take(inner)

    def _is_fact(self, kind: Kind, path: Path, text: str) -> bool:
        """Whether this is no text but a fact about the request, which is noted; or a credential."""
        if kind is Kind.CONVERSATION:
            self._found.names_conversation(text)
            return is_id(text)
        if kind is Kind.RECALLED and is_id(text):
            self._found.names_kept(text)
        elif kind is Kind.REGION and is_word(text):
            self._found.region = text
        else:
            return kind in (Kind.CREDENTIAL, Kind.HEADER) and is_credential(kind, path, text)
        return True

    def _held(self, leaf: Leaf, path: Path, text: str, why: str) -> None:
        if self._notes.get((*path[:-1], "type")) in _OF_THE_PROVIDER and is_word(text):
            return
        if why == _NAMED_BY_PROVIDER:
            self._found.held(self._at(path), text, why)
        else:
            self._found.cannot_read(self._at(path), why)
        said = without_credentials(text)
        if not is_id(said):
            self._text(leaf, path, said, writable=False)

    def _media(self, leaf: Leaf, path: Path, text: str) -> None:
        """A file, or the address of one, which may say something itself."""
        if self._notes.get((*path[:-1], "type")) == "text":
            self._text(leaf, path, text)
            return
        if text[:5].lower() == "data:" or is_blob(text):
            self._found.blob(self._at(path), text, new=self._new(path))
            return
        address = _ADDRESS.match(text) is not None
        if address:
            self._found.held(self._at(path), text, "a file at an address")
        said = without_credentials(text) if address else text
        self._text(leaf, path, said, writable=not address)

    def _readable(self, kind: Kind, leaf: Leaf, path: Path, text: str) -> None:
        role = self._role(path)
        inner = kind is Kind.INNER or role == "tool" or not self._family.strict
        if inner and self._inner(leaf, path, role, text):
            return
        signed = is_signed_part(path, self._notes)
        self._text(leaf, path, text, writable=kind not in _UNALTERED and not signed)

    def _inner(self, leaf: Leaf, path: Path, role: str, text: str) -> bool:
        """Read JSON that stands inside a string; False if it is none after all."""
        if text.lstrip()[:1] not in ("{", "["):
            return False
        source = Source(text=text, outer=Slot(source=self._source, start=leaf.start, end=leaf.end))
        try:
            inner = InnerJson(
                source, self._at(path), role, room=self._found.room, new=self._new(path)
            )
            inner.walk(self._found)
        except Unreadable:
            return False
        return True

    def _text(self, leaf: Leaf, path: Path, text: str, *, writable: bool = True) -> None:
        segment = Segment(
            path=self._at(path),
            role=self._role(path),
            text=text,
            new=self._new(path),
            writable=writable,
        )
        slot = Slot(source=self._source, start=leaf.start, end=leaf.end)
        self._found.add(segment, slot if writable else None)

    def _at(self, path: Path) -> str:
        return self._prefix + show(path) or "body"

    def _role(self, path: Path) -> str:
        message = self._message(path)
        if message is None:
            return self._family.roles.get(str(path[0]) if path else "", "other")
        if not _RESULTS.isdisjoint(path):
            return "tool"
        block = role_of_type(self._notes.get((*path[:4], "type"), "")) if len(path) > 4 else ""
        return block or self._message_roles.get(message, "other")

    def _message(self, path: Path) -> int | None:
        """Which message of the list this path is in."""
        if len(path) > 1 and path[0] == self._family.turns and isinstance(path[1], int):
            return path[1]
        return None

    @cached_property
    def _message_roles(self) -> dict[int, str]:
        roles: dict[int, str] = {}
        for path, value in self._notes.items():
            message = self._message(path) if len(path) == 3 else None
            if message is None or path[2] not in ("type", "role"):
                continue
            if path[2] == "role":
                roles[message] = role_of_message(value)
            else:
                roles.setdefault(message, role_of_type(value) or "other")
        return roles

    @cached_property
    def _last_answered(self) -> int:
        return last_answered(self._message_roles, followed=self._family.followed)

    def _new(self, path: Path) -> bool:
        if self._family.fresh or not self._family.turns:
            return True
        message = self._message(path)
        if message is None:
            return self._last_answered < 0 or not self._family.beside.isdisjoint(path[:1])
        return message > self._last_answered

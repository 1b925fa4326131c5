"""Answers of Perplexity's web chat: blocks by their use, in pieces, as patches or whole."""

from collections.abc import Iterator, Mapping

from gateway.providers.events import (
    PIECE,
    REPEAT,
    SNAPSHOT,
    Event,
    EventReader,
    How,
    Json,
    add_rest,
    elements,
    member,
    read_anything,
)
from gateway.providers.json_text import Path
from gateway.providers.nested import read_document
from gateway.providers.pointers import index_of
from gateway.providers.words import label

_MARKDOWN = "markdown_block"
_CHUNKS = "/chunks/"
_DEEPEST = 40
_NAMES = (
    *("backend_uuid", "context_uuid", "uuid", "frontend_uuid", "frontend_context_uuid"),
    *("thread_url_slug", "read_write_token", "cursor"),
    *("intended_usage", "field", "path", "progress", "step_type"),
)
"""By what the page tells things apart and finds them; a slug is made of a prompt's words."""


class Blocks:
    """Reads the events of one answer."""

    def __init__(self) -> None:
        self._pieces: dict[str, int] = {}  # of each use, how many came
        self._first = ""  # the use whose text is kept; others repeat it

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        if not stream:
            return read_anything(_nameless(value), stream)
        event = Event()
        for at, block in elements(member(value, "blocks")):
            self._block(event, block, ("blocks", at))
        self._whole(event, member(value, "text"))
        self._names(event, value)
        add_rest(event, _nameless(value), stream=True)
        return event

    def _block(self, event: Event, block: Mapping[str, Json], path: Path) -> None:
        use = str(block.get("intended_usage", ""))
        self._markdown(event, use, block.get(_MARKDOWN), (*path, _MARKDOWN))
        if member(block, "diff_block", "field") == _MARKDOWN:
            at = (*path, "diff_block", "patches")
            for number, patch in elements(member(block, "diff_block", "patches")):
                self._patch(event, use, patch, (*at, number, "value"))

    def _markdown(self, event: Event, use: str, said: Json, path: Path) -> None:
        """A block with its next pieces, or with all of them."""
        pieces = member(said, "chunks")
        begin = member(said, "chunk_starting_offset")
        if isinstance(pieces, list):
            first = begin if isinstance(begin, int) else 0
            for number, piece in _texts(pieces):
                self._piece(event, use, first + number, piece, (*path, "chunks", number))
        self._answer(event, use, member(said, "answer"), (*path, "answer"))

    def _patch(self, event: Event, use: str, patch: Mapping[str, Json], path: Path) -> None:
        where, value = str(patch.get("path", "")), patch.get("value")
        step = where.removeprefix(_CHUNKS)
        if not where and isinstance(value, dict):
            self._markdown(event, use, value, path)
        elif where.startswith(_CHUNKS) and isinstance(value, str):
            count = self._pieces.get(use, 0)
            at = index_of(step)
            self._piece(event, use, count if at is None else at, value, path)
        elif where == "/chunks" and isinstance(value, list):
            for number, piece in _texts(value):
                self._piece(event, use, number, piece, (*path, number))
        elif where == "/answer":
            self._answer(event, use, value, path)

    def _piece(self, event: Event, use: str, number: int, text: str, path: Path) -> None:
        """A piece in its turn goes on; the first one again begins anew; any other stands alone."""
        count = self._pieces.get(use, 0)
        if number and number != count:
            event.text(path, text, _run(use), REPEAT)
            return
        self._pieces[use] = number + 1
        event.text(path, text, _run(use), self._kept(use, PIECE if number else SNAPSHOT))

    def _answer(self, event: Event, use: str, text: Json, path: Path) -> None:
        if isinstance(text, str):
            how = REPEAT if use in self._pieces else self._kept(use, SNAPSHOT)
            event.text(path, text, _run(use), how)

    def _kept(self, use: str, how: How) -> How:
        self._first = self._first or use or "?"
        return how._replace(kept=(use or "?") == self._first)

    def _whole(self, event: Event, text: Json) -> None:
        """The older form, and the end of the newer: JSON in a string, or the words themselves."""
        how = SNAPSHOT._replace(kept=not (self._pieces or self._first))
        if not read_document(event, text, ("text",), _steps(how)):
            event.text(("text",), text, "whole", how)

    def _names(self, event: Event, value: Json) -> None:
        named = member(value, "backend_uuid")
        event.conversation = named if isinstance(named, str) else ""
        event.keeps(member(value, "context_uuid"), member(value, "thread_url_slug"))
        event.learns_model(member(value, "display_model"))
        final = (member(value, "final"), member(value, "final_sse_message"))
        if True in final:
            event.closes.append("*")
            event.finished = True
        if member(value, "error_code"):
            event.fails(member(value, "error_code"))


def _nameless(value: Json, depth: int = _DEEPEST) -> Json:
    """The same value, less the names."""
    if not depth:
        return None
    if isinstance(value, list):
        return [_nameless(inner, depth - 1) for inner in value]
    if isinstance(value, dict):
        return {k: _nameless(inner, depth - 1) for k, inner in value.items() if k not in _NAMES}
    return value


def _run(use: str) -> str:
    return f"block.{label(use)}"


def _texts(listed: list[Json]) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, text in enumerate(listed) if isinstance(text, str))


def _steps(how: How) -> EventReader:
    """A reader of the steps of an answer; the last one holds it, as JSON in a string again."""

    def read(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event = Event()
        holders: list[tuple[Path, Json]] = [((), value)]
        holders += [((at, "content"), member(one, "content")) for at, one in elements(value)]
        for path, holder in holders:
            said = member(holder, "answer")
            if not read_document(event, said, (*path, "answer"), read):
                event.text((*path, "answer"), said, "whole", how)
        add_rest(event, value, stream=False)
        return event

    return read

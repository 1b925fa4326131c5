"""Answers of Anthropic messages. Thinking is signed by the provider and is left as it came."""

from collections.abc import Iterator, Mapping

from gateway.providers.events import (
    PIECE,
    WHOLE,
    Event,
    Json,
    add_rest,
    add_strings,
    elements,
    member,
    number,
    word,
)
from gateway.providers.json_text import Path

_SIGNED = frozenset(("thinking", "redacted_thinking", "compaction"))
_PIECES: Mapping[str, str] = {"text_delta": "text", "input_json_delta": "partial_json"}
_UNTOUCHED_DELTAS = frozenset(("thinking_delta", "signature_delta", "compaction_delta"))


def read_messages(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or a whole message."""
    event = Event()
    kind = member(value, "type")
    if member(value, "error"):
        event.fails(member(value, "error", "type"))
        add_rest(event, value, stream=stream)
    elif kind == "content_block_start":
        _start(event, value)
    elif kind == "content_block_delta":
        _delta(event, value)
    elif kind == "content_block_stop":
        event.closes.append(_block(value))
    elif kind == "message_stop":
        event.closes.append("*")
        event.finished = True
    else:
        _message(event, value, stream=stream)
    return event


def _block(value: Json) -> str:
    return f"b{number(member(value, 'index'), 0)}."


def _start(event: Event, value: Json) -> None:
    block = member(value, "content_block")
    _files(event, block)
    if word(block, "type") in _SIGNED:
        return
    root: Path = ("content_block",)
    event.text((*root, "text"), member(block, "text"), f"{_block(value)}text", PIECE)
    add_strings(event, member(block, "input"), (*root, "input"), f"{_block(value)}given")
    add_rest(event, block, root, stream=True)


def _files(event: Event, block: Json) -> None:
    """Files that a program made of what was sent, by the ids under which they are fetched."""
    made = [part for _, part in elements(member(block, "content", "content"))]
    event.keeps(member(block, "file_id"), *(part.get("file_id") for part in made))


def _delta(event: Event, value: Json) -> None:
    delta = member(value, "delta")
    kind = word(delta, "type")
    if kind in _UNTOUCHED_DELTAS:
        return
    name = _PIECES.get(kind)
    if name is not None:
        said, json = member(delta, name), name == "partial_json"
        event.text(("delta", name), said, f"{_block(value)}{name}", PIECE._replace(json=json))
    elif kind == "citations_delta":
        add_rest(event, delta, ("delta",), stream=False)
    else:
        add_rest(event, delta, ("delta",), stream=True)


def _message(event: Event, value: Json, *, stream: bool) -> None:
    """A whole message, or message_start and message_delta, which have parts of one."""
    message = value
    root: Path = ()
    if member(value, "type") == "message_start":
        message, root = member(value, "message"), ("message",)
    event.finished = not stream
    event.learns_model(member(message, "model"))
    _usage(event, member(message, "usage") or member(value, "usage"))
    sealed = []
    for path, at, block in _blocks(message, root):
        _files(event, block)
        if word(block, "type") in _SIGNED:
            sealed.append(path)
            continue
        event.text((*path, "text"), block.get("text"), f"b{at}.text", WHOLE)
        add_strings(event, block.get("input"), (*path, "input"), f"b{at}.input")
    add_rest(event, value, stream=False)
    # Signed blocks go back to the provider as they came, or it refuses them.
    event.spots[:] = [s for s in event.spots if s.path is None or not _inside(s.path, sealed)]


def _inside(path: Path, roots: list[Path]) -> bool:
    return any(path[: len(root)] == root for root in roots)


def _blocks(message: Json, root: Path) -> Iterator[tuple[Path, int, dict[str, Json]]]:
    for at, block in elements(member(message, "content")):
        yield (*root, "content", at), at, block


def _usage(event: Event, usage: Json) -> None:
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    counts = [count for name in names if isinstance(count := member(usage, name), int)]
    event.learns_tokens(sum(counts) if counts else None, member(usage, "output_tokens"))

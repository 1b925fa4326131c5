"""Answers of Bedrock's Converse, whole or streamed. Reasoning is signed and left as it came."""

from collections.abc import Callable, Mapping

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
)
from gateway.providers.json_text import Path

_UNTOUCHED = frozenset(("reasoningContent", "p"))
"""Signed reasoning, and padding that hides how long a frame's text is."""


def read_converse(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """`{"contentBlockDelta": {...}}` and the like of a stream, or a whole answer."""
    event = Event()
    if stream:
        for name, said in value.items() if isinstance(value, dict) else ():
            _STEPS.get(name, _other)(event, said, (name,))
    else:
        _whole(event, value)
    add_rest(event, value, stream=stream)
    event.spots[:] = [s for s in event.spots if s.path is None or not _UNTOUCHED & {*s.path}]
    return event


def exception(event: Event, name: str, said: Json) -> None:
    """Note an error that ends a stream of AWS's."""
    if name.endswith(("Exception", "Error")) and isinstance(member(said, "message"), str):
        event.fails(name)


def _other(event: Event, said: Json, root: Path) -> None:
    exception(event, str(root[0]), said)
    _learn(event, said)


def _block(said: Json) -> str:
    return f"b{number(member(said, 'contentBlockIndex'), 0)}."


def _delta(event: Event, said: Json, root: Path) -> None:
    delta, root, block = member(said, "delta"), (*root, "delta"), _block(said)
    event.text((*root, "text"), member(delta, "text"), f"{block}text", PIECE)
    given = member(delta, "toolUse", "input")
    event.text((*root, "toolUse", "input"), given, f"{block}input", PIECE.of_json())
    for at, result in elements(member(delta, "toolResult")):
        place: Path = (*root, "toolResult", at)
        event.text((*place, "text"), result.get("text"), f"{block}result{at}", PIECE)
        add_strings(event, result.get("json"), (*place, "json"), f"{block}given{at}")
    add_rest(event, member(delta, "citation"), (*root, "citation"), stream=False)


def _stop(event: Event, said: Json, root: Path) -> None:
    event.closes.append(_block(said))


def _end(event: Event, said: Json, root: Path) -> None:
    event.closes.append("*")
    event.finished = True


_STEPS: Mapping[str, Callable[[Event, Json, Path], None]] = {
    "contentBlockDelta": _delta,
    "contentBlockStop": _stop,
    "messageStop": _end,
}


def _whole(event: Event, value: Json) -> None:
    event.finished = True
    root: Path = ("output", "message", "content")
    for at, block in elements(member(value, *map(str, root))):
        event.text((*root, at, "text"), block.get("text"), f"b{at}.text", WHOLE)
        given = member(block, "toolUse", "input")
        add_strings(event, given, (*root, at, "toolUse", "input"), f"b{at}.input")
        _cited(event, block, (*root, at), f"b{at}.")
    _learn(event, value)


def _cited(event: Event, block: Json, root: Path, channel: str) -> None:
    for place, said in elements(member(block, "citationsContent", "content")):
        path: Path = (*root, "citationsContent", "content", place, "text")
        event.text(path, said.get("text"), f"{channel}text{place}", WHOLE)
    for place, result in elements(member(block, "toolResult", "content")):
        path = (*root, "toolResult", "content", place, "json")
        add_strings(event, result.get("json"), path, f"{channel}given")


def _learn(event: Event, value: Json) -> None:
    usage = member(value, "usage")
    names = ("inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens")
    counts = [count for name in names if isinstance(count := member(usage, name), int)]
    event.learns_tokens(sum(counts) if counts else None, member(usage, "outputTokens"))

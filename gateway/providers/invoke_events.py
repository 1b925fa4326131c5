"""Answers of models on Bedrock in their own JSON, told apart by shape: an ARN names no vendor."""

from collections.abc import Iterator
from dataclasses import replace

from gateway.providers.anthropic_events import read_messages
from gateway.providers.converse_events import exception, read_converse
from gateway.providers.events import (
    Event,
    EventReader,
    How,
    Json,
    add_rest,
    elements,
    member,
    read_anything,
    word,
)
from gateway.providers.json_text import Path
from gateway.providers.openai_events import read_chat

_MESSAGES = frozenset(
    (
        *("message", "message_start", "message_delta", "message_stop", "ping", "error"),
        *("content_block_start", "content_block_delta", "content_block_stop"),
    )
)
_CONVERSE = frozenset(
    (
        *("messageStart", "messageStop", "metadata", "contentBlockStart", "contentBlockDelta"),
        *("contentBlockStop", "stopReason"),
    )
)
_ONE = ("outputText", "generation", "completion", "text", "message")
_MANY = ("results", "outputs", "generations", "completions")
_ENDS = ("completionReason", "stop_reason", "finish_reason", "is_finished")
_METRICS = "amazon-bedrock-invocationMetrics"


def read_model(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """`{"chunk": {"bytes": ...}}` of a stream, with the model's own event in it; or its answer."""
    if not stream:
        return _reader(value)(value, stream)
    inner = member(value, "chunk", "bytes")
    if inner is None:
        return _other(value)
    event = _reader(inner)(inner, stream)
    event.spots[:] = [
        replace(spot, path=("chunk", "bytes", *(spot.path or ()))) for spot in event.spots
    ]
    _last(event, inner)
    return event


def _reader(value: Json) -> EventReader:
    keys = {*value} if isinstance(value, dict) else set()
    if word(value, "type") in _MESSAGES:
        return read_messages
    if "choices" in keys:
        return read_chat
    if keys & _CONVERSE:
        return read_converse
    return _read_native if keys & {*_ONE, *_MANY, *_ENDS} else read_anything


def _other(value: Json) -> Event:
    """What a stream of AWS's says beside the model: mostly how it failed."""
    event = Event()
    for name, said in value.items() if isinstance(value, dict) else ():
        exception(event, name, said)
    add_rest(event, value, stream=True)
    return event


def _read_native(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """Titan, Llama, Mistral's text models, Command, Jurassic: one text, or some in a list."""
    event = Event(finished=not stream)
    for path, text in _texts(value):
        event.text(path, text, "m" + ".".join(map(str, path)), How(delta=stream))
    event.learns_tokens(_count(value, "prompt"), _count(value, "generation"))
    if stream and any(_over(part) for part in (value, *_parts(value))):
        event.closes.append("*")
        event.finished = True
    add_rest(event, value, stream=False)
    return event


def _texts(value: Json) -> Iterator[tuple[Path, Json]]:
    for name in _ONE:
        yield (name,), member(value, name)
    for name in _MANY:
        for at, part in elements(member(value, name)):
            yield (name, at, "outputText"), part.get("outputText")
            yield (name, at, "text"), part.get("text")
            yield (name, at, "data", "text"), member(part, "data", "text")


def _parts(value: Json) -> Iterator[Json]:
    for name in _MANY:
        for _, part in elements(member(value, name)):
            yield part


def _over(part: Json) -> bool:
    return any(member(part, name) for name in _ENDS)


def _count(value: Json, kind: str) -> Json:
    titan = {"prompt": "inputTextTokenCount", "generation": "totalOutputTextTokenCount"}
    return member(value, f"{kind}_token_count") or member(value, titan[kind])


def _last(event: Event, inner: Json) -> None:
    """The last chunk tells what was counted, whatever the model is."""
    metrics = member(inner, _METRICS)
    if metrics:
        event.learns_tokens(member(metrics, "inputTokenCount"), member(metrics, "outputTokenCount"))
        event.closes.append("*")
        event.finished = True

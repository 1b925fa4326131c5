"""Events of OpenAI Realtime: texts in pieces, then again whole, in up to four places."""

from collections.abc import Mapping

from gateway.providers.events import PIECE, REPEAT, Event, Json, add_rest, member, number
from gateway.providers.words import label

_PIECES: Mapping[str, tuple[str, str]] = {
    "output_text": ("text", "text"),
    "text": ("text", "text"),  # names of the beta
    "output_audio_transcript": ("transcript", "transcript"),
    "audio_transcript": ("transcript", "transcript"),
    "function_call_arguments": ("arguments", "arguments"),
    "mcp_call_arguments": ("arguments", "arguments"),
}
"""Middle of the event name -> its channel, and the member of *.done that holds it all."""

_HEARD = "conversation.item.input_audio_transcription."
_SOUND = ("response.output_audio.delta", "response.audio.delta")


def read_realtime(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """One event of the server."""
    event = Event()
    kind = member(value, "type")
    if isinstance(kind, str):
        _event(event, value, kind)
    if kind == "error":
        event.fails(member(value, "error", "type") or member(value, "error", "code"))
    if kind not in _SOUND:
        add_rest(event, value, stream=stream)
    return event


def _event(event: Event, value: Json, kind: str) -> None:
    middle, _, last = kind.removeprefix("response.").rpartition(".")
    if kind.startswith("response.") and middle in _PIECES:
        _piece(event, value, middle, last)
    elif kind.startswith(_HEARD):
        _heard(event, value, kind.removeprefix(_HEARD))
    elif kind == "response.output_item.done":
        event.closes.append(f"o{number(member(value, 'output_index'), 0)}.")
    elif kind == "response.done":
        event.closes.append("o")
        event.finished = True
        _learn(event, member(value, "response"))
    event.learns_model(member(value, "session", "model"))


def _piece(event: Event, value: Json, middle: str, last: str) -> None:
    what, whole = _PIECES[middle]
    index = number(member(value, "content_index"), 0)
    channel = f"o{number(member(value, 'output_index'), 0)}.{what}{index}"
    json = what == "arguments"
    if last == "delta":
        event.text(("delta",), member(value, "delta"), channel, PIECE._replace(json=json))
    elif last == "done":
        event.text((whole,), member(value, whole), channel, REPEAT._replace(json=json))
        event.closes.append(channel)


def _heard(event: Event, value: Json, last: str) -> None:
    """What the person said, as the service understood it."""
    channel = f"heard.{label(member(value, 'item_id'))}"
    if last == "delta":
        event.text(("delta",), member(value, "delta"), channel, PIECE)
    elif last == "completed":
        event.text(("transcript",), member(value, "transcript"), channel, REPEAT)
        event.closes.append(channel)


def _learn(event: Event, response: Json) -> None:
    usage = member(response, "usage")
    event.learns_tokens(member(usage, "input_tokens"), member(usage, "output_tokens"))
    error = member(response, "status_details", "error")
    if error:
        event.fails(member(error, "type") or member(error, "code"))

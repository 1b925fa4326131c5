"""Messages of Gemini's Live API: parts to append, transcripts to append, calls that come whole."""

from gateway.providers.events import PIECE, Event, Json, add_rest, add_strings, elements, member
from gateway.providers.json_text import Path

_ENDS = ("turnComplete", "interrupted")


def read_live(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """One message of the server."""
    event = Event()
    content = member(value, "serverContent")
    _parts(event, content)
    for name in ("inputTranscription", "outputTranscription"):
        path: Path = ("serverContent", name, "text")
        event.text(path, member(content, name, "text"), name, PIECE)
    for at, call in elements(member(value, "toolCall", "functionCalls")):
        path = ("toolCall", "functionCalls", at, "args")
        add_strings(event, call.get("args"), path, f"call{at}")
    if any(member(content, name) is True for name in (*_ENDS, "generationComplete")):
        event.closes.append("*")
        event.finished = any(member(content, name) is True for name in _ENDS)
    _learn(event, value)
    add_rest(event, value, stream=stream)
    return event


def _parts(event: Event, content: Json) -> None:
    for at, part in elements(member(content, "modelTurn", "parts")):
        path: Path = ("serverContent", "modelTurn", "parts", at, "text")
        run = "thought" if part.get("thought") is True else "text"
        event.text(path, part.get("text"), run, PIECE)


def _learn(event: Event, value: Json) -> None:
    usage = member(value, "usageMetadata")
    made = member(usage, "responseTokenCount")
    event.learns_tokens(member(usage, "promptTokenCount"), made)
    handle = member(value, "sessionResumptionUpdate", "newHandle")
    if isinstance(handle, str):
        event.conversation = handle
    if member(value, "error"):
        event.fails(member(value, "error", "status") or member(value, "error", "code"))

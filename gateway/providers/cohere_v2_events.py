"""Answers of Cohere's chat, version 2: a message, or the events that make one piece by piece."""

from gateway.providers.cohere_parts import add_citation, learn
from gateway.providers.events import PIECE, WHOLE, Event, Json, add_rest, elements, member, number
from gateway.providers.json_text import Path

_SAID = ("text", "thinking")
_MESSAGE: Path = ("delta", "message")


class ChatReader:
    """Reads one answer. A citation that does not say in which block it counts is in the newest."""

    def __init__(self) -> None:
        self._newest = 0  # the block of text that came last

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event = Event()
        kind = member(value, "type")
        if stream and isinstance(kind, str):
            self._stream_event(event, value, kind)
        else:
            _message(event, member(value, "message"))
            learn(event, member(value, "usage"), member(value, "finish_reason"))
            event.finished = True
        add_rest(event, value, stream=stream)
        return event

    def _stream_event(self, event: Event, value: Json, kind: str) -> None:
        at = number(member(value, "index"), 0)
        if kind in ("content-start", "content-delta"):
            self._content(event, value, at)
        elif kind == "content-end":
            event.closes.append(f"b{at}.")
        elif kind == "tool-plan-delta":
            event.text((*_MESSAGE, "tool_plan"), member(value, *_PLAN), "plan", PIECE)
        elif kind in ("tool-call-start", "tool-call-delta"):
            event.closes += ["plan"]
            said = member(value, *_ARGUMENTS)
            event.text(_ARGUMENTS, said, f"tool{at}.", PIECE.of_json())
        elif kind == "tool-call-end":
            event.closes.append(f"tool{at}.")
        elif kind == "citation-start":
            self._citation(event, member(value, *_CITED))
        elif kind == "message-end":
            event.closes.append("*")
            event.finished = True
            learn(event, member(value, "delta", "usage"), member(value, "delta", "finish_reason"))

    def _content(self, event: Event, value: Json, at: int) -> None:
        content = member(value, "delta", "message", "content")
        for name in _SAID:
            said = member(content, name)
            if said is not None and name == "text":
                self._newest = at
            event.text((*_MESSAGE, "content", name), said, f"b{at}.{name}", PIECE)

    def _citation(self, event: Event, cited: Json) -> None:
        at = number(member(cited, "content_index"), self._newest)
        add_citation(event, cited, _CITED, _counted_in(cited, at), None)


_PLAN = ("delta", "message", "tool_plan")
_ARGUMENTS = ("delta", "message", "tool_calls", "function", "arguments")
_CITED = ("delta", "message", "citations")


def _counted_in(cited: Json, at: int) -> str:
    """The run of text in which a citation counts."""
    kind = member(cited, "type")
    if kind == "PLAN":
        return "plan"
    return f"b{at}.thinking" if kind == "THINKING_CONTENT" else f"b{at}.text"


def _message(event: Event, message: Json) -> None:
    """A whole message; its citations count in the fields that came before them."""
    root: Path = ("message",)
    event.text((*root, "tool_plan"), member(message, "tool_plan"), "plan", WHOLE)
    blocks = list(elements(member(message, "content")))
    for at, block in blocks:
        for name in _SAID:
            path = (*root, "content", at, name)
            event.text(path, block.get(name), f"b{at}.{name}", WHOLE)
    for at, call in elements(member(message, "tool_calls")):
        path = (*root, "tool_calls", at, "function", "arguments")
        said = member(call, "function", "arguments")
        event.text(path, said, f"tool{at}.", WHOLE.of_json())
    fields = {spot.field.channel: place for place, spot in enumerate(event.spots)}
    first = next((at for at, block in blocks if block.get("text")), 0)
    for at, cited in elements(member(message, "citations")):
        channel = _counted_in(cited, number(cited.get("content_index"), first))
        if channel in fields:
            add_citation(event, cited, (*root, "citations", at), channel, fields[channel])

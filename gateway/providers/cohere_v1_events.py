"""Answers of Cohere's first version: a chat or a continued prompt, whole or as lines of events."""

from gateway.providers.cohere_parts import add_citation, learn, whole
from gateway.providers.events import (
    PIECE,
    REPEAT,
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

_OTHERS = ("documents", "search_results")  # of the caller's own, or found elsewhere


class FirstReader:
    """Reads one answer. Its last event says everything again, which is new only if it was not said.

    Citations of a stream count in the text so far; those of a whole answer in its field.
    """

    def __init__(self) -> None:
        self._said: set[str] = set()

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event, kind = Event(), word(value, "event_type")
        if stream and kind:
            self._stream_event(event, value, kind)
        else:
            self._whole(event, value, ())
            learn(event, member(value, "meta"), member(value, "finish_reason"))
            event.finished = True
        add_rest(event, value, stream=stream)
        return event

    def _stream_event(self, event: Event, value: Json, kind: str) -> None:
        if kind == "text-generation":
            self._piece(event, ("text",), value, f"text{number(member(value, 'index'), 0)}.")
        elif kind == "tool-calls-chunk":
            self._call_piece(event, value)
        elif kind in ("stream-end", "stream-error"):
            event.closes.append("*")
            event.finished = True
            response = member(value, "response")
            self._whole(event, response, ("response",))
            learn(event, member(response, "meta"), member(value, "finish_reason"))
        else:  # tool calls that are complete, citations, searches and what they found
            if kind == "tool-calls-generation":
                event.closes += ["plan", "tool"]
            self._beside(event, value, (), None)

    def _piece(self, event: Event, path: Path, value: Json, channel: str) -> None:
        said = member(value, *map(str, path))
        if isinstance(said, str) and said:
            self._said.add(channel)
            how = PIECE.of_json() if path[-1] == "parameters" else PIECE
            event.text(path, said, channel, how)

    def _call_piece(self, event: Event, value: Json) -> None:
        self._piece(event, ("text",), value, "plan")
        self._piece(event, ("tool_call_delta", "text"), value, "plan")
        at = member(value, "tool_call_delta", "index")
        at = number(whole(at), 0)  # it comes as a decimal
        self._piece(event, ("tool_call_delta", "parameters"), value, f"tool{at}.")

    def _whole(self, event: Event, value: Json, root: Path) -> None:
        place = len(event.spots)
        self._text(event, (*root, "text"), member(value, "text"), "text0.")
        self._text(event, (*root, "summary"), member(value, "summary"), "summary.")
        for at, made in elements(member(value, "generations")):
            path = (*root, "generations", at, "text")
            self._text(event, path, made.get("text"), f"text{number(made.get('index'), at)}.")
        self._beside(event, value, root, place if member(value, "text") else None)

    def _text(self, event: Event, path: Path, text: Json, channel: str) -> None:
        event.text(path, text, channel, REPEAT if channel in self._said else WHOLE)

    def _beside(self, event: Event, value: Json, root: Path, place: int | None) -> None:
        """What stands beside the text, in the whole answer and in events of its own."""
        if not root or place is not None:
            for at, cited in elements(member(value, "citations")):
                add_citation(event, cited, (*root, "citations", at), "text0.", place)
        for at, call in elements(member(value, "tool_calls")):
            how = REPEAT if f"tool{at}." in self._said else WHOLE
            path = (*root, "tool_calls", at, "parameters")
            add_strings(event, call.get("parameters"), path, f"call{at}", how)
            self._said.add(f"tool{at}.")
        for at, search in elements(member(value, "search_queries")):
            path = (*root, "search_queries", at, "text")
            self._text(event, path, search.get("text"), f"search{at}.")
            self._said.add(f"search{at}.")
        for name in _OTHERS:
            add_strings(event, member(value, name), (*root, name), "found", REPEAT)

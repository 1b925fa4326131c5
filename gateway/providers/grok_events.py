"""Answers of Grok's web chat: tokens, then the whole message; the prompt is echoed as well."""

from gateway.providers.events import (
    PIECE,
    REPEAT,
    WHOLE,
    Event,
    Json,
    add_rest,
    member,
    read_anything,
)
from gateway.providers.json_text import Path
from gateway.providers.words import label


class Tokens:
    """Reads the lines of one answer."""

    def __init__(self) -> None:
        self._streamed = False

    def __call__(self, value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        if not stream:
            return read_anything(value, stream)
        event = Event()
        wrapped = isinstance(member(value, "result", "response"), dict)
        said = member(value, "result")
        if wrapped:
            self._response(event, said["response"], ("result", "response"))
        else:
            self._response(event, said, ("result",))
        _names(event, member(value, "result"))
        if member(value, "error"):
            event.fails(member(value, "error", "code"))
        add_rest(event, value, stream=True)
        return event

    def _response(self, event: Event, said: Json, place: Path) -> None:
        run = _thought(said) if member(said, "isThinking") is True else "answer"
        self._token(event, member(said, "token"), (*place, "token"), run)
        if member(said, "sender") == "ASSISTANT":  # inside X
            self._token(event, member(said, "message"), (*place, "message"), run)
            event.finished = True  # nothing says which line is the last
        if member(said, "isSoftStop") is True:
            event.closes.append("*")
        whole = member(said, "modelResponse", "message")
        if isinstance(whole, str):
            how = REPEAT if self._streamed else WHOLE
            event.text((*place, "modelResponse", "message"), whole, "whole", how)
            event.closes.append("*")
            event.finished = True
        echo = (*place, "userResponse", "message")
        event.text(echo, member(said, "userResponse", "message"), "echo", REPEAT)
        event.learns_model(member(said, "modelResponse", "model"))

    def _token(self, event: Event, text: Json, path: Path, run: str) -> None:
        event.text(path, text, run, PIECE)
        self._streamed = self._streamed or (bool(text) and run == "answer")


def _thought(said: Json) -> str:
    """Several agents may think at once."""
    return f"thought.{label(member(said, 'rolloutId'))}.{label(member(said, 'messageStepId'))}"


def _names(event: Event, result: Json) -> None:
    named = member(result, "conversation", "conversationId") or member(result, "conversationId")
    event.conversation = named if isinstance(named, str) else ""
    event.text(
        ("result", "title", "newTitle"), member(result, "title", "newTitle"), "title", REPEAT
    )

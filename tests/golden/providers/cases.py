"""The recorded requests and answers of this folder, and how they are addressed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.providers.dialect import AnswerCodec, Frame, dialect_for
from gateway.providers.sockets import MESSAGE
from gateway.types import Person, Prompt, Segment, WireRequest

HERE = Path(__file__).parent

_HOME_FILES = {path.parent.name: path.read_text("utf-8") for path in sorted(HERE.glob("*/home"))}

HOMES: Mapping[str, tuple[str, str, str]] = {
    name: (host, target, method[0] if method and method[0].isupper() else "POST")
    for name, line in _HOME_FILES.items()
    for host, target, *method in [line.split()]
}
"""Host, target and method of each folder's recordings, as its file `home` says them."""

SOCKETS = tuple(name for name, line in _HOME_FILES.items() if line.endswith(" websocket\n"))
"""Folders whose recordings are messages of a WebSocket, in `stream.ndjson` one a line."""

MEDIA: Mapping[str, str] = {
    ".json": "application/json",
    ".sse": "text/event-stream",
    ".ndjson": "application/x-ndjson",
    ".form": "application/x-www-form-urlencoded",
    ".multipart": 'multipart/form-data; boundary="xyz"',
    ".txt": "text/plain; charset=utf-8",
    ".eventstream": "application/vnd.amazon.eventstream",
    ".lines": "text/plain; charset=utf-8",
    ".chunks": "application/json; charset=utf-8",
    ".connect": "application/connect+proto",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A file of this folder."""

    dialect: str
    path: Path

    @property
    def media(self) -> str:
        return MEDIA[self.path.suffix]

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    def __str__(self) -> str:
        return f"{self.dialect}/{self.path.name}"

    def request(self) -> WireRequest:
        """A request with this content, or, for an answer, an empty one to the same place."""
        host, target, method = HOMES[self.dialect]
        if self.path.name == "answer.json":
            target = target.replace("streamGenerate", "generate")
        asked = self if self.path.stem == "request" else self._asked
        body, media = (asked.content, asked.media) if asked else (b"{}", self.media)
        method = MESSAGE if self.dialect in SOCKETS else method
        accepts = {"accept": self.media} if method == "GET" else {}
        return wire(target, body, host=host, media=media, method=method, headers=accepts)

    @property
    def _asked(self) -> "Recorded | None":
        """What was asked, where that tells the dialect; elsewhere the address does."""
        told = self.dialect.startswith(("mcp", "oauth"))
        asked = sorted(self.path.parent.glob("request.*")) if told else []
        return Recorded(dialect=self.dialect, path=asked[0]) if asked else None

    def codec(self) -> AnswerCodec:
        request = self.request()
        return dialect_for(request).answer(request, status=200, content_type=self.media)


def wire(
    target: str,
    body: bytes = b"",
    *,
    host: str = "api.openai.com",
    method: str = "POST",
    media: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> WireRequest:
    """A request as it would come from the proxy; MESSAGE as method: one that opens a socket."""
    more = headers or {}
    if method == MESSAGE:
        method, more = "GET", {"upgrade": "websocket", "sec-websocket-version": "13", **more}
    return WireRequest(
        method=method,
        host=host,
        port=443,
        target=target,
        headers=(("content-type", media), *more.items()),
        body=body,
        person=Person(id="officer-17"),
    )


def requests() -> list[Recorded]:
    return _recorded("request.*")


def answers() -> list[Recorded]:
    return [*_recorded("stream.*"), *_recorded("answer.*")]


def _recorded(pattern: str) -> list[Recorded]:
    return [
        Recorded(dialect=path.parent.name, path=path) for path in sorted(HERE.glob(f"*/{pattern}"))
    ]


def play(codec: AnswerCodec, pieces: Iterable[bytes]) -> list[Frame]:
    """All frames of an answer that arrives in these pieces."""
    frames = [frame for piece in pieces for frame in codec.feed(piece)]
    return [*frames, *codec.end()]


def said(frames: Iterable[Frame]) -> list[tuple[str, str]]:
    """(channel, text) of every field, in order."""
    return [(field.channel, field.text) for frame in frames for field in frame.fields]


def runs(frames: Iterable[Frame], *, kept: bool = True) -> dict[str, str]:
    """The text of each channel: pieces joined, or what was last given whole."""
    texts: dict[str, str] = {}
    for frame in frames:
        for field in frame.fields:
            if field.kept is kept:
                goes_on = field.delta and not field.anew
                before = texts.get(field.channel, "") if goes_on else ""
                texts[field.channel] = before + field.text
    return texts


SSE = "text/event-stream"


def codec(target: str = "/v1/chat/completions", media: str = SSE, status: int = 200) -> AnswerCodec:
    """The codec for an answer of this kind from there."""
    request = wire(target, b"{}")
    return dialect_for(request).answer(request, status=status, content_type=media)


def recorded_answer(name: str) -> tuple[AnswerCodec, list[Frame]]:
    """A recorded answer, read whole: the codec afterwards, and all frames."""
    (case,) = [a for a in answers() if str(a) == name]
    made = case.codec()
    return made, play(made, [case.content])


def event(value: Any) -> bytes:
    """A server-sent event."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def chunk(delta: Any, **more: Any) -> bytes:
    """An event of a chat stream, about choice 0."""
    return event({"choices": [{"index": 0, "delta": delta, **more}]})


def read(target: str, body: Any, **more: Any) -> Prompt:
    """What is read of this body, sent there."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = wire(target, raw, **more)
    return dialect_for(request).read(request)


def recorded_prompt(name: str) -> Prompt:
    """What is read of a recorded request."""
    (case,) = [r for r in requests() if str(r) == name]
    request = case.request()
    return dialect_for(request).read(request)


def texts(prompt: Prompt) -> list[str]:
    return [segment.text for segment in prompt.segments]


def unread(prompt: Prompt) -> list[str]:
    return [found.part for found in prompt.unread]


def segment(prompt: Prompt, text: str) -> Segment:
    """The one segment with this text."""
    (found,) = [s for s in prompt.segments if s.text == text]
    return found


def message(role: str, content: Any = "words of somebody") -> dict[str, Any]:
    return {"role": role, "content": content}

"""A small wire format for tests: one JSON line per frame, with fields and closes written out."""

import json
from collections.abc import Iterable, Iterator, Sequence

from gateway.providers.dialect import AnswerFacts, Field, Frame


def delta(channel: str, text: str, *, json: bool = False, kept: bool = True) -> Field:
    return Field(channel=channel, text=text, delta=True, json=json, kept=kept)


def whole(channel: str, text: str, *, json: bool = False, kept: bool = True) -> Field:
    return Field(channel=channel, text=text, delta=False, json=json, kept=kept)


def line(*fields: Field, closes: Sequence[str] = ()) -> bytes:
    """A frame on the wire. Spaces make sure that a rendered frame is seen to differ."""
    rows = [[f.channel, f.text, f.delta, f.json, f.kept] for f in fields]
    return (json.dumps({"closes": list(closes), "fields": rows}, indent=None) + "  \n").encode()


class LineCodec:
    """Reads what `line` writes; keeps the promise that raws, joined, are the bytes fed."""

    checked = False

    def __init__(self) -> None:
        self._rest = b""
        self.rendered = 0

    def feed(self, data: bytes) -> Iterator[Frame]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        return iter([frame(row + b"\n") for row in lines])

    def end(self) -> Iterable[Frame]:
        rest, self._rest = self._rest, b""
        return [Frame(raw=rest)] if rest else []

    def render(self, frame: Frame, texts: Sequence[str]) -> bytes:
        self.rendered += 1
        fields = zip(frame.fields, texts, strict=True)
        rows = [[f.channel, text, f.delta, f.json, f.kept] for f, text in fields]
        return (json.dumps({"closes": list(frame.closes), "fields": rows}) + "\n").encode()

    def failure(self, message: str) -> bytes:
        return f"failed: {message}\n".encode()

    @property
    def facts(self) -> AnswerFacts:
        return AnswerFacts(model="lines", finished=not self._rest)


def frame(raw: bytes) -> Frame:
    content = json.loads(raw)
    fields = (
        Field(channel=c, text=t, delta=d, json=j, kept=k) for c, t, d, j, k in content["fields"]
    )
    return Frame(raw=raw, fields=tuple(fields), closes=tuple(content["closes"]))


def texts(data: bytes) -> list[list[str]]:
    """The texts of every frame on the wire, frame by frame."""
    return [[row[1] for row in json.loads(raw)["fields"]] for raw in data.splitlines()]


def runs(data: bytes) -> dict[str, str]:
    """The deltas of every channel, joined: what a client shows."""
    joined: dict[str, str] = {}
    for raw in data.splitlines():
        for channel, text, is_delta, _, _ in json.loads(raw)["fields"]:
            if is_delta:
                joined[channel] = joined.get(channel, "") + text
    return joined

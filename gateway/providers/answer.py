"""The one codec for all answers: a framing cuts, the dialect reads, a splice writes."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gateway.errors import Unreadable
from gateway.providers.dialect import AnswerFacts, Field, Frame
from gateway.providers.events import Counted, Event, EventReader, Spot
from gateway.providers.framing import Framing, Whole
from gateway.providers.json_text import Path
from gateway.providers.marks import add_marks, has_offsets
from gateway.providers.nested import outward
from gateway.providers.seals import first_seal, may_seal
from gateway.providers.splice import rewrite

_PARSER = json.JSONDecoder(strict=False)

REPEATS = frozenset(("logprobs", "logprobs_result", "logprobsResult"))
"""Members that repeat the text token by token; emptied where the text is changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read(Frame):
    """A frame and where its texts stand: a reader that remembers must read each unit once only."""

    spots: tuple[Spot, ...] = field(default=(), repr=False)
    counted: tuple[Counted, ...] = field(default=(), repr=False)


class Codec:
    """Reads one answer. See `gateway.providers.dialect.AnswerCodec`."""

    def __init__(
        self,
        framing: Framing,
        reader: EventReader,
        *,
        error: Callable[[str], str],
        error_event: str = "",
        conversation: str = "",
    ) -> None:
        self._framing = framing
        self._stream = type(framing) is not Whole
        self._reader = reader
        self._error = error
        self._error_event = error_event
        self._open: dict[str, None] = {}
        self._ending = False
        self._began = ""  # the first character of an answer that is one text
        self._facts = AnswerFacts(conversation=conversation)

    def feed(self, data: bytes) -> Iterable[Frame]:
        return [self._frame(raw) for raw in self._framing.feed(data)]

    def end(self) -> Iterable[Frame]:
        return [self._frame(raw) for raw in self._framing.end()]

    def render(self, frame: Frame, texts: Sequence[str], offsets: Sequence[int] = ()) -> bytes:
        same = list(texts) == [said.text for said in frame.fields]
        if same and list(offsets) in ([], [mark.offset for mark in frame.marks]):
            return frame.raw
        payload = self._framing.payload(frame.raw)
        spots, counted = (frame.spots, frame.counted) if isinstance(frame, _Read) else ((), ())
        if payload is None or len(spots) != len(texts):
            raise ValueError("one text for each field, please")
        moved = {found.path: to for found, to in zip(counted, offsets, strict=False)}
        written = self._rewritten(payload, spots, texts, moved)
        return self._framing.dress(frame.raw, written)

    def failure(self, message: str) -> bytes:
        return self._framing.failure(self._error(message), self._error_event)

    @property
    def checked(self) -> bool:
        return self._framing.checked

    @property
    def facts(self) -> AnswerFacts:
        busy = any(not channel.startswith("rest") for channel in self._open)
        over = self._facts.finished or (self._ending and not busy)
        return replace(self._facts, finished=over)

    def _frame(self, raw: bytes) -> Frame:
        payload = self._framing.payload(raw)
        if payload is None or not (payload.strip() or self._framing.plain):
            return Frame(raw=raw)
        event = self._event(payload)
        self._learn(event)
        fields = tuple([spot.field for spot in event.spots])
        for said in fields:
            if said.delta:
                self._open[said.channel] = None
        return _Read(
            raw=raw,
            fields=fields,
            closes=self._close(event.closes),
            marks=tuple([found.mark for found in event.counted]),
            spots=tuple(event.spots),
            counted=tuple(event.counted),
        )

    def _event(self, payload: str) -> Event:
        """Read one unit, once: what it means may depend on those before it."""
        if self._framing.plain:
            self._began = self._began or payload.lstrip()[:1]
            return _plain(payload, self._began, stream=True)
        text = payload.strip()
        if text == "[DONE]":
            return Event(closes=["*"], finished=True)
        try:
            value = _PARSER.decode(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            return _plain(payload, payload.lstrip()[:1], stream=self._stream)
        if not isinstance(value, dict | list | str):
            return _plain(payload, payload.lstrip()[:1], stream=self._stream)
        event = self._reader(value, self._stream)
        if has_offsets(payload):
            add_marks(event, value)
        if not self._facts.seal and may_seal(payload):
            event.seal = first_seal(value)
        return event

    @staticmethod
    def _rewritten(
        payload: str, spots: Sequence[Spot], texts: Sequence[str], moved: Mapping[Path, int]
    ) -> str:
        news: dict[Path, str] = {}
        for spot, text in zip(spots, texts, strict=True):
            if spot.path is None:
                return text
            if text != spot.field.text:
                news[spot.path] = text
        try:
            return rewrite(payload, outward(payload, news), REPEATS if news else frozenset(), moved)
        except Unreadable:
            return payload

    def _close(self, beginnings: Sequence[str]) -> tuple[str, ...]:
        if not beginnings:
            return ()
        if "*" in beginnings:
            self._open.clear()
            return ("*",)
        ended = tuple(c for c in self._open if c.startswith(tuple(beginnings)))
        for channel in ended:
            del self._open[channel]
        return ended

    def _learn(self, event: Event) -> None:
        self._ending = self._ending or event.ending
        known = self._facts
        self._facts = AnswerFacts(
            model=event.model or known.model,
            input_tokens=_newer(event.input_tokens, known.input_tokens),
            output_tokens=_newer(event.output_tokens, known.output_tokens),
            finished=event.finished or known.finished,
            error=event.error or known.error,
            conversation=event.conversation or known.conversation,
            kept=tuple(dict.fromkeys((*known.kept, *event.kept))),
            seal=known.seal or event.seal,
        )


def _newer(new: int | None, old: int | None) -> int | None:
    return old if new is None else new


def _plain(payload: str, began: str, *, stream: bool) -> Event:
    """A unit that is not JSON: its text as it is, escaped where it looks like JSON cut off.

    `began` is the first character of the text that the unit belongs to.
    """
    source = began in ("{", "[")
    said = Field(channel="text", text=payload, delta=stream, json=source)
    return Event(spots=[Spot(path=None, field=said)], finished=not source)

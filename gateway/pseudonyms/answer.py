"""Restores the values in an answer while it streams; no frame is ever added or dropped."""

from collections import deque
from collections.abc import Iterable, Mapping

from gateway.providers.dialect import AnswerCodec, AnswerFacts, Field, Frame, Mark
from gateway.pseudonyms.channel import Channel, Pending
from gateway.pseudonyms.damage import DamageCounter
from gateway.pseudonyms.token_index import TokenIndex
from gateway.pseudonyms.transcript import Transcript

_MAX_FRAMES = 256
_MAX_BYTES = 1 << 20
"""How much may wait for a token to be completed; beyond it everything leaves as it is."""


class AnswerRestorer:
    """Bytes of an answer in, bytes with the person's own values out.

    A frame whose text ends in what may become a token waits, and the frames after it, until the
    channel goes on, closes, or the answer ends. With nothing issued bytes pass straight through.
    Results may be b"" (nothing settled yet), which a proxy must not take for the end.
    """

    def __init__(
        self, codec: AnswerCodec, issued: Mapping[str, str], *, capture_characters: int
    ) -> None:
        self._codec = codec
        self._index = TokenIndex(issued)
        self._damage = DamageCounter(issued)
        self._received = Transcript(capture_characters)
        self._restored = Transcript(capture_characters) if issued else self._received
        self._channels: dict[str, Channel] = {}
        self._ended: dict[str, Channel] = {}  # offsets in their texts may still come
        self._waiting: deque[Pending] = deque()
        self._waiting_bytes = 0
        self._unframed = 0  # bytes of a frame that is not complete

    def feed(self, data: bytes) -> bytes:
        """What can leave after these bytes."""
        return self._passed(data, self._codec.feed(data))

    def end(self) -> bytes:
        """What is left when the bytes stop."""
        rest = self._passed(b"", self._codec.end())
        return rest + b"".join(self.settle())

    def units(self, data: bytes) -> list[bytes]:
        """Like `feed`, frame by frame: as many in all as the codec made."""
        out: list[bytes] = []
        self._unframed += len(data)
        for frame in self._codec.feed(data):
            if self._index:
                out += self._taken(frame)
            else:
                self._capture(frame)
                out.append(frame.raw)
        return out

    def settle(self) -> list[bytes]:
        """What waits, frame by frame: nobody can wait for the rest."""
        self._flush(self._channels.values())
        return self._released()

    def learn(self, issued: Mapping[str, str]) -> list[bytes]:
        """From here on restore these; what waits for a token of before is given back."""
        waited = self.settle()
        self._channels.clear()
        if issued and self._restored is self._received:
            self._restored = self._received.copy()
        before, self._damage = self._damage, DamageCounter(issued)
        self._index, self._damage.count = TokenIndex(issued), before.count
        return waited

    def failure(self, message: str) -> bytes:
        """What tells the client, in its own format, that the answer stops here; may be b"".

        What waits is given up: it may be what failed. A frame that has left in part is ended first.
        """
        told = self._codec.failure(message)
        partly = self._unframed and not self._index and not self._codec.checked
        return b"\n\n" + told if told and partly else told

    @property
    def received(self) -> str:
        """The answer's text as it came, bounded by `capture_characters`."""
        return self._received.text

    @property
    def restored(self) -> str:
        """The answer's text as the person saw it, bounded likewise."""
        return self._restored.text

    @property
    def unrestored(self) -> int:
        """How many issued tokens came back damaged and were left as they are."""
        return self._damage.count

    @property
    def facts(self) -> AnswerFacts:
        """What the codec learnt so far."""
        return self._codec.facts

    def _passed(self, data: bytes, frames: Iterable[Frame]) -> bytes:
        self._unframed += len(data)
        if self._index:
            return b"".join(raw for frame in frames for raw in self._taken(frame))
        whole = [*frames]
        for frame in whole:
            self._capture(frame)
        return b"".join([frame.raw for frame in whole]) if self._codec.checked else data

    def _capture(self, frame: Frame) -> None:
        self._unframed -= len(frame.raw)
        for place, found in enumerate(frame.fields):
            self._cut_received(frame, place)
            if found.anew:
                self._received.restart(found.channel)
            if found.kept:
                self._received.add(found.channel, found.text)
        self._cut_received(frame, len(frame.fields))

    def _cut_received(self, frame: Frame, place: int) -> None:
        for mark in frame.marks:
            if mark.cuts and mark.after == place:
                self._received.restart(mark.channel, mark.offset)

    def _taken(self, frame: Frame) -> list[bytes]:
        """Read a frame and give what can leave now."""
        self._capture(frame)
        pending = Pending(frame)
        self._waiting.append(pending)
        self._waiting_bytes += len(frame.raw)
        cuts: dict[Mark, tuple[Channel | None, bool]] = {}
        runs: list[Channel] = []
        for place, found in enumerate(frame.fields):
            self._cut(frame, place, cuts)
            channel = self._channel(found)
            channel.take(pending, place)
            runs.append(channel)
            if not found.delta:
                channel.flush()
        self._cut(frame, len(frame.fields), cuts)
        pending.counted = tuple(
            cuts.get(mark) or (self._counted(mark, runs), mark.ends) for mark in frame.marks
        )
        for name in frame.closes:
            self._close(name)
        if len(self._waiting) > _MAX_FRAMES or self._waiting_bytes > _MAX_BYTES:
            self._flush(self._channels.values())
        return self._released()

    def _counted(self, mark: Mark, runs: list[Channel]) -> Channel | None:
        """The run in which a mark counts, if it is known."""
        if mark.field is not None:
            return runs[mark.field]
        return self._channels.get(mark.channel) or self._ended.get(mark.channel)

    def _cut(self, frame: Frame, place: int, done: dict[Mark, tuple[Channel | None, bool]]) -> None:
        """Cut texts off where the frame says so before its field at this place."""
        for mark in frame.marks:
            if not mark.cuts or mark.after != place:
                continue
            before = self._counted(mark, [])
            done[mark] = before, False
            if before is not None:
                after = self._channels[mark.channel] = before.cut(mark.offset)
                # Where nothing is cut off, a token that is not whole yet is in front of the place.
                same = after is before
                done[mark] = before, same
                self._restored.restart(mark.channel, before.moved(mark.offset, ends=same))

    def _channel(self, found: Field) -> Channel:
        """The run a delta continues; a whole text is a run of its own."""
        if found.anew:
            self._restart(found.channel)
        channel = self._channels.get(found.channel) if found.delta else None
        if channel is None:
            channel = Channel(self._index, self._restored, self._damage)
        if found.delta:
            self._channels[found.channel] = channel
        return channel

    def _restart(self, name: str) -> None:
        """What is held back is said again: in the frame where it waits it can be left out."""
        channel = self._channels.pop(name, None)
        self._ended.pop(name, None)
        if channel is not None:
            channel.forget()
        self._restored.restart(name)
        self._damage.restart(name)

    def _close(self, name: str) -> None:
        names = tuple(self._channels) if name == "*" else (name,)
        ended = {n: channel for n in names if (channel := self._channels.pop(n, None))}
        self._flush(ended.values())
        self._ended |= ended

    @staticmethod
    def _flush(channels: Iterable[Channel]) -> None:
        for channel in channels:
            channel.flush()

    def _released(self) -> list[bytes]:
        """The frames at the head of the queue that wait for nothing, in order."""
        out = []
        while self._waiting and self._waiting[0].settled:
            pending = self._waiting.popleft()
            self._waiting_bytes -= len(pending.frame.raw)
            out.append(pending.render(self._codec))
        return out

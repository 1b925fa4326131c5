"""One run of text across frames: remembers which frame each restored piece belongs to."""

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from gateway.providers.dialect import AnswerCodec, Field, Frame
from gateway.pseudonyms.damage import DamageCounter
from gateway.pseudonyms.restore import Piece, TextRestorer
from gateway.pseudonyms.token_index import TokenIndex
from gateway.pseudonyms.transcript import Transcript


class Pending:
    """A frame on its way out: its new texts, and how many of them are not settled.

    `counted` are the runs in which its marks count, and whether a place within a token is its end;
    None for a run that nobody knows.
    """

    __slots__ = ("counted", "frame", "open", "texts")

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.texts = [""] * len(frame.fields)
        self.open = 0
        self.counted: tuple[tuple[Channel | None, bool], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the frame can leave."""
        return not self.open

    def render(self, codec: AnswerCodec) -> bytes:
        """The frame's bytes; an unchanged frame byte for byte."""
        same = all(f.text == t for f, t in zip(self.frame.fields, self.texts, strict=True))
        if self.counted:
            return codec.render(self.frame, self.texts, self._offsets())
        return self.frame.raw if same else codec.render(self.frame, self.texts)

    def _offsets(self) -> list[int]:
        return [
            mark.offset if run is None else run.moved(mark.offset, ends=ends)
            for mark, (run, ends) in zip(self.frame.marks, self.counted, strict=True)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """A field of a frame, and where in the run its text ends."""

    pending: Pending
    place: int
    end: int

    @property
    def field(self) -> Field:
        return self.pending.frame.fields[self.place]


_JSON_OPENINGS = ('{"', "[{", '["')


class Left(NamedTuple):
    """What is left of a text that was cut off: its length, its opening, its tokens.

    A token is where it starts and ends, and the length of the value that went out instead.
    """

    length: int
    opening: str
    moves: tuple[tuple[int, int, int], ...]


_NOTHING = Left(0, "", ())
_HEAD = 64  # characters of a text that are looked at for its opening


class Channel:
    """A restorer and the fields whose text it has not settled yet, in order.

    Text goes back to the field it came in; a value to the field in which its token began, so that a
    frame without a token stays as it was. A run that begins as a JSON object or list of them stays
    JSON: a program reads it, whom a raw quote or line end in a value would break.
    """

    __slots__ = (
        "_base",
        "_damage",
        "_index",
        "_length",
        "_moves",
        "_opening",
        "_restorer",
        "_slots",
        "_transcript",
    )

    def __init__(
        self,
        index: TokenIndex,
        transcript: Transcript,
        damage: DamageCounter,
        left: Left = _NOTHING,
    ) -> None:
        self._index = index
        self._restorer = TextRestorer(index)
        self._transcript = transcript
        self._damage = damage
        self._slots: deque[_Slot] = deque()
        self._length = 0
        self._base = left.length  # where in the whole text this run begins
        self._opening = left.opening  # the text's first two characters that are no space
        self._moves = [*left.moves]

    def cut(self, offset: int) -> "Channel":
        """The run that follows when the text so far is cut off at a place; itself if nothing is.

        Then what is held back waits on: the token it may begin goes on behind the cut.
        """
        if offset >= self._base + self._length:
            return self
        self.flush()
        kept = [move for move in self._moves if move[1] <= offset]
        through = [start for start, end, _ in self._moves if start < offset < end]
        kept += [(start, offset, 0) for start in through]
        left = Left(offset, self._opening[:offset], tuple(kept))
        return Channel(self._index, self._transcript, self._damage, left)

    def take(self, pending: Pending, place: int) -> None:
        """The next text of the run: a field of a frame."""
        text = pending.frame.fields[place].text
        self._length += len(text)
        if len(self._opening) < 2:
            self._opening = (self._opening + "".join(text[:_HEAD].split()))[:2]
        self._slots.append(_Slot(pending=pending, place=place, end=self._length))
        pending.open += 1
        self._put(self._restorer.pieces(text))

    def flush(self) -> None:
        """Nothing more can be waited for: all fields are settled."""
        self._put(self._restorer.pieces("", last=True))

    def forget(self) -> None:
        """What is held back comes again elsewhere: the fields that wait do without it."""
        self._settle(self._length)

    def moved(self, offset: int, *, ends: bool) -> int:
        """Where a place of the run's source is in what went out; a token is never cut in two."""
        shift = 0
        for start, end, length in self._moves:
            if offset <= start:
                break
            if offset < end:
                return start + shift + (length if ends else 0)
            shift += length - (end - start)
        return offset + shift

    def _put(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            self._settle(piece.start)
            if piece.value:
                json = self._slots[0].field.json or self._opening in _JSON_OPENINGS
                written = piece.written(json=json)
                start, end = self._base + piece.start, self._base + piece.end
                self._moves.append((start, end, len(written)))
                self._write(written, value=True)
            else:
                self._spread(piece)
        self._settle(self._restorer.settled)

    def _spread(self, piece: Piece) -> None:
        """Text as it came, each part to the field it came in."""
        start, text = piece.start, piece.text
        while text:
            self._settle(start)
            room = self._slots[0].end - start
            self._write(text[:room], value=False)
            start, text = start + room, text[room:]

    def _write(self, text: str, *, value: bool) -> None:
        slot = self._slots[0]
        slot.pending.texts[slot.place] += text
        field = slot.field
        if not field.kept:
            return
        self._transcript.add(field.channel, text)
        if value:
            self._damage.interrupt(field.channel)
        else:
            self._damage.add(field.channel, text)

    def _settle(self, done: int) -> None:
        """Let go of the fields that end at or before a place of the run."""
        while self._slots and self._slots[0].end <= done:
            self._slots.popleft().pending.open -= 1

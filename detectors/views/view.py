"""A text with its disguised pieces read, and the exact way back to the original."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from detectors.gist import Gist
from detectors.normalise import Shadow
from detectors.types import Finding
from detectors.views.broken import broken
from detectors.views.decoded import decoded
from detectors.views.gate import NOTHING, Look, look
from detectors.views.misread import misread
from detectors.views.piece import Piece
from detectors.views.spelled import spelled
from detectors.views.turned import turned

LEAST = 0.5  # a second reading is a guess: what is unsure in it is nothing


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece at its place in the view's text."""

    start: int
    end: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class View:
    """`shadow` maps the view's text to the original; `words`: it holds prose for the model."""

    shadow: Shadow
    placed: tuple[Placed, ...] = field(repr=False)

    @property
    def words(self) -> bool:
        return any(one.piece.entities is None for one in self.placed)

    def judged(self, finding: Finding) -> Finding | None:
        """A finding at places of the view's text, with evidence and at places of the original.

        None for one that no piece has a part in (the plain text has it too), or may have.
        """
        touched = list(self._touched(finding))
        if finding.score < LEAST or not any(_may_hold(one, finding.entity) for one in touched):
            return None
        start, end = self.shadow.original(finding.start, finding.end)
        how = dict.fromkeys(piece.evidence for piece in touched)
        return replace(finding, start=start, end=end, evidence=(*finding.evidence, *how))

    def _touched(self, finding: Finding) -> Iterator[Piece]:
        first = bisect_left(self.placed, finding.start, key=lambda one: one.end)
        for one in islice(self.placed, first, None):
            if one.start >= finding.end:
                return
            if _touch(one, finding):
                yield one.piece


def _touch(one: Placed, finding: Finding) -> bool:
    """A piece that reads as nothing (a line break) must stand inside what was found."""
    if one.start == one.end:
        return finding.start < one.start < finding.end
    return one.start < finding.end and finding.start < one.end


def _may_hold(piece: Piece, entity: str) -> bool:
    return piece.entities is None or entity in piece.entities


def view_of(base: Shadow, gist: Gist | None = None) -> View | None:
    """The second reading of a text; None, at little cost, when nothing in it is disguised.

    `gist` is of the shadow's text, for a caller who has it.
    """
    seen = look(gist or Gist(base.text))
    pieces = [] if seen is NOTHING else _apart(_pieces(base.text, seen))
    return _spliced(base, pieces) if pieces else None


def _pieces(text: str, seen: Look) -> Iterable[Piece]:
    """In the order of trust: where two claim the same run, the first has it."""
    yield from decoded(text, seen)
    yield from turned(text, seen)
    yield from spelled(text, seen)
    yield from misread(text, seen)
    yield from broken(text, seen)


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Those that do not overlap, by place; the earlier in the order of trust wins."""
    taken = bytearray()
    kept: list[Piece] = []
    for piece in pieces:
        if len(taken) < piece.end:
            taken.extend(bytes(piece.end - len(taken)))
        if not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


def _spliced(base: Shadow, pieces: Sequence[Piece]) -> View:
    parts: list[str] = []
    starts, ends = array("l"), array("l")
    placed: list[Placed] = []
    size = done = 0
    for piece in (*pieces, None):
        stop = piece.start if piece else len(base.text)
        parts.append(base.text[done:stop])
        _extend(base, starts, ends, ((at, at + 1) for at in range(done, stop)))
        size += stop - done
        if piece:
            parts.append(piece.text)
            whole = ((piece.start, piece.end),) * len(piece.text)
            _extend(base, starts, ends, piece.spans or whole)
            placed.append(Placed(size, size + len(piece.text), piece))
            size, done = size + len(piece.text), piece.end
    return View(Shadow("".join(parts), starts, ends), tuple(placed))


def _extend(
    base: Shadow, starts: "array[int]", ends: "array[int]", spans: Iterable[tuple[int, int]]
) -> None:
    for first, last in spans:
        start, end = base.original(first, last)
        starts.append(start)
        ends.append(end)

"""Is a sensitive term about one person, or only a topic?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from detectors.anchors import Anchor, Kind
from detectors.gist import Gist
from detectors.lexicon import Place
from detectors.rows import rows
from detectors.subjects import subjects
from detectors.ties import REACH, Link, in_sentence
from detectors.welsh.gate import in_welsh
from detectors.welsh.wording import GENERAL, names_work
from detectors.wording import IS_FICTION, TITLE_FOLLOWS, WORK_FOLLOWS, is_generic

_END = re.compile(r"(?<=[.!?])[\"')\u201d]?\s+(?=[\"'(\u201c]?[A-Z0-9])|\n+|(?<=[?!])\s+")
_STOP = re.compile(r"[.!?\n]")
_KINDS = tuple(Kind)


def _sentence_end(stop: re.Match[str]) -> int:
    """Where `_END` may be found: behind a mark, at a line end."""
    return stop.start() if stop[0] == "\n" else stop.end()


@dataclass(frozen=True, slots=True)
class Tie:
    """The best link of one term, by which kind of anchor, and in what wording."""

    link: Link
    kind: Kind | None = None
    generic: bool = False


class Links:
    """The people of one text, asked about one term at a time."""

    def __init__(
        self,
        gist: Gist,
        names: Iterable[tuple[int, int]],
        figures: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._gist, self._text = gist, gist.text
        text = gist.text
        ends = gist.matches(_END, map(_sentence_end, _STOP.finditer(text)))
        self._starts = [0, *(match.end() for match in ends)]
        self._anchors: list[list[Anchor]] = [[] for _ in self._starts]
        for anchor in subjects(gist, names, figures):
            # a stop may stand inside a name ("C. Brannigan")
            self._anchors[self._sentence(anchor.end - 1)].append(anchor)
        people = {a.kind for anchors in self._anchors for a in anchors if not a.aside}
        people.discard(Kind.SELF)
        self._people = min(people, key=_KINDS.index, default=None)
        self._rows = sorted(rows(text), key=lambda row: row.start)
        self._generic: dict[int, bool] = {}
        self._fiction = gist.has(IS_FICTION)
        self._welsh = in_welsh(gist)
        self._general = self._speaks_generally(0, len(text))

    def of(self, term: Place) -> Tie:
        """The best link of a term to any anchor in its sentence, beside it or in its row."""
        here = self._sentence(term.start)
        if self._fiction or TITLE_FOLLOWS.match(self._text, term.end):
            return Tie(Link.NONE, generic=True)
        if self._welsh and names_work(self._text, term.start):
            return Tie(Link.NONE, generic=True)
        best = self._within(self._anchors[here], term)
        if best.link >= Link.TIED or WORK_FOLLOWS.match(self._text, term.end):
            return best
        return max(best, self._in_row(term), self._around(here), key=lambda tie: tie.link)

    def _in_row(self, term: Place) -> Tie:
        at = bisect_right(self._rows, term.start, key=lambda row: row.start) - 1
        within = at >= 0 and term.end <= self._rows[at].end
        return Tie(Link.ROW, Kind.RECORD) if within else Tie(Link.NONE)

    def _around(self, here: int) -> Tie:
        generic = self._is_generic(here)
        for at in (here - 1, here + 1):
            if 0 <= at < len(self._anchors) and not generic:
                kinds = [a.kind for a in self._anchors[at] if not (a.aside or a.kind is Kind.SELF)]
                if kinds:
                    return Tie(Link.BESIDE, kinds[0], self._is_generic(at))
        if self._people is None:
            return Tie(Link.NONE, generic=self._general)
        return Tie(Link.TEXT, self._people, self._general)

    def _within(self, anchors: list[Anchor], term: Place) -> Tie:
        """Only anchors in reach are weighed, so that a term costs the same in any sentence."""
        first = bisect_left(anchors, term.start - REACH, key=lambda a: a.start)
        last = bisect_right(anchors, term.end + REACH, key=lambda a: a.start)
        if first == last:
            return Tie(Link.NONE)
        general = self._is_generic(self._sentence(term.start))
        best, kind = Link.NONE, None
        for anchor in anchors[first:last]:
            link = in_sentence(self._text, anchor, term, general=general, in_welsh=self._welsh)
            if link > best:
                best, kind = link, anchor.kind
            if best is Link.OWN:
                break
        return Tie(best, kind, general and best is not Link.NONE)

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _is_generic(self, number: int) -> bool:
        """A sentence ends in blanks, so that no word of it is another in the whole text."""
        if not self._general:
            return False
        if number not in self._generic:
            last = number + 1 == len(self._starts)
            end = len(self._text) if last else self._starts[number + 1]
            self._generic[number] = self._speaks_generally(self._starts[number], end)
        return self._generic[number]

    def _speaks_generally(self, start: int, end: int) -> bool:
        if is_generic(self._gist, start, end):
            return True
        return self._welsh and GENERAL.search(self._text, start, end) is not None

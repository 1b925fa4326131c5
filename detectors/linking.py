"""Is a sensitive term about one person, or only a topic?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum

from detectors.anchors import Anchor, Kind, is_addressee, words_for_a_person
from detectors.lexicon import Place

_END = re.compile(r"(?<=[.!?])[\"')\u201d]?\s+(?=[\"'(\u201c]?[A-Z0-9])|\n+")
_WORK = (
    r"(?:motion|leaflets?|posters?|policy|strategy|training|courses?|workshops?|session|update|"
    r"awareness|guidance|guide|funding|slides|presentation|briefing|webinar|conference|event|quiz|"
    r"budget|statistics|figures|campaign|charter|project|services?|programme|toolkit|lead|board|"
    r"committee|panel)\b"
)
# Between a person and a term these speak of work on a subject, not of the person.
_LOOSE = re.compile(rf"(?i)\b(?:about|regarding|{_WORK})")
# Right after a term these make it part of the name of a piece of work.
_WORK_FOLLOWS = re.compile(
    rf"(?i)\W{{1,3}}(?:and \w{{2,20}} )?(?:screening |prevention |detection )?(?:{_WORK}|"
    r"(?:screening|prevention|rates?|charity|history month|team|group office|research|"
    r"community|communities|population)\b)"
)
_TIED = re.compile(
    r"(?i)['\u2019]s?\b|[,:(;|/-]|\b(?:is|was|has|had|been|being|who|told|says|said|suffers?|"
    r"diagnosed|lives?|needs?|wants?|believes?|asked|describes?|states?|disclosed|because|takes?|"
    r"got|rang|came|voted|joined|joining|converted)\b"
)
_GENERIC = re.compile(
    r"(?i)\b(?:residents|people|patients|adults|children|tenants|families|women|men|pupils|"
    r"students|employees|carers|staff|customers|workers|users|those|anyone|someone|everyone|"
    r"clients|if you|you are|victims|offenders|policy|leaflet|guidance|strategy|quiz|lesson|"
    r"statistics|explain|what is|difference between|how many|training|poster|faq|factsheet|"
    r"worksheet|manifestos?|census|history month|agenda|summarise the|compare|fictional|novel|"
    r"assembly|display|museum)\b"
)
REACH = 120  # characters between anchor and term inside one sentence
CLOSE = 60
TOUCHING = 30


class Link(IntEnum):
    """How firmly a term hangs on a person."""

    NONE = 0
    NEAR = 1  # a person in the sentence before or after
    DIRECT = 2


class Links:
    """The people of one text, asked about one term at a time."""

    def __init__(self, text: str, names: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _END.finditer(text))]
        self._anchors: list[list[Anchor]] = [[] for _ in self._starts]
        named = (Anchor(*span, Kind.NAME) for span in names if not is_addressee(text, span[0]))
        for anchor in sorted((*named, *words_for_a_person(text)), key=lambda a: a.start):
            self._anchors[self._sentence(anchor.start)].append(anchor)
        self._generic: dict[int, bool] = {}

    def of(self, term: Place) -> Link:
        """The best link of a term to any anchor in its sentence or beside it."""
        here = self._sentence(term.start)
        best = self._within(self._anchors[here], term)
        if best is Link.DIRECT or _WORK_FOLLOWS.match(self._text, term.end):
            return best
        return max(best, self._beside(here))

    def _beside(self, here: int) -> Link:
        if self._is_generic(here):
            return Link.NONE
        around = (*self._anchors[max(0, here - 1) : here], *self._anchors[here + 1 : here + 2])
        people = any(a.kind is not Kind.SELF for anchors in around for a in anchors)
        return Link.NEAR if people else Link.NONE

    def _within(self, anchors: Sequence[Anchor], term: Place) -> Link:
        """Only anchors in reach are weighed, so that a term costs the same in any sentence."""
        first = bisect_left(anchors, term.start - REACH, key=lambda a: a.start)
        last = bisect_right(anchors, term.end + REACH, key=lambda a: a.start)
        best = Link.NEAR if first else Link.NONE
        for anchor in anchors[first:last]:
            best = max(best, self._in_sentence(anchor, term))
            if best is Link.DIRECT:
                break
        return best

    def _in_sentence(self, anchor: Anchor, term: Place) -> Link:
        follows = anchor.start >= term.end
        between = (
            self._text[term.end : anchor.start] if follows else self._text[anchor.end : term.start]
        )
        # "his epilepsy clinic" is about him; "she runs our epilepsy training" is not about her.
        if (follows or len(between) > 2) and _WORK_FOLLOWS.match(self._text, term.end):
            return Link.NONE
        return self._after(anchor, term, between) if follows else _before(anchor, between)

    def _after(self, anchor: Anchor, term: Place, between: str) -> Link:
        """The anchor follows: "chemotherapy for Mrs Bell", but "dementia leaflet for Mrs Bell"."""
        if anchor.kind is Kind.PRONOUN:
            return Link.DIRECT
        if anchor.kind is Kind.RECORD and len(between) < TOUCHING:
            return Link.DIRECT
        generic = self._is_generic(self._sentence(term.start))
        if anchor.kind is Kind.SELF or generic or _LOOSE.search(between):
            return Link.NONE
        return Link.DIRECT if len(between) < CLOSE else Link.NEAR

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _is_generic(self, number: int) -> bool:
        """Whether a sentence speaks of people in general, or of a piece of writing."""
        if number not in self._generic:
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
            found = _GENERIC.search(self._text, self._starts[number], end)
            self._generic[number] = found is not None
        return self._generic[number]


def _before(anchor: Anchor, between: str) -> Link:
    if anchor.kind in {Kind.PRONOUN, Kind.RELATIVE}:
        return Link.DIRECT
    if _LOOSE.search(between) or (anchor.kind is Kind.SELF and len(between) > CLOSE):
        return Link.NONE
    tied = len(between) < TOUCHING or anchor.kind is Kind.SELF or _TIED.search(between)
    return Link.DIRECT if tied else Link.NEAR

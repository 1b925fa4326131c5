"""How firmly one term hangs on one person of its sentence."""

import re
from enum import IntEnum

from detectors.anchors import Anchor, Kind
from detectors.lexicon import Place
from detectors.terms import Strength
from detectors.welsh import wording as welsh
from detectors.wording import AT_WORK, LOOSE, WORK_FOLLOWS

REACH = 120  # characters between anchor and term inside one sentence
CLOSE = 60
TOUCHING = 30
ADJACENT = 12

# What somebody is, has or lives through; not what they ask for or work on.
_STATE = re.compile(
    r"(?i)['\u2019]s?\b|\b(?:is|are|was|were|has|had|have|having|been|being|who|suffers?|suffering|"
    r"diagnosed|lives?|living|believes?|describes?|disclosed|because|takes?|taking|got|gets|came|"
    r"voted|votes|joined|joining|converted|keeps|carries|carrying|tested|wears|wearing|with|off|"
    r"on|due|under|after|needs|refuses?|refused|told|says|said|reports?|feels?|as|aged|no)\b"
)
_PAUSE = re.compile(r"[,:(;|/\u2013-]")


class Link(IntEnum):
    """How firmly a term hangs on a person."""

    NONE = 0
    TEXT = 1  # a person somewhere in the text
    BESIDE = 2  # in the sentence before or after
    SENTENCE = 3  # in the same sentence
    ROW = 4  # in the same row of a table, or block of a form
    TIED = 5  # by a verb, a possession or a mark between them
    OWN = 6  # right beside it: "her epilepsy"


def in_sentence(
    text: str, anchor: Anchor, term: Place, *, general: bool, in_welsh: bool = False
) -> Link:
    """`general`: the sentence speaks of people in general, or of a piece of writing."""
    work = WORK_FOLLOWS.match(text, term.end) is not None
    if anchor.aside and term.strength is not Strength.TELLING:
        return Link.NONE
    if anchor.start >= term.end:
        between = text[term.end : anchor.start]
        return Link.NONE if work else _after(anchor, term, between, general=general)
    if anchor.end > term.start:
        return Link.NONE if work else _inside(term)
    between = text[anchor.end : term.start]
    # "his epilepsy clinic" is about him; "she runs our epilepsy training" is not about her.
    return Link.NONE if work and len(between) > 2 else _before(anchor, between, in_welsh=in_welsh)


def _inside(term: Place) -> Link:
    """The term has its person in it, or the person the term: "his husband", "the deaf tenant"."""
    inside = {Strength.TELLING: Link.OWN, Strength.STRONG: Link.TIED}
    return inside.get(term.strength, Link.NONE)


def _after(anchor: Anchor, term: Place, between: str, *, general: bool) -> Link:
    """The anchor follows: "chemotherapy for Mrs Bell", but "dementia leaflet for Mrs Bell"."""
    if anchor.kind is Kind.SELF:
        return Link.NONE
    if anchor.kind is Kind.RECORD and len(between) < TOUCHING:
        return Link.TIED
    if general or LOOSE.search(between):
        held = anchor.kind is Kind.PRONOUN or term.strength is Strength.TELLING
        return Link.SENTENCE if held else Link.NONE
    tied = anchor.kind is Kind.PRONOUN or len(between) < TOUCHING
    return Link.TIED if tied else Link.SENTENCE


def _before(anchor: Anchor, between: str, *, in_welsh: bool) -> Link:
    near_kin = anchor.kind in {Kind.PRONOUN, Kind.RELATIVE}
    if LOOSE.search(between) or (in_welsh and welsh.LOOSE.search(between)):
        return Link.SENTENCE if near_kin else Link.NONE
    if anchor.kind is Kind.SELF:
        return _of_the_writer(between)
    if len(between) <= ADJACENT and not _PAUSE.search(between):
        return Link.OWN
    mark = len(between) < TOUCHING and _PAUSE.search(between)
    state = _STATE.search(between) or (in_welsh and welsh.STATE.search(between))
    return Link.TIED if near_kin or mark or state else Link.SENTENCE


def _of_the_writer(between: str) -> Link:
    if len(between) > CLOSE or AT_WORK.search(between):
        return Link.NONE
    return Link.OWN if len(between) <= ADJACENT else Link.TIED

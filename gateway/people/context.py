"""Whether a single word that could be somebody's name is that name, by what stands around it."""

import re
from dataclasses import dataclass, field

from gateway.people.forenames import is_forename
from gateway.people.ordinary import (
    BEFORE_DATES,
    BEFORE_PLACES,
    CALENDAR,
    DETERMINERS,
    GREETINGS,
    PLACE_WORDS,
    VERBS,
    is_ordinary,
)
from gateway.people.words import fold

_SHORTEST = 3
_SHORTEST_LOWER = 4
_SHORTEST_SHORT = 5  # in lower case: "terry", but not "tel" or "ted"
_REACH = 24  # characters looked at on either side
_LAST_WORD = re.compile(r"(?P<word>[^\W_]+)(?P<gap>[^\w\n]{0,3})\Z")
_NEXT_WORD = re.compile(r"(?P<possessive>['\u2019\u02bc]s)?(?P<gap>[^\w\n]{0,3})(?P<word>[^\W_]*)")
_STARTS_SENTENCE = re.compile(r"(?:\A|[.?!:;|*#>\"\u201c(\[\u2022\u2013\u2014-]\s*|\n\s*)\Z")
_SPACE = re.compile(r"[ \t\u00a0]{1,2}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A word and its neighbours; a neighbour counts only across a plain space."""

    surface: str = field(repr=False)
    before: str = field(repr=False)
    after: str = field(repr=False)
    gap_after: str
    possessive: bool
    starts: bool  # a sentence, or a line
    compound: bool  # with the word before: "Council Tax Bill", but not "Dear Bill"

    @property
    def capital(self) -> bool:
        return self.surface[0].isupper()


def alone(text: str, start: int, end: int, *, titled: bool, short: bool) -> bool:
    """Whether the word at these offsets, a part of a known name, means its bearer by itself.

    `titled`: a title stands before it. `short`: it is a short form that nobody has written yet.
    """
    word = fold(text[start:end])
    if titled:
        return True
    place = _place(text, start, end)
    if len(word) < _SHORTEST or _is_place(place):
        return False
    if is_ordinary(word):
        return place.capital and _means_somebody(word, place)
    if place.capital:
        return True
    return len(word) >= (_SHORTEST_SHORT if short else _SHORTEST_LOWER) or is_forename(word)


def _place(text: str, start: int, end: int) -> _Place:
    left = text[max(0, start - _REACH) : start]
    previous = _LAST_WORD.search(left)
    following = _NEXT_WORD.match(text, end, end + _REACH)
    space = previous["gap"] if previous else ""
    adjacent = _SPACE.fullmatch(space)
    gap = following["gap"] if following else ""
    before = previous["word"] if previous and adjacent else ""
    capital = before[:1].isupper() and before.lower() not in GREETINGS
    return _Place(
        surface=text[start:end],
        before=before,
        after=following["word"] if following and _SPACE.fullmatch(gap) else "",
        gap_after=gap,
        possessive=bool(following and following["possessive"]),
        starts=bool(_STARTS_SENTENCE.search(left)),
        compound=capital and not _STARTS_SENTENCE.search(left[: -len(before) - len(space)]),
    )


def _is_place(place: _Place) -> bool:
    """Fletcher Road, Patel's Stores, St Clement: the name of something else."""
    capital_after = place.after[:1].isupper()
    if place.after.lower() in PLACE_WORDS and (
        capital_after or not (place.capital or place.possessive)
    ):
        return True
    return place.before[:1].isupper() and place.before.lower() in BEFORE_PLACES


def _means_somebody(word: str, place: _Place) -> bool:
    """An everyday word in capitals: Will rang, but not Will you; ask Mark, but not the Mark."""
    before, after = place.before.lower(), place.after.lower()
    if before in DETERMINERS or (len(word) > 1 and place.surface.isupper()):
        return False
    if word in CALENDAR and (before in BEFORE_DATES or before.isdigit() or after.isdigit()):
        return False
    if place.possessive:
        return True
    if place.starts:
        acts = after in VERBS or after.endswith("ed") or (after.endswith("s") and is_forename(word))
        return acts or place.gap_after.startswith(",")
    return not (place.after[:1].isupper() or place.compound)

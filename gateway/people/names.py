"""Reads a name as written: which of its words are forenames, which the surname, which initials."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gateway.people.forenames import gender_of_forename, is_forename
from gateway.people.titles import TITLES, Gender, gender_of, stands_before_surname
from gateway.people.words import bare, fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc\-\u2010\u2011][^\W\d_]+)*")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_AND = re.compile(r"\s{1,3}(?:and|&)\s{1,3}", re.IGNORECASE)
_COMMA = re.compile(r",\s{1,3}(?=[^\W\d_]{2,}\s)")
_PARTICLE_WORDS = (
    "al ap bin bint da das de del della den der di dos du el ferch la le mac st ten ter van von"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_LOWER_BETWEEN = re.compile(r"(?<=\w)\s(?P<word>[a-z]{2,})\s(?=[A-Z])")
_SUFFIXES = {
    **dict.fromkeys(("junior", "jr", "jnr"), "junior"),
    **dict.fromkeys(("senior", "sr", "snr"), "senior"),
    **dict.fromkeys(("ii", "iii", "iv"), "younger"),
}
_SUFFIX = re.compile(r"(?:,?\s|\s?\()(?P<word>[A-Za-z]{2,6})\.?\)?\Z")
_SUFFIX_AFTER = re.compile(r",?\s(?P<word>[A-Za-z]{2,6})\b")
AFTER = 10
"""How many characters behind a name are worth looking at."""
_LONGEST = 6  # words; more is a list or a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name's folded words; a single one without a title stands in `given`, whichever it is.

    `family` holds the parts of a double-barrelled surname one by one; `given` keeps hyphens.
    """

    title: str = ""
    suffix: str = ""  # "junior" or "senior": father and son of one name
    kin: Gender = Gender.UNKNOWN  # as the word before it says: "his wife Joan"
    given: tuple[str, ...] = field(default=(), repr=False)
    family: tuple[str, ...] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The words in natural order, for comparing: "joan fletcher" for "FLETCHER, Joan"."""
        return " ".join((*self.given, *self.family)).replace("-", " ")

    @property
    def single(self) -> bool:
        """Whether only one part of a name stands here, whichever it is."""
        return len(self.given) + bool(self.family) == 1

    @property
    def abbreviated(self) -> bool:
        """Whether only initials stand for the forename."""
        return bool(self.given) and _is_initials(self.given[0])

    @property
    def surname(self) -> str:
        return " ".join(self.family)

    @property
    def gender(self) -> Gender:
        """What title, kinship or forename say; a forename alone may be a short form."""
        said = gender_of(self.title) or self.kin
        if said or self.single:
            return said
        return gender_of_forename(self.given[0])


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each person's name in a joint one ("Jan and Colin Pepperdine")."""
    start = 0
    for joint in _AND.finditer(text):
        if _TOKEN.search(text, start, joint.start()) and _TOKEN.search(text, joint.end()):
            yield from _listed(text, start, joint.start())
            start = joint.end()
    yield from _listed(text, start, len(text))


def _listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names in a row: "Joan Lowe, Ann Day", but not "Quintero Salas, Ana"."""
    for comma in _COMMA.finditer(text, start, end):
        words = _words(text[start : comma.start()])
        if len(words) > 1 and is_forename(words[0]) and len(_words(text[comma.end() : end])) > 1:
            yield start, comma.start()
            start = comma.end()
    yield start, end


def around_lower(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands around words in lower case between capitals.

    "Foss handed Kallon" is not one name: a scanner that says so must not have us look for "handed".
    """
    start = 0
    for match in _LOWER_BETWEEN.finditer(text):
        if match["word"] not in _PARTICLES:
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def read(text: str, title: str = "") -> Name:
    """The name in a text that holds nothing else. `title` is the folded title that stands before.

    A text that is no name (too long, no letters) gives a Name without words.
    """
    suffix, text = _suffix(text)
    name = _read(text, title)
    return replace(name, suffix=suffix) if suffix else name


def suffix_after(text: str) -> str:
    """The "junior" at the start of what stands behind a name, else nothing."""
    found = _SUFFIX_AFTER.match(text)
    return found[0] if found and found["word"].lower() in _SUFFIXES else ""


def _suffix(text: str) -> tuple[str, str]:
    """What tells father from son, and the rest; Jayden Senior is somebody's surname."""
    found = _SUFFIX.search(text)
    suffix = _SUFFIXES.get(found["word"].lower(), "") if found else ""
    if not found or not suffix:
        return "", text
    rest = text[: found.start()]
    long = found["word"].lower() in {"junior", "senior"}
    if long and len(rest.split()) < 2 and not found["word"].islower():
        return "", text
    return suffix, rest


def _read(text: str, title: str) -> Name:
    left, comma, right = text.partition(",")
    first, second = _words(left), _words(right)
    if first and first[0] in TITLES and len(first) + len(second) > 1:
        title, first = title or first[0], first[1:]
    if not first or len(first) + len(second) > _LONGEST:
        return Name(title=title)
    if comma and second:
        return Name(title=title, given=tuple(second), family=_split(first))
    if len(first) == 1:
        if stands_before_surname(title):
            return Name(title=title, family=_split(first))
        return Name(title=title, given=tuple(first))
    end = _initials_from(first)
    if end < len(first):  # "Fletcher J", "Bright Amadi O": but "J F" has no surname to it
        return Name(title=title, given=tuple(first[end:]), family=_split(first[:end]))
    at = _surname_from(first)
    return Name(title=title, given=tuple(first[:at]), family=_split(first[at:]))


def _words(text: str) -> list[str]:
    found = (fold(match[0].translate(_HYPHENS)) for match in _TOKEN.finditer(text))
    return [word for w in found if (word := bare(w))]


def _initials_from(words: list[str]) -> int:
    """Where initials behind a surname begin, else the number of words."""
    at = len(words)
    while at and _is_initials(words[at - 1]):
        at -= 1
    return at or len(words)


def _is_initials(word: str) -> bool:
    return all(len(part) == 1 for part in word.split("-"))


def _surname_from(words: list[str]) -> int:
    """Where the surname begins: at the last word, or at the particles before it."""
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return 0 if words[0] in _PARTICLES and at == 1 else at


def _split(words: list[str]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.split("-"))

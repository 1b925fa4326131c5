"""Firms, shops, systems, laws and scales that bear people's names (detectors/lists/namesakes.txt).

"Michael Page" is an agency beside "day rates" and a tenant beside "his son": a name that a person
may bear too counts as a firm's only with a word of its trade, and without a sign of a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from detectors.known import LISTS, plain

ALWAYS, BESIDE = "!", "~"
NEAR, REACH, LONGEST = 100, 56, 5  # characters, characters, words

Place = tuple[int, int]
_HEAD = re.compile(r"= (?P<kind>[^|~!]+?) ?(?P<flag>[~!]?) \|(?P<cues>.*)")
_WORD = re.compile(r"[^\W_][\w'\u2019.-]*|[&+\\]")
_JOINED = re.compile(r"\w ?[&+] ?\w")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr)\.? {1,2}$")
_CALLED = re.compile(
    r"(?i)\b(?:dear|hi|hello|called|named|tenant|resident|client|patient|pupil|student|officer|"
    r"manager|colleague|neighbour|applicant|claimant|son|daughter|brother|sister|husband|wife|"
    r"partner|interviewed|spoke to|met|with us|caretaker|head|fao|attn|driver|carer|witness)"
    r"[ :,]{1,2}$"
)
_OWN = re.compile(
    r"(?i)(?:['\u2019]s? (?:son|daughter|child|mum|dad|wife|husband|partner|sister|brother|house|"
    r"home|flat|tenancy|dog|sick|leave|dob|appraisal|probation|grievance|manager)\b|"
    r", (?:aged )?\d{1,2}(?=[,.)\n]|$)|,? \((?:aged )?\d{1,2}\)|,? who\b|"
    r",? (?:he|she|says|said|told|rang|phoned|lives|lived|joined|reported|wants|asked|is (?:off|on "
    r"leave|my|our|a (?:tenant|resident|client))|was born|at number|from|dob|d\.o\.b)\b)"
)
_SOMEBODY = re.compile(
    r"(?i)\b(?:he|she|him|his|hers?|himself|herself|dob|aged|born|tenancy|nino|nhs no)\b|@|"
    r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b|"
    r"\b\d{1,4}[a-z]? \w+ (?:road|rd|street|lane|ln|close|avenue|ave|drive|way|crescent)\b"
)


@dataclass(frozen=True, slots=True)
class Section:
    """Names of one trade, and the words of that trade."""

    kind: str
    flag: str
    cues: str  # alternatives of a pattern

    def is_near(self, before: str, after: str) -> bool:
        pattern = _pattern(rf"(?i)(?<!\w)(?:{self.cues})(?!\w)")
        return bool(pattern.search(before) or pattern.search(after))

    def is_beside(self, before: str, after: str) -> bool:
        return bool(
            _pattern(rf"(?i)['\u2019]?s?[ /-]{{1,2}}(?:{self.cues})(?!\w)").match(after)
            or _pattern(rf"(?i)(?<!\w)(?:{self.cues})[ :-]{{1,2}}$").search(before[-REACH:])
        )


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def namesakes() -> Mapping[str, tuple[Section, ...]]:
    """Casefolded names to the sections they stand in."""
    found: defaultdict[str, list[Section]] = defaultdict(list)
    section = None
    for line in (LISTS / "namesakes.txt").read_text(encoding="utf-8").splitlines():
        if head := _HEAD.fullmatch(line.strip()):
            cues = "|".join(re.escape(c.strip()) for c in head["cues"].split(",") if c.strip())
            section = Section(head["kind"], head["flag"], cues)
        elif section and line.strip() and line[0] != "#":
            found[plain(line)].append(section)
    return {name: tuple(sections) for name, sections in found.items()}


def is_always_nobody(name: str) -> bool:
    """True for a listed name that people do not bear."""
    return any(section.flag == ALWAYS for section in namesakes().get(plain(name), ()))


def namesake(text: str, start: int, end: int) -> Place | None:
    """Where the listed name stands of which those characters are all or part, if it is no
    person's here.
    """
    for place, sections in _listed(text, start, end):
        if any(_is_firm(text, place, section) for section in sections):
            return place
    return None


def _listed(text: str, start: int, end: int) -> Iterator[tuple[Place, tuple[Section, ...]]]:
    """Listed names that hold the characters from `start` to `end`, the longest first."""
    words = _words(text, start - REACH, end + REACH)
    first = next((i for i, (_, to) in enumerate(words) if to > start), len(words))
    last = next((i for i, (_, to) in enumerate(words) if to >= end), len(words) - 1)
    known = namesakes()
    runs = [
        (i, j)
        for i in range(max(0, first - LONGEST), first + 1)
        for j in range(last, min(len(words), last + LONGEST))
        if j - i < LONGEST
    ]
    for i, j in sorted(runs, key=lambda run: run[0] - run[1]):
        place = words[i][0], words[j][1]
        name = plain(text[slice(*place)])
        if name not in known and name.endswith("'s"):
            place, name = (place[0], place[1] - 2), name[:-2]
        if sections := known.get(name):
            yield place, sections


def _words(text: str, start: int, end: int) -> list[Place]:
    start, end = max(0, start), min(len(text), end)
    return [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


def is_somebodys(text: str, start: int, end: int) -> bool:
    """True when a listed name of several words stands there with a sign of a person."""
    known = " " in text[start:end] and plain(text[start:end]) in namesakes()
    return known and _is_a_persons(text, start, end, 60)


def _is_firm(text: str, place: Place, section: Section) -> bool:
    start, end = place
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    if section.flag == ALWAYS or _JOINED.search(text[start:end]):
        return not _TITLED.search(before[-6:])
    if section.is_beside(before, after):
        return not _is_a_persons(text, start, end, 40)
    if section.flag == BESIDE or _is_a_persons(text, start, end, 60):
        return False
    several = " " in text[start:end] or _has_company(text, place, section)
    return several and section.is_near(before, after)


def _is_a_persons(text: str, start: int, end: int, reach: int) -> bool:
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return bool(
        _TITLED.search(before[-6:])
        or _CALLED.search(before[-24:])
        or _OWN.match(after)
        or _SOMEBODY.search(before)
        or _SOMEBODY.search(after)
    )


def _has_company(text: str, place: Place, section: Section) -> bool:
    """Another name of the same section stands close."""
    words = _words(text, place[0] - REACH, place[1] + REACH)
    for i, (start, _) in enumerate(words):
        for _, end in words[i : i + 3]:
            apart = end <= place[0] or place[1] <= start
            if apart and section in namesakes().get(plain(text[start:end]), ()):
                return True
    return False

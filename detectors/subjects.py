"""Whom a text is about, and whose names only write, get, run or chair a piece of work."""

import re
from collections.abc import Iterable, Iterator

from detectors.anchors import Anchor, Kind, words_for_a_person
from detectors.gist import Gist

BEFORE, AFTER = 40, 60  # characters looked at

_TITLE = (
    r"(?:(?:Cllr|Councillor|Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Sgt|Insp|PC|DS|DC|Sister|Rev|Rabbi|"
    r"Fr|Imam|Judge|Sir|Dame)\.? )?"
)
_BEFORE = re.compile(
    r"(?i)(?:\b(?:e-?mail|invite|book|ask|asking|contact|contact is|tell|brief|briefing for|let|"
    r"chaired by|led by|written by|hosted by|presented by|taught by|proposed by|seconded by|"
    r"thank you,?|thanks,?|thank|thanking|regards,?|yours,?|from|put|remind|cc|hi|hello|dear|"
    r"message to|ring|phone|call|text|give|"
    r"(?:reply|note|email|memo|letter|slides?|invitation|write|confirm) (?:to|for|with)|"
    r"delivered by|run by|by|with|chase|credit(?:ed)?|quote from|"
    r"(?:trainers?|speakers?|hosts?|presenters?|facilitators?|agents?|authors?|chairs?|leads?|"
    r"trustees|moderators?|contacts?|organisers?|supervisors?|applicant's agent|line manager|"
    r"spokesperson|minutes?|lecturers?|tutors?|archivist|convened by|genealogist|examiner)"
    r"(?: is)?:?)|\bv\.?) "
    rf"{_TITLE}$"
)
_PAIR = re.compile(rf"(?i)(?<!Mr)(?<!Mrs) (?:and|&) {_TITLE}$")
_AFTER = re.compile(
    r"(?i)['\u2019]?s?,? (?:(?:will|to|can|could|shall|is|is to|who|has agreed to) )?"
    r"(?:talks?|speaks?|present(?:s|ed)?|chair(?:s|ed|ing)?|run(?:s|ning)?|leads?|host(?:s|ed)?|"
    r"delivers?|open the|attend|welcomes?|introduces?|report in|talk|slides?|session|workshop|"
    r"gave|gives|took members|described|quoted|has quoted|trained|facilitat\w{1,4}|teach(?:es)?|"
    r"update on|is the spokesperson|on leave until|is on leave)\b|"
    r" v\.? [A-Z]|,? [Tt]rainer\b|,? \(?(?:chair|facilitator|speaker)\)?\b| (?:of|at) ACAS\b"
)


def is_bystander(text: str, start: int, end: int) -> bool:
    """True when the name there is only who writes, gets, chairs or runs something."""
    before = text[max(0, start - BEFORE) : start]
    return bool(_BEFORE.search(before) or _AFTER.match(text[end : end + AFTER]))


def shares_its_part(text: str, start: int) -> bool:
    """True when "and" ties the name to the one before: what that one is, this one is too."""
    return _PAIR.search(text[max(0, start - BEFORE) : start]) is not None


def subjects(
    gist: Gist,
    names: Iterable[tuple[int, int]],
    figures: Iterable[tuple[int, int]],
) -> Iterator[Anchor]:
    """Every person of a text, in order; a pronoun goes with the last person before it.

    Figures, public or invented, are nobody here; they only take their pronouns with them.
    """
    text = gist.text
    marks: list[tuple[int, int, Kind | None]] = [(*span, Kind.NAME) for span in names]
    marks += [(*span, None) for span in figures]
    marks += [(a.start, a.end, a.kind) for a in words_for_a_person(gist)]
    subject = True
    for start, end, kind in sorted(marks, key=lambda mark: mark[:2]):
        if kind is Kind.NAME and not shares_its_part(text, start):
            subject = not is_bystander(text, start, end)
        elif kind in {None, Kind.RELATIVE, Kind.ROLE, Kind.SOMEONE}:
            subject = kind is not None
        if kind is not None:
            aside = not subject and kind in {Kind.NAME, Kind.PRONOUN}
            yield Anchor(start, end, kind, aside)

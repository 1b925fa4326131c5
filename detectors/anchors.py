"""Words that stand for one person: pronouns, relatives, roles, the writer, marks of a record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How an anchor points at a person."""

    NAME = auto()
    PRONOUN = auto()
    RELATIVE = auto()
    ROLE = auto()
    SELF = auto()
    RECORD = auto()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Code-point offsets, end exclusive."""

    start: int
    end: int
    kind: Kind


_RELATIVE = (
    r"(?:son|daughter|mum|mother|mam|mom|dad|father|wife|husband|partner|brother|sister|child|baby|"
    r"gran|nan|nana|grandad|grandfather|grandmother|grandma|grandson|granddaughter|niece|nephew|"
    r"aunt|auntie|uncle|cousin|boyfriend|girlfriend|fianc[ée]e?|ex|stepson|stepdaughter|stepdad|"
    r"stepmum|twin|neighbour|friend|flatmate|manager|boss|colleague|deputy)\b"
)
_ROLE = (
    r"(?:tenant|client|applicant|claimant|resident|service user|patient|customer|caller|"
    r"complainant|pupil|student|child|young person|young man|young woman|boy|girl|lad|man|woman|"
    r"lady|gentleman|bloke|guy|person|employee|officer|colleague|starter|worker|carer|candidate|"
    r"appellant|respondent|defendant|suspect|victim|offender|occupant|occupier|driver|councillor|"
    r"member of staff|mother|father|mum|dad|wife|husband|partner|son|daughter|baby|neighbour|"
    r"landlord|individual|detainee|parent|perpetrator|deceased|learner|apprentice|teacher|"
    r"caretaker|manager|lodger|household|couple|twins|family)\b"
)
_UP_TO_TWO_WORDS = r"(?:(?!of |for |to |with )[\w-]{1,20} ){0,2}"
_PATTERNS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.PRONOUN, (r"(?i)\b(?:he|she|his|her|him|hers|himself|herself)\b",)),
    (
        Kind.RELATIVE,
        (
            r"(?i)\b(?:my|your|his|her|their|our|\w{2,30}['\u2019]s) "
            rf"{_UP_TO_TWO_WORDS}{_RELATIVE}",
            r"\b(?:Mum|Dad|Nan|Gran|Grandad|Mam)\b",
            r"(?m)(?:^|(?<=[.:;,] ))(?:mum|dad|nan)\b",
        ),
    ),
    (
        Kind.ROLE,
        (
            rf"(?i)\b(?:the|this|that|my|our|another) {_UP_TO_TWO_WORDS}{_ROLE}",
            r"(?i)\b(?:a|an) (?:bloke|guy|man|woman|lady|lad|girl|boy|chap|colleague)\b",
            r"(?i)\bone of (?:my|our) \w{2,20}\b|\b(?:the|our|my) only\b",
            r"(?i)\b(?:our|my) (?:head|director|chief|deputy|assistant|new) ",
            r"(?m)(?:^|(?<=[.:\"] ))(?i:mother|father|tenant|resident|pupil|patient|client) ",
            r"\b(?i:child|pupil|student|resident|patient|client|witness|parent|sibling) [A-Z]\b",
        ),
    ),
    (
        Kind.SELF,
        (
            r"\b[Ii](?:['\u2019]?m|['\u2019]ve)\b",
            r"\b[Ii] (?:am|was|have|had|suffer|identify|take|got|feel)\b",
            r"(?i)\b(?:my own|disclose my|about my)\b",
        ),
    ),
    (
        Kind.RECORD,
        (
            r"(?i)\b(?:dob|d\.o\.b|nhs (?:(?:no\.?|number) ?)?\d|chi \d)",
            r"(?i)\baged? (?!over|under|between)\d|\(\d{1,2}\)",
            r"(?i)\b\d{1,2}(?: ?(?:yo|yrs?|y/o)|[ -]years?[ -]old|[MF])\b",
            r"(?i)\b(?:employee|staff|badge|payroll|case|patient|pupil|tenancy|ref) "
            r"(?:no\.? |number |id )?[:#]?[A-Z]{0,4}[-/]?\d{3}",
            r"(?m)^[\w.-]{2,40}@[\w.-]{3,60}:",
        ),
    ),
)
_COMPILED = tuple(
    (kind, re.compile(pattern)) for kind, patterns in _PATTERNS for pattern in patterns
)

_TITLE = r"(?:(?:Cllr|Councillor|Mrs?|Ms|Miss|Mx|Dr|Prof|Sgt|PC|Sister|Rev|Judge|Sir|Dame)\.? )?"
# A name right after these is who a task goes to, not whom it is about.
_ADDRESSEE = re.compile(
    r"(?i)\b(?:e-?mail|invite|book|ask|asking|contact|tell|brief|briefing for|chaired by|led by|"
    r"written by|thank you,?|thanks,?|regards,?|from|let|put|remind|cc|hi|dear|hello|message to|"
    r"(?:reply|note|email|memo|letter|slides?|invitation) (?:to|for)|delivered by|run by|by|with|"
    rf"(?<!Mr )(?<!Mrs )and) {_TITLE}$"
)


def words_for_a_person(text: str) -> Iterator[Anchor]:
    """Every anchor that is not a name, in no order."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            yield Anchor(*match.span(), kind)


def is_addressee(text: str, start: int) -> bool:
    """True when the name at `start` is only who writes, gets, chairs or runs something."""
    return _ADDRESSEE.search(text[max(0, start - 40) : start]) is not None

"""Words that stand for one person: pronouns, relatives, roles, the writer, marks of a record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from detectors.welsh.gate import in_welsh
from detectors.welsh.people import welsh_words_for_a_person


class Kind(Enum):
    """How an anchor points at a person; the value is what evidence says of it."""

    NAME = "name"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    ROLE = "role"
    SOMEONE = "a person not named"
    SELF = "the writer"
    RECORD = "mark of a record"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Code-point offsets, end exclusive."""

    start: int
    end: int
    kind: Kind
    aside: bool = False  # of whoever only writes, gets or runs something


_KIN = (
    r"(?:son|daughter|mum|mam|mom|mother|dad|father|parent|wife|husband|partner|missus|hubby|"
    r"brother|sister|(?:half|step)-?(?:brother|sister)|sibling|child|kid|kids|baby|babby|toddler|"
    r"boy|girl|lad|lass|twins?|gran|granny|nan|nana|nanna|grandad|grandpa|grandfather|grandmother|"
    r"grandma|grandson|granddaughter|grandchild|niece|nephew|aunt|auntie|aunty|uncle|cousin|"
    r"boyfriend|girlfriend|fianc[ée]e?|ex|step(?:son|daughter|dad|mum|father|mother|granddaughter)|"
    r"(?:mother|father|son|daughter|brother|sister)-in-law|neighbour|friend|mate|flatmate|"
    r"housemate|lodger|carer|manager|boss|colleague|deputy|line manager|supervisor|two)\b"
)
_JOB = (
    r"(?:employee|officer|colleague|starter|worker|carer|candidate|driver|councillor|governor|"
    r"member of staff|landlord|teacher|headteacher|caretaker|manager|supervisor|apprentice|"
    r"trainee|volunteer|nurse|cleaner|cook|chef|plumber|loader|receptionist|steward|clerk|"
    r"coach|curate|coordinator|deputy|organiser|artist|professional|porter|gardener)\b"
)
_PERSON = (
    r"(?:tenant|client|applicant|claimant|resident|service[- ]user|patient|customer|caller|"
    r"complainant|pupil|student|child|kid|toddler|baby|young person|young man|young woman|youth|"
    r"teenager|boy|girl|lad|lass|man|woman|lady|gentleman|bloke|guy|chap|fella|fellow|person|"
    r"male|female|appellant|respondent|defendant|suspect|victim|offender|occupant|occupier|"
    r"mother|father|mum|dad|wife|husband|partner|son|daughter|neighbour|individual|detainee|"
    r"parent|perpetrator|deceased|learner|lodger|household|couple|twins|family|leaseholder|"
    r"householder|requester|constituent|elector|claimant|prisoner|inmate|supervisee|mentee|"
    r"grandmother|grandfather|widow|widower|survivor|regular|adopter|sponsor|proband|participant|"
    r"interviewee|whistleblower|squatter|rough sleeper|casualty|gentlemen)\b"
)
_UP_TO_TWO_WORDS = r"(?:(?!of |for |to |with |and |or )[\w'\u2019-]{1,20} ){0,2}"
_UP_TO_THREE_WORDS = r"(?:(?!of |for |to |with |and |or |an? |the )[\w'\u2019-]{1,20} ){0,3}"
_CLAUSE = (
    r"(?= (?:in|at|on|of (?:mine|ours)|from|who|that|next|down|up|told|tells|has|had|is|was|says|"
    r"said|rang|came|comes|asked|asks|showed|shows|with us|just|keeps|got|gets|says|who'?s|we|i|"
    r"which|named|called|turned|wants|won|about|aged|living)\b|[,(]| \d|['\u2019]s\b)"
)
_START = r"(?:^|(?<=[.:;?!>\"\u201c(*-] )|(?<=[\"\u201c(]))"
_PATTERNS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        Kind.PRONOUN,
        (r"(?i)\b(?:s?he(?:['\u2019](?:s|d|ll))?|shes|hes|his|hers?|him|himself|herself)\b",),
    ),
    (
        Kind.RELATIVE,
        (
            r"(?i)\b(?:my|your|his|her|their|our|\w{2,30}['\u2019]s) "
            rf"{_UP_TO_TWO_WORDS}{_KIN}",
            r"\b(?:Mum|Dad|Nan|Gran|Grandad|Mam|Stepdad|Stepmum)\b(?! [A-Z])",
            r"(?i)(?<!\ba )(?<!two )(?<!the )(?<!and )(?<!or )"
            r"\b(?:mum|dad|nan|stepdad|stepmum|mam|gran)\b(?=['\u2019]?s? \w)",
        ),
    ),
    (
        Kind.ROLE,
        (
            rf"(?i)\b(?:the|this|that|my|our|another|your|his|her|its) {_UP_TO_TWO_WORDS}{_PERSON}",
            rf"(?i)\b(?:my|our|another|this|that) {_UP_TO_TWO_WORDS}{_JOB}",
            rf"(?i)\bthe {_UP_TO_TWO_WORDS}{_JOB}",
            r"(?i)\b(?:one|two|three|some|both) of (?:my|our|the|their|his|her|those|mine|ours)\b",
            r"(?i)\bone of (?:them|mine|yours)\b|\b(?:the|our|my) only\b|\b(?:is|as) the only\b",
            r"(?i)\b(?:our|my) (?:head|director|chief|deputy|assistant|new|young|old) ",
            r"(?i)\bthem (?:at|next|upstairs|downstairs)\b",
            r"(?i)\b(?:upstairs|next door) (?:is|has|are)\b",
            r"\b(?i:child|pupil|student|resident|patient|client|witness|parent|sibling|victim|"
            r"participant|applicant|respondent|response|member|candidate|employee|index|subject) "
            r"(?:[A-Z]\b|[A-Z]{0,4}[-/]?\d)",
        ),
    ),
    (
        Kind.SOMEONE,
        (
            rf"(?i)\ban? {_UP_TO_TWO_WORDS}(?:{_PERSON}|{_JOB}|{_KIN}){_CLAUSE}",
            rf"(?im){_START}(?!to\b|from\b|the\b|a\b|for\b){_UP_TO_THREE_WORDS}"
            rf"(?:{_PERSON}|{_JOB})(?!\"| (?:guide|form|data|name|id|no|ref))",
            r"(?i)\b(?:y|yr|year) ?\d{1,2} (?:girl|boy|pupil|child|lad|student)\b",
            r"(?i)\bsome(?:one|body) (?:in|at|on|from|we|i)\b",
        ),
    ),
    (
        Kind.SELF,
        (
            r"\b[Ii](?:['\u2019](?:m|ve|d|ll)|m|ve)?\b(?![.\u2019'/)-])",
            r"(?i)\b(?:my own|disclose my|about my|me and my|between me and)\b",
        ),
    ),
    (
        Kind.RECORD,
        (
            r"(?i)\b(?:dob|d\.o\.b|d o b|nhs (?:(?:no\.?|number) ?)?\d|chi \d|nino \w)",
            r"(?i)\baged? (?!over|under|between|\d{1,2} (?:and|to|or)\b|\d{1,2}[-\u2013+])\d",
            r"(?<=[a-z] )\(\d{1,2}\)|(?<=[A-Z] )\(\d{1,2}\)",
            r"(?i)\b\d{1,2}(?: ?(?:yo|y/o)|[ -]y(?:ea)?rs?[ -]old)\b",
            r"(?i)\b\d{1,3} ?[MF]\b|\b[MF]/?\d{2}\b",
            r"(?i)\b(?:employee|staff|badge|payroll|case|patient|pupil|tenancy|ref|client|member|"
            r"hosp(?:ital)?|collar|crn|upn|urn|clinic|crime|log|id|account) "
            r"(?:no\.? |number |id |ref )?[:#]?[A-Z]{0,4}[-/]?\d{3}",
            r"(?m)^[\w.-]{2,40}@[\w.-]{3,60}:",
            r"(?i)\"(?:user|name|client|patient|subject|badge|employee|member|pupil|student|"
            r"surname|tenant)(?:_?\w{1,12})?\" ?: ?\"?(?!string|str\b|int)\w",
            r"\b(?:[Pp]t|pts?|DP|IP|PP)\b(?! ?\d|\.)",
        ),
    ),
)
_COMPILED = tuple(
    (kind, re.compile(pattern)) for kind, patterns in _PATTERNS for pattern in patterns
)


def words_for_a_person(text: str) -> Iterator[Anchor]:
    """Every anchor that is not a name, in no order. Between Welsh words "i" is "to"."""
    welsh = in_welsh(text)
    to = "i" if welsh else None
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if match[0] != to:
                yield Anchor(*match.span(), kind)
    if welsh:
        for start, end, said in welsh_words_for_a_person(text):
            yield Anchor(start, end, Kind(said.value))

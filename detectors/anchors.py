"""Words that stand for one person: pronouns, relatives, roles, the writer, marks of a record."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from detectors.gist import Gist
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


def _words(listed: str) -> tuple[str, frozenset[str]]:
    """A pattern for one of these, parted by bars, and the words that they begin with."""
    ones = [" ".join(one.split()) for one in listed.split("|")]
    return rf"(?:{'|'.join(ones)})\b", frozenset(re.split(r"\W", one)[0] for one in ones)


_KIN, _KIN_BEGIN = _words(
    """son|daughter|mum|mam|mom|mother|dad|father|parent|wife|husband|partner|missus|hubby|
    brother|sister|half-brother|half-sister|halfbrother|halfsister|step-brother|step-sister|
    stepbrother|stepsister|sibling|child|kid|kids|baby|babby|toddler|boy|girl|lad|lass|twin|twins|
    gran|granny|nan|nana|nanna|grandad|grandpa|grandfather|grandmother|grandma|grandson|
    granddaughter|grandchild|niece|nephew|aunt|auntie|aunty|uncle|cousin|boyfriend|girlfriend|
    fianc\u00e9|fianc\u00e9e|fiance|fiancee|ex|stepson|stepdaughter|stepdad|stepmum|stepfather|
    stepmother|stepgranddaughter|mother-in-law|father-in-law|son-in-law|daughter-in-law|
    brother-in-law|sister-in-law|neighbour|friend|mate|flatmate|housemate|lodger|carer|manager|
    boss|colleague|deputy|line manager|supervisor|two"""
)
_JOB, _JOB_BEGIN = _words(
    """employee|officer|colleague|starter|worker|carer|candidate|driver|councillor|governor|
    member of staff|landlord|teacher|headteacher|caretaker|manager|supervisor|apprentice|
    trainee|volunteer|nurse|cleaner|cook|chef|plumber|loader|receptionist|steward|clerk|
    coach|curate|coordinator|deputy|organiser|artist|professional|porter|gardener"""
)
_PERSON, _PERSON_BEGIN = _words(
    """tenant|client|applicant|claimant|resident|service user|service-user|patient|customer|caller|
    complainant|pupil|student|child|kid|toddler|baby|young person|young man|young woman|youth|
    teenager|boy|girl|lad|lass|man|woman|lady|gentleman|bloke|guy|chap|fella|fellow|person|
    male|female|appellant|respondent|defendant|suspect|victim|offender|occupant|occupier|
    mother|father|mum|dad|wife|husband|partner|son|daughter|neighbour|individual|detainee|
    parent|perpetrator|deceased|learner|lodger|household|couple|twins|family|leaseholder|
    householder|requester|constituent|elector|claimant|prisoner|inmate|supervisee|mentee|
    grandmother|grandfather|widow|widower|survivor|regular|adopter|sponsor|proband|participant|
    interviewee|whistleblower|squatter|rough sleeper|casualty|gentlemen"""
)
_UP_TO_TWO_WORDS = r"(?:(?!of |for |to |with |and |or )[\w'\u2019-]{1,20} ){0,2}"
_UP_TO_THREE_WORDS = r"(?:(?!of |for |to |with |and |or |an? |the )[\w'\u2019-]{1,20} ){0,3}"
_CLAUSE = (
    r"(?= (?:in|at|on|of (?:mine|ours)|from|who|that|next|down|up|told|tells|has|had|is|was|says|"
    r"said|rang|came|comes|asked|asks|showed|shows|with us|just|keeps|got|gets|says|who'?s|we|i|"
    r"which|named|called|turned|wants|won|about|aged|living)\b|[,(]| \d|['\u2019]s\b)"
)
_START = r"(?:^|(?<=[.:;?!>\"\u201c(*-] )|(?<=[\"\u201c(]))"
_OPENING = re.compile('[.:;?!>"\u201c(*\\n-]')
_REACH = 80  # characters; no pattern has more before the word it needs
_POSSESSED = "my your his her their our"


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern; where `begins` is given, all it can begin with, as whole words in lower case.

    `also`: or wherever a possessive, or a number, stands; or where a sentence may begin.
    Of `needs` a text holds one word, when the pattern is found in it, and one of `parts`.
    """

    kind: Kind
    written: str
    begins: str = ""
    also: str = ""
    needs: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    pattern: re.Pattern[str] = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.written))
        object.__setattr__(self, "words", frozenset(self.begins.split()))

    def places(self, gist: Gist) -> Iterator[re.Match[str]]:
        if self.needs and not gist.holds(self.needs):
            return iter(())
        if self.parts and not gist.has_any(self.parts):
            return iter(())
        if not self.words and not self.also:
            return self.pattern.finditer(gist.text)
        others = _OTHERS[self.also](gist) if self.also else ()
        starts: Iterable[int] = gist.starts(self.words, *((others,) if others else ()))
        if self.needs:
            starts = _before(starts, gist.starts(self.needs))
        return gist.matches(self.pattern, starts)


def _before(starts: Iterable[int], ends: Sequence[int]) -> Iterator[int]:
    """Those places that have one of the ends, where a word begins that is needed, in reach."""
    for start in starts:
        at = bisect_left(ends, start)
        if at < len(ends) and ends[at] <= start + _REACH:
            yield start


def _openings(gist: Gist) -> Collection[int]:
    """Where `_START` is found: at the start of a line, of a sentence, and after an opening mark."""
    text, found = gist.text, [0]
    for match in _OPENING.finditer(text):
        at = match.end()
        if text[at - 1] in '\n"\u201c(':
            found.append(at)
        if text[at - 1] != "\n" and text[at : at + 1] == " ":
            found.append(at + 1)
    return found


_OTHERS: Mapping[str, Callable[[Gist], Collection[int]]] = MappingProxyType(
    {
        "possessives": lambda gist: gist.possessives,
        "numbers": lambda gist: gist.numbers,
        "openings": _openings,
    }
)


_FORMS = (
    _Form(
        Kind.PRONOUN,
        r"(?i)\b(?:s?he(?:['\u2019](?:s|d|ll))?|shes|hes|his|hers?|him|himself|herself)\b",
        "she he shes hes his her hers him himself herself",
    ),
    _Form(
        Kind.RELATIVE,
        r"(?i)\b(?:my|your|his|her|their|our|\w{2,30}['\u2019]s) " rf"{_UP_TO_TWO_WORDS}{_KIN}",
        _POSSESSED,
        also="possessives",
        needs=_KIN_BEGIN,
    ),
    _Form(
        Kind.RELATIVE,
        r"\b(?:Mum|Dad|Nan|Gran|Grandad|Mam|Stepdad|Stepmum)\b(?! [A-Z])",
        "mum dad nan gran grandad mam stepdad stepmum",
    ),
    _Form(
        Kind.RELATIVE,
        r"(?i)(?<!\ba )(?<!two )(?<!the )(?<!and )(?<!or )"
        r"\b(?:mum|dad|nan|stepdad|stepmum|mam|gran)\b(?=['\u2019]?s? \w)",
        "mum dad nan stepdad stepmum mam gran",
    ),
    _Form(
        Kind.ROLE,
        rf"(?i)\b(?:the|this|that|my|our|another|your|his|her|its) {_UP_TO_TWO_WORDS}{_PERSON}",
        "the this that my our another your his her its",
        needs=_PERSON_BEGIN,
    ),
    _Form(
        Kind.ROLE,
        rf"(?i)\b(?:my|our|another|this|that) {_UP_TO_TWO_WORDS}{_JOB}",
        "my our another this that",
        needs=_JOB_BEGIN,
    ),
    _Form(Kind.ROLE, rf"(?i)\bthe {_UP_TO_TWO_WORDS}{_JOB}", "the", needs=_JOB_BEGIN),
    _Form(
        Kind.ROLE,
        r"(?i)\b(?:one|two|three|some|both) of (?:my|our|the|their|his|her|those|mine|ours)\b",
        "one two three some both",
    ),
    _Form(
        Kind.ROLE,
        r"(?i)\bone of (?:them|mine|yours)\b|\b(?:the|our|my) only\b|\b(?:is|as) the only\b",
        "one the our my is as",
        needs=frozenset({"them", "mine", "yours", "only"}),
    ),
    _Form(
        Kind.ROLE,
        r"(?i)\b(?:our|my) (?:head|director|chief|deputy|assistant|new|young|old) ",
        "our my",
    ),
    _Form(Kind.ROLE, r"(?i)\bthem (?:at|next|upstairs|downstairs)\b", "them"),
    _Form(Kind.ROLE, r"(?i)\b(?:upstairs|next door) (?:is|has|are)\b", "upstairs next"),
    _Form(
        Kind.ROLE,
        r"\b(?i:child|pupil|student|resident|patient|client|witness|parent|sibling|victim|"
        r"participant|applicant|respondent|response|member|candidate|employee|index|subject) "
        r"(?:[A-Z]\b|[A-Z]{0,4}[-/]?\d)",
        "child pupil student resident patient client witness parent sibling victim participant "
        "applicant respondent response member candidate employee index subject",
    ),
    _Form(
        Kind.SOMEONE,
        rf"(?i)\ban? {_UP_TO_TWO_WORDS}(?:{_PERSON}|{_JOB}|{_KIN}){_CLAUSE}",
        "a an",
        needs=_PERSON_BEGIN | _JOB_BEGIN | _KIN_BEGIN,
    ),
    _Form(
        Kind.SOMEONE,
        rf"(?im){_START}(?!to\b|from\b|the\b|a\b|for\b){_UP_TO_THREE_WORDS}"
        rf"(?:{_PERSON}|{_JOB})(?!\"| (?:guide|form|data|name|id|no|ref))",
        also="openings",
        needs=_PERSON_BEGIN | _JOB_BEGIN,
    ),
    _Form(
        Kind.SOMEONE,
        r"(?i)\b(?:y|yr|year) ?\d{1,2} (?:girl|boy|pupil|child|lad|student)\b",
        needs=frozenset({"girl", "boy", "pupil", "child", "lad", "student"}),
    ),
    _Form(
        Kind.SOMEONE,
        r"(?i)\bsome(?:one|body) (?:in|at|on|from|we|i)\b",
        "someone somebody",
    ),
    _Form(
        Kind.SELF,
        r"\b[Ii](?:['\u2019](?:m|ve|d|ll)|m|ve)?\b(?![.\u2019'/)-])",
        "i im ive",
    ),
    _Form(
        Kind.SELF,
        r"(?i)\b(?:my own|disclose my|about my|me and my|between me and)\b",
        "my disclose about me between",
    ),
    _Form(
        Kind.RECORD,
        r"(?i)\b(?:dob|d\.o\.b|d o b|nhs (?:(?:no\.?|number) ?)?\d|chi \d|nino \w)",
        parts=("dob", "d.o.b", "d o b", "nhs ", "chi ", "nino "),
    ),
    _Form(
        Kind.RECORD,
        r"(?i)\baged? (?!over|under|between|\d{1,2} (?:and|to|or)\b|\d{1,2}[-\u2013+])\d",
        "age aged",
    ),
    _Form(Kind.RECORD, r"\((?<=[A-Za-z] \()\d{1,2}\)"),
    _Form(
        Kind.RECORD,
        r"(?i)\b\d{1,2}(?: ?(?:yo|y/o)|[ -]y(?:ea)?rs?[ -]old)\b",
        also="numbers",
        parts=("yo", "y/o", "old"),
    ),
    _Form(Kind.RECORD, r"[\dMFmf](?<!\w.)(?:(?<=\d)\d{0,2} ?[MFmf]|(?<=[MFmf])/?\d{2})\b"),
    _Form(
        Kind.RECORD,
        r"(?i)\b(?:employee|staff|badge|payroll|case|patient|pupil|tenancy|ref|client|member|"
        r"hosp(?:ital)?|collar|crn|upn|urn|clinic|crime|log|id|account) "
        r"(?:no\.? |number |id |ref )?[:#]?[A-Z]{0,4}[-/]?\d{3}",
        "employee staff badge payroll case patient pupil tenancy ref client member hosp hospital "
        "collar crn upn urn clinic crime log id account",
    ),
    _Form(Kind.RECORD, r"(?m)^[\w.-]{2,40}@[\w.-]{3,60}:", parts=("@",)),
    _Form(
        Kind.RECORD,
        r"(?i)\"(?:user|name|client|patient|subject|badge|employee|member|pupil|student|"
        r"surname|tenant)(?:_?\w{1,12})?\" ?: ?\"?(?!string|str\b|int)\w",
        parts=('"',),
    ),
    _Form(Kind.RECORD, r"\b(?:[Pp]t|pts?|DP|IP|PP)\b(?! ?\d|\.)", "pt pts dp ip pp"),
)


def words_for_a_person(gist: Gist) -> Iterator[Anchor]:
    """Every anchor that is not a name, in no order. Between Welsh words "i" is "to"."""
    welsh = in_welsh(gist)
    to = "i" if welsh else None
    for form in _FORMS:
        for match in form.places(gist):
            if match[0] != to:
                yield Anchor(*match.span(), form.kind)
    if welsh:
        for start, end, said in welsh_words_for_a_person(gist.text):
            yield Anchor(start, end, Kind(said.value))

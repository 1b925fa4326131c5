"""What a text says of two names: that they are one person's, or that one became the other.

Also the labels of forms ("Surname: Day. Forename: Ann"), and words that say it is somebody else.
"""

import re
from enum import StrEnum

from gateway.people.titles import Gender

REACH = 60
"""How many characters may stand between the two names."""


class Tie(StrEnum):
    """How the text between two names joins them."""

    NONE = ""
    SAME = "same"  # aka, known as, goes by, real name
    RENAMED = "renamed"  # now, formerly: may be somebody who took over
    CORRECTED = "corrected"  # spelt, should be: only if the names are alike
    NICKNAME = "nickname"  # the second in brackets or quotes behind the first


class Label(StrEnum):
    """The part of a name that a form asks for."""

    NONE = ""
    GIVEN = "given"
    FAMILY = "family"


_QUOTES = "\"'\u2018\u2019\u201c\u201d"
_TAIL = rf"\.?(?: is| was)?[\s{_QUOTES}(:,=\u2013-]{{1,4}}(?:(?:mrs?|miss|ms|mx|dr|cllr)\.? )?\Z"
_CUE = re.compile(
    r"(?:\b(?P<same>a\.?k\.?a|alias|(?:also |otherwise |better |formerly |previously )?known as|"
    r"goes by|go by|answers to|short for|stands for|signs (?:as|himself|herself|themsel\w+)|"
    r"(?:likes|wants|asks|prefers) to be called|calls? (?:him|her|them)(?:self|selves)?|"
    r"(?:we|i)(?:['\u2019]ll| will)? (?:just )?say|nicknamed?|n[e\u00e9]e|"
    r"(?:maiden|birth|married|real|full|legal|preferred|previous|former|proper) name)"
    r"|(?:\A|, who) (?:is|was) (?:also |usually |always |being )?(?P<called>called)"
    r"|\A ?(?P<equals>)(?==)"
    r"|\b(?P<renamed>now|formerly|previously|used to be|became)"
    r"|\b(?P<corrected>spelt|spelled|should (?:be|read)|(?:,|and) not|instead of|sorry)\b)" + _TAIL,
    re.IGNORECASE,
)
_NICKNAME = re.compile(rf" (?:\([{_QUOTES}]?|[{_QUOTES}])\Z")
_SENTENCE_END = re.compile(r"[.!?][\s\"'\u201d)]+(?!(?:He|She|They|His|Her)\b)[A-Z]|\n\s*\n")
_FIELD = re.compile(r"\bname: ?\Z", re.IGNORECASE)  # of a form: full stops before it end nothing
_OTHERS_THING = re.compile(r"['\u2019]s? (?!\w+ name|nickname)", re.IGNORECASE)
_OTHER_CALLS = re.compile(r"(?:,| who)? (?:\w+ )?calls? (?:him|her|them)\b", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:(?:step|grand|half-?|god)?"
    r"(?:son|daughter|sister|brother|mother|father|mum|mam|dad|child)"
    r"|husband|wife|widow|partner|boyfriend|girlfriend|friend|neighbour|nephew|niece|aunt|auntie|"
    r"uncle|cousin|carer|baby|dog|cat|tenant|landlord|manager|colleague|solicitor|twin)s?\b"
    r"(?!.*\bcalls? (?:him|her|them)\b)",
    re.IGNORECASE | re.DOTALL,
)
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.MAN),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.WOMAN),
}
_PRONOUN = re.compile(rf"\b(?:{'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?P<family>surname|last name|family name)|(?P<given>forename|first name|given name))"
    r"(?:s|\(s\))?[ \t]?[:=|][ \t]{0,3}\Z",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|different|second|other|(?:also|separate) an?)\s"
    r"(?:(?:mrs?|miss|ms|mx|dr|cllr)\.?\s)?\Z",
    re.IGNORECASE,
)


def tie(between: str, after: str = "") -> Tie:
    """What joins two names with this text between them and that behind the second."""
    if _NICKNAME.fullmatch(between):
        return Tie.NICKNAME if after[:1] in (")", *_QUOTES) else Tie.NONE
    cue = None if len(between) > REACH else _CUE.search(between)
    if cue is None or (_SENTENCE_END.search(between) and not _FIELD.search(between)):
        return Tie.NONE
    apart = (_OTHERS_THING.match(between), _OTHER_CALLS.match(between))
    if any(apart) or _SOMEBODY_ELSE.search(between):
        return Tie.NONE
    kind = cue.lastgroup or ""
    return Tie(kind) if kind in {Tie.RENAMED, Tie.CORRECTED} else Tie.SAME


def pronoun(between: str) -> Gender:
    """Whom the pronouns of a text mean, UNKNOWN where they mean both or neither."""
    said = {_PRONOUNS[word[0].lower()] for word in _PRONOUN.finditer(between)}
    return said.pop() if len(said) == 1 else Gender.UNKNOWN


def label(before: str) -> Label:
    """The part of a name that the label at the end of a text asks for."""
    found = _LABEL.search(before)
    return Label(found.lastgroup or "") if found else Label.NONE


def somebody_else(before: str) -> bool:
    """Whether the text before a name says that another bearer is meant: "another Patel"."""
    return bool(_ANOTHER.search(before))

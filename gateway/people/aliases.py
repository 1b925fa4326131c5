"""Phrases that say two names belong to one person: aka, known as, goes by, real name."""

import re

REACH = 60
"""How many characters may stand between the two names."""

_CUE = re.compile(
    r"(?:\b(?:a\.?k\.?a|alias|(?:also |otherwise |better |formerly |previously )?known as|goes by|"
    r"go by|answers to|real name|full name|"
    r"(?:likes|wants|asks|prefers) to be called|"
    r"(?:is|was|be|being) called|calls (?:him|her|them)(?:self|selves)?|nicknamed?|n[e\u00e9]e)"
    r"|\b(?P<changed>now|formerly|previously|then|spelt|spelled|should be))\b\.?(?: is| was)?"
    r"[\s\"'\u2018\u2019\u201c\u201d(:,]{1,4}\Z",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\s\"'\u201d)]+[A-Z]|\n\s*\n")


def same_person(between: str) -> bool:
    """Whether the text between two names ends in a phrase that joins them."""
    cue = _cue(between)
    return cue is not None and not cue["changed"]


def changed_name(between: str) -> bool:
    """Whether it may say that the first became the second: "now", "formerly", "spelt"."""
    cue = _cue(between)
    return cue is not None and bool(cue["changed"])


def _cue(between: str) -> re.Match[str] | None:
    if len(between) > REACH or _SENTENCE_END.search(between):
        return None
    return _CUE.search(between)

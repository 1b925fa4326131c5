"""People of long ago: a year before 1900 beside a name says that nobody living is meant.

The law protects the living (UK GDPR, recital 27). A date of birth of then is found all the same: it
may be of another calendar, and whoever asks for a grandfather's certificate tells their own family.
"""

import re

BEFORE, AFTER = 40, 64  # characters looked at

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"1[0-8]\d\d\b(?!\d|[.,]\d|[-/]\d{3})"
_THEN = re.compile(rf"\b(?:[Ii]n|[Bb]y|[Oo]f|[Ss]ince) {_YEAR},? (?:by )?(?:(?:Sir|Lady|Lord) )?$")
_DATED = re.compile(
    rf"[^.;\n]{{0,36}}?(?:{_MONTH},? |\b[Ii]n |\(|\b(?:b|d|c|fl)\. ?|\bborn |"
    rf"\bdied ){_YEAR}|"
    r"[^.;\n]{0,12}\(1[0-8]\d\d ?[-\u2013] ?1\d{3}\)"
)


def is_bygone(text: str, start: int, end: int) -> bool:
    """True for a name of two words and more right beside a year of long ago."""
    if " " not in text[start:end] and not text[max(0, start - 5) : start].endswith("Sir "):
        return False
    before = text[max(0, start - BEFORE) : start]
    return bool(_THEN.search(before) or _DATED.match(text[end : end + AFTER]))

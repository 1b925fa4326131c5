"""Dates of birth: a date with words that say so."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.rule import Hit, Rule

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    r"(?i)(?<![\w/.-])(?:"
    r"\d{1,2}([ /.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{8}|\d{6}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -]?(?:of )?{_MONTH}[ ,-]{{0,2}}(?:\d{{4}}|\d{{2}})|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r")(?![\w/-]|\.\d)"
)
# What may stand between the cue and the date is short: "date of birth is: ", "birth_date": ".
_CUE = re.compile(
    r"(?i)(?:\bd\.?\s?o\.?\s?b\b|\bbirth(?:[ _-]?da(?:te|y))?|birthdate|\bborn|\bb\.)"
    r"[^\w\n]{0,4}(?:(?:is|was|on|the|it's)\b[^\w\n]{0,3}){0,2}$"
)
_REACH = 30


class DateOfBirth(Rule):
    """Other dates are nobody's data; a column of dates under "DOB" is (same table)."""

    entity = "DATE_OF_BIRTH"
    needs = re.compile(r"(?i)d\.?\s?o\.?\s?b|birth|born|\bb\.")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        table = _birth_column(text)
        for match in _DATE.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            if _CUE.search(before):
                yield Hit(*match.span(), 0.95)
            elif table is not None and match.start() > table:
                yield Hit(*match.span(), 0.6)


_COLUMN = re.compile(r"(?im)^[^\n]{0,200}[,;|\t][^\n]{0,60}$")


def _birth_column(text: str) -> int | None:
    """Where a table header that names a birth date ends; None without one."""
    for match in _COLUMN.finditer(text):
        if re.search(r"(?i)\bdob\b|birth", match[0]) and not re.search(r"\d{4}", match[0]):
            return match.end()
    return None

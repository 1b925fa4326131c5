"""References of cases and accounts about a person."""

import re

from detectors import checksums
from detectors.recognisers.national import digits_of
from detectors.rule import PatternRule


class CaseReference(PatternRule):
    """A word that introduces a reference, then something with at least four digits."""

    entity = "UK_CASE_REFERENCE"
    score = 0.5
    needs = re.compile(r"\d{3}")
    pattern = re.compile(
        r"(?i)\b(?:ref(?:erence)?|case|claim|tenancy|rent|council tax|housing benefit|hb|person|"
        r"client|mosaic|lcs|las|ehcp|child|crime|cad|urn|payroll|employee|staff|student|badge|"
        r"hosp(?:ital)?|pcn|collar|warrant|member(?:ship)?|account)"
        r"(?: (?:ref(?:erence)?|id|account))?(?: ?(?:no|num|number|id))?\b[.:#]{0,2}[ \t]?#?"
        r"(?P<value>(?=[\w/-]{0,10}\d{2})[A-Z]{0,6}[-/]?\d[\dA-Z]{0,12}(?:[-/][\dA-Z]{1,12}){0,3})(?![\w])"
    )
    planning = re.compile(r"(?i)(?:planning|invoice|purchase|order|po|application)\W{0,3}$")

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"]
        before = match.string[max(0, match.start() - 14) : match.start()]
        if sum(c.isdigit() for c in value) < 4 or self.planning.search(before):
            return 0.0
        return self.score


class CourtCase(PatternRule):
    """HMCTS case number: 16 digits, the first 11 a time in tens of milliseconds, then Luhn.

    Without this it would look like nothing, or, with another check, like a payment card.
    """

    entity = "UK_CASE_REFERENCE"
    score = 0.8
    needs = re.compile(r"1[5-9]")
    pattern = re.compile(
        r"(?<![\d.,/-])(?P<value>1[5-9]\d\d[ -]?\d{4}[ -]?\d{4}[ -]?\d{4})(?![\d/-]|[.,]\d)"
    )

    def judge(self, match: re.Match[str]) -> float:
        return self.score if checksums.luhn(digits_of(match)) else 0.0

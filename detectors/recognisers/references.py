"""References of cases and accounts about a person."""

import re
from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import checksums
from detectors.columns import cells
from detectors.gates import AnyOf, OneOf
from detectors.gist import Gist, gist_of
from detectors.recognisers.national import digits_of
from detectors.rule import Hit, PatternRule, Rule
from detectors.somebody import after_people, is_example, speaks_of_somebody

_VALUE = (
    r"(?:[A-Z]{1,6} (?=\d))?(?=[A-Za-z/.-]{0,14}\d)[A-Za-z\d]{1,14}(?:[-/.][A-Za-z\d]{1,14}){0,4}"
    r"(?: \d{1,5}[A-Z]?(?![\w/:-]|\.\w)){0,4}"
)
_NUMBER = (
    r"(?:s|'s)?(?:[ _-]?(?:ref(?:erence)?|id|account|a/c))?"
    r"(?:[ _-]?(?:nos?|numbers?|num|id|code|cert(?:ificate)?))?"
)
# A word here is enough; the value must hold three digits.
_STRONG = (
    r"acct|account|a/c|admission|agency|appeal|applicant|application|badge|bidding|borrower|"
    r"bus pass|cad|"
    r"candidate|case|child|claim|claimant|client|clinic|collar|complaint|council tax|court|"
    r"creditor|crime|"
    r"crn|ct|ctax|dbs|dps|driver|ehcp|elector|emp|employee|fob|foi|fpn|gmc|grant|"
    r"hb|hcpc|hospital|hosp|housing(?: application| benefit| register)?|incident|las|lcs|learner|"
    r"library card|licence|liability order|lifeline|log|mosaic|mrn|nmc|ofsted|"
    r"pals|patient|payroll|pcn|penalty charge notice|personnel|police|pupil|"
    r"rio|season ticket|staff|student|svc|swe|tenancy(?: file)?|upi|urn|voter|warrant|chip|"
    r"microchip|council tax bill"
)
# Everyday words: only with "no", "ref", "id" or "number" after them.
_NUMBERED = (
    r"customer|cust|entry|event|inc|job|library|member(?:ship)?|order|pay|person|reader|receipt|"
    r"rent|"
    r"resident|service|temp|tenant|ticket|visitor|worker|agreement|report|permit|e-?voucher|"
    r"tell us once|card|citizen"
)
# Words that go with people only: what they introduce counts in a text about nobody, too.
_PEOPLES = re.compile(
    r"(?i)^(?:council tax|ctax|payroll|employee|emp|staff|student|pupil|patient|hosp|hospital|"
    r"tenancy|"
    r"tenant|claimant|child|client|mosaic|lcs|las|ehcp|hb|housing benefit|collar|warrant|case|"
    r"person)"
)
_QUIET = re.compile(
    r"(?i)\b(?:planning|invoice|purchase|order|po|contract|tender(?: box)?|forward plan|"
    r"committee|minute|"
    r"eng(?:ineer)?|fault|asset|policy|version|document|doc|grid|map|tro|traffic|quoting|dfe|"
    r"school|bid|project|catalogue|part|product|stock|isbn|issue|jira)(?: ?(?:no|"
    r"number))?\W{0,3}$"
)
_NOT_REFERENCE = re.compile(
    r"(?i)(?:1[5-9]|20)\d\d(?:[-/]\d\d(?:\d\d)?)?|0[38]\d\d(?: \d{3,4}){0,3}|"
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d\d|"
    r"APP/.{1,30}|[\da-f]{8}-[\da-f]{4}-.{1,30}|\d{1,3}(?:st|nd|rd|th)|\d{1,4}(?:am|pm|k|m|p|"
    r"pcm|pw)|\d{1,3}\.\d{1,2}|\d{2}/\d{5}/[A-Z]{2,4}|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
)


class CaseReference(Rule):
    """A word that introduces a reference, then something with digits; or a column of them.

    In a text about nobody only a word that goes with people ("tenancy", "payroll") counts.
    """

    entity = "UK_CASE_REFERENCE"
    needs = re.compile(r"\d{3}")
    pattern = re.compile(
        rf"(?<!\w)(?i:(?P<strong>{_STRONG})|(?:{_NUMBERED})(?=(?:s|'s)?[ _-]?(?:ref|nos?\b|id\b|"
        rf"num))|(?P<weak>(?:our |your |my |his |her )?ref(?:erence|s)?|[a-z]{{1,12}}_(?:ref|id|"
        rf"no)|id|no))"
        rf"(?P<said>(?i:{_NUMBER}))(?:\.|(?i: is| was| ends|"
        rf" yw))?(?:\"?[ \t]?[:=#]{{1,2}}[ \t]{{0,3}}\"?#?|\.? ?#| |\")"
        rf"[ \t]{{0,2}}\(?(?P<value>{_VALUE})(?![\w])"
    )
    also = re.compile(rf"(?:,| and| or|, and) {{0,1}}(?P<value>{_VALUE})(?![\w])")
    bracketed = re.compile(r" \((?P<value>[A-Z]{0,2}\d{5,9})\)")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody = speaks_of_somebody(text, artifacts)
        for match in after_people(text, artifacts, self.bracketed):
            yield Hit(*match.span("value"), 0.55, ("pattern", "in brackets after a person"))
        for start, end, strong, why in self._places(gist_of(text, artifacts)):
            if _is_reference(text, start, end, strong=strong):
                sure = "person" in why and end - start > 4 and "." not in text[start:end]
                known = 0.6 if somebody else 0.5 if sure else 0.4
                yield Hit(start, end, known, ("pattern", why))

    def _places(self, gist: Gist) -> Iterator[tuple[int, int, bool, str]]:
        text = gist.text
        for match in gist.matches(self.pattern, _introductions(gist)):
            if _QUIET.search(text, max(0, match.start() - 20), match.start()):
                continue
            if (
                match["weak"]
                and match["weak"].lower() == "no"
                and match.start()
                and text[match.start() - 1] != "\n"
            ):
                continue
            strong = match["strong"] is not None or bool(match["said"])
            kind = "person's reference" if _PEOPLES.match(match[0]) else "reference"
            yield (
                *match.span("value"),
                strong,
                f"introduced as a {kind}",
            )
            more = self.also.match(text, match.end("value"))
            if more and sum(c.isdigit() for c in more["value"]) > 3:
                yield *more.span("value"), strong, f"follows a {kind}"
        for cell in cells(gist, _HEADING):
            if re.fullmatch(_VALUE, text[cell.start : cell.end]):
                yield cell.start, cell.end, True, "column heading"


# The first letters of the words that introduce one.
_BEGIN = frozenset(word[:3] for word in re.split(r"[|\W]+", f"{_STRONG}|{_NUMBERED}")) | frozenset(
    """our you my his her ref id no evo""".split()  # noqa: SIM905
)


def _introductions(gist: Gist) -> Iterable[int]:
    """Where a word for a reference may begin; with an underscore any word may ("case_ref")."""
    found = gist.beginning(_BEGIN)
    if "_" in gist.text:
        found |= {start for word in gist.known if "_" in word for start in gist.places[word]}
    return sorted(found)


_HEADING = re.compile(
    r"(?i)^(?!.*(?:(?:asset|lamp|column|item|sku|stock|site|ward|device|product|sensor|bin|tree|"
    r"road|street|meter|part|equipment|gully|sign|light|printer|server|room|building|plot)[ _]|"
    r"tel|phone|mob|house|room|invoice|order|planning|uprn|line|row|po\b|bank|sort|"
    r"nhs|ni\b|vehicle|vrm|passport|utr))"
    r"(?:.{0,20}(?:\b|_)(?:ref|id|no|nos|number|num)\.?|pcn|account|acct|emp|permit|card|badge|"
    r"case|claim|upi|urn|"
    r"tenancy|applicant|voucher|crn|card no / holder|candidate|sample|sub)$"
)


def _is_reference(text: str, start: int, end: int, *, strong: bool) -> bool:
    value = text[start:end]
    if value.upper().startswith("TEST"):
        return False
    digits = sum(c.isdigit() for c in value)
    if digits < (3 if strong else 4) or _NOT_REFERENCE.fullmatch(value) or is_example(text, start):
        return False
    letters = sum(c.isalpha() for c in value)
    return letters <= digits + 4 and not (value[:1].islower() and value[1:2].islower())


class CollarNumber(PatternRule):
    """An officer's number between the rank and the name: "PC 4410 Beck", "officer 7710"."""

    entity = "UK_CASE_REFERENCE"
    score = 0.55
    hints = ("pc ", "pcso ", "ps ", "officer ", "collar ")
    needs = OneOf(
        AnyOf("officer ", "collar ", also=re.compile(r"(?i:officer|collar) \d")),
        re.compile(r"P(?<!\w.)(?:C|CSO|S) \d"),
    )
    pattern = re.compile(
        r"(?<!\w)(?:PC|PCSO|PS|DC|Sgt|(?i:enforcement officer|collar|"
        r"officer)) (?P<value>\d{3,5})(?![\w/]|[.:,]\d| ?%)"
    )


class CourtCase(PatternRule):
    """HMCTS case number: 16 digits, the first 11 a time in tens of milliseconds, then Luhn.

    Without this it would look like nothing, or, with another check, like a payment card.
    """

    entity = "UK_CASE_REFERENCE"
    score = 0.8
    needs = re.compile(r"1[5-9]")
    checks = ("check digit (Luhn)",)
    pattern = re.compile(
        r"(?P<value>1(?<![\w/-]1)(?<!\d[.,]1)[5-9]\d\d[ -]?\d{4}[ -]?\d{4}[ -]?\d{4})(?![\w/-]|"
        r"[.,]\d)"
    )

    def judge(self, match: re.Match[str]) -> float:
        return self.score if checksums.luhn(digits_of(match)) else 0.0


class CourtForm(PatternRule):
    """County court, money claim, tribunal, family and High Court numbers, by a court word."""

    entity = "UK_CASE_REFERENCE"
    score = 0.7
    hints = ("court", "claim", "tribunal", "hearing", "judge", "proceedings", "family", "cafcass")
    needs = re.compile(r"(?i)court|claim|tribunal|hearing|judge|proceedings|family|cafcass")
    pattern = re.compile(
        r"(?<![\w/-])(?P<value>[A-Z]\d{2}[A-Z]{2}\d{3}|\d{3}MC\d{3}|[1-9]\d{6}/(?:19|20)\d\d|"
        r"[A-Z]{2}\d\d[CPFZ]\d{5}|(?:KB|QB|CH|FD|CO|AC|BL|HT|CL|PT)-(?:19|"
        r"20)\d\d-\d{6})(?![\w/-])"
    )

"""Numbers of the police, prisons and probation."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import checksums
from detectors.gates import All
from detectors.rule import Hit, PatternRule, Rule
from detectors.somebody import speaks_of_somebody


class PoliceNumber(PatternRule):
    """PNC (2002/0073319Z) and CRO (65656/91H, SF05/482703J): a check letter, or their name."""

    entity = "UK_JUSTICE_NUMBER"
    needs = All(re.compile(r"/(?<=\d/)\d{2}"), re.compile(r"/\d{1,7}[A-HJ-NP-RT-Z]"))
    checks = ("check letter (mod 23)",)
    pattern = re.compile(
        r"(?<![\w/.-])(?P<value>(?:(?:19|20)?(?P<year>\d\d)/(?P<serial>\d{1,7})|"
        r"(?P<cro>\d{1,6})/(?P<of>\d\d)|"
        r"SF(?P<fiche>\d\d)/(?P<file>\d{1,6}))(?P<letter>[A-HJ-NP-RT-Z]))(?![\w/])"
    )
    named = re.compile(r"(?:PNC|CRO)(?: ?(?i:id|no|number|ref))?[\s:.#=]{0,3}$")

    def judge(self, match: re.Match[str]) -> float:
        year = match["year"] or match["of"] or match["fiche"]
        serial = match["serial"] or match["cro"] or match["file"]
        padded = serial.zfill(7) if match["year"] else serial
        if checksums.police_letter(year, padded, match["letter"]):
            return 0.85 if len(serial) > 3 else 0.6
        return (
            0.75
            if self.named.search(match.string, max(0, match.start() - 16), match.start())
            else 0.0
        )


class PrisonNumber(Rule):
    """A1234BC beside a word of prisons or a person; anywhere else it is a stock number."""

    entity = "UK_JUSTICE_NUMBER"
    needs = re.compile(r"[A-Z]\d{4}[A-Z]{2}")
    pattern = re.compile(r"(?<![\w/-])[A-Z]\d{4}[A-HJ-NP-Z]{2}(?![\w/-])")
    cue = re.compile(
        r"(?i)\bprison|\bhmp\b|\bhmyoi\b|\boffender|\binmate|\brotl\b|\brelease|\bremand|"
        r"\bcell\b|"
        r"\bwing\b|\bnomis\b|\bparole|\bvisits?\b|\blifer?\b|\bcustody\b|\bsentenc"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        if not self.cue.search(text) and not speaks_of_somebody(text, artifacts):
            return
        for match in self.pattern.finditer(text):
            score = 0.8 if self.cue.search(text) else 0.6
            yield Hit(*match.span(), score, ("pattern", "a person or a prison in the text"))


class ProbationNumber(PatternRule):
    """Probation's case reference (X123456), custody and detained-person numbers, by their names."""

    entity = "UK_JUSTICE_NUMBER"
    score = 0.75
    hints = ("crn", "custody", "det", "visor", "arrest", "summons")
    needs = re.compile(r"CRN|custody|det(?:ention|ained|ainee)? ?no|(?i:visor|arrest|summons)")
    pattern = re.compile(
        r"(?:\bCRNs?|\b(?i:(?:custody|detention|detainee|det|arrest/summons|as|visor|probation)"
        r"(?: (?:record|number|no|ref|ref no|num))?))\b[\s:.#=]{1,4}"
        r"(?P<value>[A-Z]{1,3}[-/]?(?=[\w/-]{0,6}\d)[A-Z\d]{2,8}(?:[-/][A-Z\d]{1,7}){0,3}|"
        r"\d{1,6}(?:[-/][A-Z\d]{1,8}){0,3}[A-Z]?)(?![\w/])"
    )

    def judge(self, match: re.Match[str]) -> float:
        return self.score if sum(c.isdigit() for c in match["value"]) > 3 else 0.0

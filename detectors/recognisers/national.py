"""Numbers the state gives a person: NHS, National Insurance, tax, passport, licence, school."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import checksums
from detectors.columns import cells
from detectors.gates import All, AnyOf, OneOf
from detectors.gist import gist_of
from detectors.rule import Hit, PatternRule, Rule
from detectors.somebody import in_test_bed, is_example

_SEPARATORS = re.compile(r"[ \u00a0\u2009\u202f.\u2010-\u2013-]")
# A number does not start inside another: not after a digit, a decimal point or a slash.
START = r"(?<![\w/-])(?<!\d[.,])"
END = r"(?![\w/-]|[.,]\d)"


def digits_of(match: re.Match[str]) -> str:
    return _SEPARATORS.sub("", match["value"])


def is_specimen(match: re.Match[str]) -> bool:
    """True for a number that is there to show what such numbers look like."""
    start, end = match.span("value")
    return is_example(match.string, start) or in_test_bed(match.string, start, end)


class NhsNumber(PatternRule):
    """NHS, CHI and Health and Care numbers: modulus 11, in a range that is issued or for tests.

    Any ten digits pass the check one time in eleven, so without a cue only the printed
    3-3-4 form (Scotland: 6-4) reaches the usual threshold.
    """

    entity = "UK_NHS"
    cues = ("nhs", "chi", "h&c", "hcn", "h+c", "patient", "hospital", "gp", "pt", "ward", "clinic")
    cue_score = 0.95
    needs = re.compile(r"\d{3}")
    checks = ("check digit (mod 11)", "issued range")
    pattern = re.compile(
        r"(?P<value>\d(?:(?<![\dA-Za-z/-]\d)(?<!\d[.,]\d)|"
        r"(?<=(?:NHS|CHI|HCN)\d)(?<![\dA-Za-z/-]...\d)(?<!\d[.,]...\d))"
        r"\d(?:\d(?P<gap>[ \u00a0.\u2010-\u2013-]?)\d{3}(?P=gap)\d{4}|"
        r"\d{4}[ -]\d{4}| \d\d \d\d \d{4}|\d \d{7}))(?![\w/-]|[.,]\d)"
    )
    uneven = re.compile(r"\d{10}|\d{3} \d{7}")  # not as printed: typed, or cut by a line end

    def judge(self, match: re.Match[str]) -> float:
        digits = digits_of(match)
        if not checksums.nhs_number(digits) or not _issued(digits) or is_specimen(match):
            return 0.0
        if _LABEL.search(match.string, max(0, match.start() - 30), match.start("value")):
            return 0.95
        return 0.4 if self.uneven.fullmatch(match["value"]) else 0.75


_LABEL = re.compile(
    r"(?i)(?:nhs|chi|h&c|h\+c|hcn|patient)[\s_-]?(?:no|num|number|id)?['\")>.:= ]{0,4}$"
)


def _issued(digits: str) -> bool:
    """NHS Digital ranges: 4, 6, 7 issued, 5, 8 and 9 test; 3 Northern Ireland; dates Scotland."""
    if digits[0] in "456789" or "3200000000" <= digits <= "3999999999":
        return True
    return checksums.chi_date(digits)


class NationalInsurance(PatternRule):
    """HMRC NIM39110: letters never used are left out; the suffix may be missing by a cue."""

    entity = "UK_NINO"
    cues = ("nino", "ni", "insurance", "nin")
    cue_score = 0.95
    needs = re.compile(r"\d(?:(?<=[^\W\d_]{2}\d)|(?<=[^\W\d_]{2}[ \u00a0-]\d))(?:[ \u00a0-]?\d){5}")
    checks = ("prefix in use",)
    pattern = re.compile(
        r"(?i)(?<![^\W_])(?!BG|GB|KN|NK|NT|TN|ZZ)(?P<value>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
        r"[ \u00a0-]?\d(?:[ \u00a0-]?\d){5}(?:[ \u00a0-]?[A-D](?![^\W_]))?)(?![^\W_])"
    )
    _goods = re.compile(
        r"(?i)\b(?:product|part|stock|sku|item|order|model|asset)s? (?:code|num|no)"
    )

    def judge(self, match: re.Match[str]) -> float:
        if is_specimen(match) or self._goods.search(
            match.string, max(0, match.start() - 60), match.start()
        ):
            return 0.0
        if match["value"][-1].isalpha():
            return 0.9 if match["value"][:2].isupper() else 0.6
        return 0.3 if match["value"][:2].isupper() else 0.0


class TemporaryReference(PatternRule):
    """HMRC's temporary reference number (11 A1 11 11): its form is common, so only by a cue."""

    entity = "UK_NINO"
    score = 0.8
    hints = ("trn", "temporary ref")
    needs = re.compile(r"(?i)\btrn\b|temporary ref")
    pattern = re.compile(
        r"(?i:\bTRN|temporary reference(?: number)?)\b[\s:=.no]{0,5}"
        r"(?P<value>\d\d ?[A-Z] ?\d(?: ?\d){4})(?!\w)"
    )


class Passport(Rule):
    """Nine digits mean nothing alone: a word for the document must stand in the text.

    The second line of the machine-readable zone has a check digit of its own.
    """

    entity = "UK_PASSPORT"
    needs = OneOf(
        AnyOf("passport"),
        AnyOf("ppt", also=re.compile(r"(?i)\bppt")),
        AnyOf("p<", also=re.compile(r"(?i)\bP<")),
        AnyOf("pass no", also=re.compile(r"(?i)\bpass no\b")),
        AnyOf(" exp", also=re.compile(r"(?i)\b[A-Z]{3} \d{9} exp")),
        re.compile(r"\d(?<=(?i:[A-Z]{3})\d)\d{6}(?i:[MFX<])\d{7}"),
    )
    number = re.compile(
        rf"{START}(?P<value>(?!123456789|987654321)\d{{9}}|\d{{3}} \d{{3}} \d{{3}}|"
        rf"[A-Z]{{1,2}}\d{{6,8}}|\d{{2}}[A-Z]{{2}}\d{{5}}){END}"
    )
    zone = re.compile(
        r"(?<![\w<])(?P<value>(?P<field>[A-Z\d<]{9})(?P<check>\d)[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z\d<]{0,16})"
    )
    near = re.compile(r"(?i)passport|\bppt\b|\bP<|\bpass no\b")
    written = re.compile(r"(?=[A-Z\d ]{0,8}\d{4}|(?:\d ?){6})[A-Z\d][A-Z\d ]{5,11}")
    expires = re.compile(r"(?i)\bexp(?:iry|ires)?\b")
    country = re.compile(r"(?<![A-Z])[A-Z]{3}[ ,;|\t]{1,2}$")
    _reach = 120

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.zone.finditer(text):
            if checksums.mrz(match["field"], match["check"]):
                yield Hit(*match.span("value"), 0.95, ("pattern", "check digit (7-3-1)"))
        for cell in cells(gist_of(text, artifacts), self.near):
            if self.written.fullmatch(text, cell.start, cell.end):
                yield Hit(cell.start, cell.end, 0.85, ("pattern", "column heading"))
        for match in self.number.finditer(text):
            why = self._why(text, match)
            if why and not is_specimen(match):
                yield Hit(*match.span("value"), 0.8, ("pattern", why))

    def _why(self, text: str, match: re.Match[str]) -> str:
        if self.near.search(text, max(0, match.start() - self._reach), match.end() + 30):
            return "cue word: passport"
        if not self.country.search(text, max(0, match.start() - 6), match.start()):
            return ""
        named = self.near.search(text) or self.expires.search(text)
        return "country code, passport or expiry in the text" if named else ""


class DrivingLicence(PatternRule):
    """DVLA driver number, also as printed with blanks; the month may carry +50."""

    entity = "UK_DRIVING_LICENCE"
    score = 0.9
    needs = re.compile(r"\d(?:(?<=[A-Z9]{5}\d)|(?<=[A-Z9]{5}[ -]\d))\d{5}")
    checks = ("date of birth inside",)
    pattern = re.compile(
        r"(?<!\w)(?P<value>[A-Z9]{5}[ -]?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[ -]?"
        r"[A-Z9]{2}[A-Z\d][A-Z]{2}(?: ?\d\d(?![\w/]))?)(?!\w)"
    )

    def judge(self, match: re.Match[str]) -> float:
        return 0.0 if is_specimen(match) or not match["value"][0].isalpha() else self.score


class IrishLicence(PatternRule):
    """A licence of Northern Ireland is eight digits, so the words for it must come first."""

    entity = "UK_DRIVING_LICENCE"
    score = 0.75
    hints = ("dva", "licence", "license")
    needs = All(re.compile(r"\d{8}"), re.compile(r"(?i)\bdva\b|licen[cs]e"))
    pattern = re.compile(
        r"(?i:\b(?:driving|driver'?s?|dva(?: driving)?|ni) licen[cs]e(?: (?:no|num|number))?|"
        r"\bDVA(?: no)?)"
        r"[\s:.#=]{1,4}(?P<value>\d{8})(?![\w/-])"
    )


class TaxReference(PatternRule):
    """Unique taxpayer reference: ten digits, modulus 11, and a word for it in the text."""

    entity = "UK_UTR"
    cues = ("utr", "taxpayer", "sa302", "hmrc")
    cue_score = 0.9
    hints = ("utr", "taxpayer", "self", "hmrc", "sa302", "cis")
    needs = All(
        re.compile(r"\d[\d ]{9}"),
        re.compile(r"(?i)\butrs?\b|taxpayer|self.?assessment|\bhmrc\b|sa302|\bCIS\b"),
    )
    checks = ("check digit (mod 11)",)
    pattern = re.compile(
        r"(?<![\w/-])(?<!\d[.,])(?P<value>\d{4} ?\d\d ?\d{4}|\d{5} \d{5}|\d{3} \d{3} \d{4}|"
        r"\d{4} \d{3} \d{3})"
        r"(?!\d|[.,/-]\d)"
    )

    def judge(self, match: re.Match[str]) -> float:
        if is_specimen(match):
            return 0.0
        return 0.6 if checksums.utr(digits_of(match)) else 0.0


class PupilNumber(PatternRule):
    """Unique pupil number (Department for Education): check letter, modulus 23."""

    entity = "UK_UPN"
    cues = ("upn", "pupil")
    cue_score = 0.95
    needs = re.compile(r"\d(?<=[A-Z]\d)\d{10}")
    checks = ("check letter (mod 23)",)
    pattern = re.compile(r"(?<!\w)(?P<value>[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z])(?!\w)")

    def judge(self, match: re.Match[str]) -> float:
        if is_specimen(match):
            return 0.0
        return 0.85 if checksums.upn(match["value"]) else 0.3


class LearnerNumber(PatternRule):
    """Unique learner number: ten digits after its name; the check digit makes it surer."""

    entity = "UK_ULN"
    hints = ("uln", "learner ")
    needs = re.compile(r"(?i)\buln\b|learner (?:no|num|ref|record)")
    pattern = re.compile(
        r"(?i:\bULNs?|learner (?:reference )?(?:number|no|"
        r"num))\b[\s:.#=\"']{1,4}(?P<value>\d{10})(?![\w/-])"
    )

    def judge(self, match: re.Match[str]) -> float:
        if is_specimen(match):
            return 0.0
        return 0.95 if checksums.uln(match["value"]) else 0.6

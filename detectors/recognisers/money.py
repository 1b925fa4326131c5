"""Payment cards, bank accounts, building society rolls and IBANs."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import checksums
from detectors.gist import gist_of
from detectors.recognisers.national import digits_of, is_specimen
from detectors.rule import Hit, PatternRule, Rule
from detectors.somebody import is_example, speaks_of_somebody


class PaymentCard(PatternRule):
    """13 to 19 digits in a range of a card scheme, with a Luhn check digit.

    Court case numbers (16 digits from 15 to 18, also Luhn) stand in no card range.
    """

    entity = "CREDIT_CARD"
    cues = ("card", "visa", "mastercard", "amex", "debit", "credit", "pan")
    cue_score = 0.95
    needs = re.compile(r"\d{4}")
    checks = ("check digit (Luhn)", "range of a card scheme")
    pattern = re.compile(
        r"(?P<value>[2-6](?<![\w/-].)(?<!\d[.,].)(?:[ \u00a0-]?\d){12,18})(?![\w/-]|[.,]\d)"
    )
    ranges = re.compile(
        r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|"
        r"3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12}|"
        r"(?:50|5[6-9]|6[0-9])\d{11,17}"
    )

    def judge(self, match: re.Match[str]) -> float:
        digits = digits_of(match)
        if not self.ranges.fullmatch(digits) or not checksums.luhn(digits):
            return 0.0
        return 0.0 if is_specimen(match) else 0.9


class Iban(PatternRule):
    """Any country's IBAN, in either case, with or without blanks; modulus 97."""

    entity = "IBAN_CODE"
    score = 0.95
    needs = re.compile(r"\d(?<=[^\W\d_]{2}\d)\d")
    pattern = re.compile(
        r"(?i)(?<![^\W_])(?P<value>[A-Z]{2}\d\d(?:[ \u00a0-]?[A-Z\d]){11,30})(?![^\W_])"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        """A blank and a word may follow ("... 3000 paid"), so shorter readings are tried too."""
        for match in self.pattern.finditer(text):
            end = _iban_end(match["value"])
            if end and not is_specimen(match):
                why = ("pattern", "check digits (mod 97)")
                yield Hit(match.start(), match.start() + end, self.score, why)


def _iban_end(text: str) -> int:
    """Length of the longest reading that ends where a group ends and checks; 0 for none."""
    ends = [len(text), *(m.start() for m in re.finditer(r"[ \u00a0-]", text))]
    for end in sorted(ends, reverse=True):
        bare = re.sub(r"[ \u00a0-]", "", text[:end]).upper()
        if 15 <= len(bare) <= 34 and checksums.iban(bare):
            return end
    return 0


class BankAccount(Rule):
    """Sort code and account number, each a finding: side by side, or one by a cue word.

    Alone, 12-05-24 is a date and eight digits are anything.
    """

    entity = "UK_BANK_ACCOUNT"
    needs = re.compile(r"\d\d")
    pattern = re.compile(
        r"(?<![\w/-])(?<!\d[.,])(?!00-00-00)(?P<sort>\d\d([ .\u2010-\u2013-])\d\d\2\d\d|"
        r"\d{6}(?=[ \t,/|:;]{1,3}\d{8}(?!\d)))(?![\d/-])|"
        r"(?<![\w./-])(?<!\d,)(?P<account>\d{8}|\d{4} \d{4}(?! ?\d))(?![\w/-]|[.,]\d)"
    )
    sort_cue = re.compile(
        r"(?i)\b(?:sort(?:ing)?(?: ?code)?|s/?c|bank(?: details)?|bacs|bacs:? \w\.? \w{2,20})"
        r"\W{0,4}(?:is |was )?$"
    )
    account_cue = re.compile(
        r"(?i)\b(?:(?:bank |savings )account|account|acct|acc|a/?c|ac)(?: ?(?:no|num|number))?"
        r"\W{0,4}(?:is )?$|\bsavings book\W{1,3}$"
    )
    bodys = re.compile(
        r"(?i)\b(?:council|authority|trust|charity|our (?:bank|payment|account)|template|"
        r"remittance|"
        r"pay us)\b"
    )
    pair_distance = 40

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        gist = gist_of(text, artifacts)
        places = list(gist.matches(self.pattern, gist.numbers))
        if not places:
            return
        somebody = speaks_of_somebody(text, artifacts)
        for number, match in enumerate(places):
            why = self._why(text, places, number)
            if not why or is_example(text, match.start()):
                continue
            bodys = not somebody and self.bodys.search(text) is not None
            yield Hit(
                *match.span(), 0.4 if bodys else 0.9 if "beside" in why else 0.75, ("pattern", why)
            )

    def _why(self, text: str, places: list[re.Match[str]], number: int) -> str:
        match = places[number]
        neighbours = places[max(0, number - 1) : number + 2]
        if any(self._pair(match, other) for other in neighbours):
            return "sort code beside account number"
        before = text[max(0, match.start() - 30) : match.start()]
        cue = self.account_cue if match["account"] else self.sort_cue
        if cue.search(before) is None:
            return ""
        return "cue word: account" if match["account"] else "cue word: sort code"

    def _pair(self, one: re.Match[str], other: re.Match[str]) -> bool:
        if bool(one["sort"]) == bool(other["sort"]):
            return False
        account = one["account"] or other["account"]
        apart = max(one.start(), other.start()) - min(one.end(), other.end())
        return apart <= self.pair_distance and (" " not in account or apart <= 12)


class SocietyRoll(PatternRule):
    """A building society's roll number: whatever follows its name."""

    entity = "UK_BANK_ACCOUNT"
    score = 0.8
    hints = ("roll",)
    needs = re.compile(r"(?i)\broll\b")
    pattern = re.compile(
        r"(?i:\broll (?:no|num|number|ref)\b)[\s:.#=]{1,4}"
        r"(?P<value>(?=[\w/-]{0,8}\d)[A-Z\d]{1,12}(?:[-/ ]\d[A-Z\d]{0,11}){0,3})(?!\w)"
    )
    _register = re.compile(r"(?i)\b(?:electoral|school|honour)")

    def judge(self, match: re.Match[str]) -> float:
        before = match.string[max(0, match.start() - 20) : match.start()]
        return 0.0 if self._register.search(before) else self.score

"""Payment cards, bank accounts and IBANs."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import checksums
from detectors.recognisers.national import digits_of
from detectors.rule import Hit, PatternRule, Rule


class PaymentCard(PatternRule):
    """13 to 19 digits in a range of a card scheme, with a Luhn check digit.

    Court case numbers (16 digits from 15 to 18, also Luhn) stand in no card range.
    """

    entity = "CREDIT_CARD"
    cues = ("card", "visa", "mastercard", "amex", "debit", "credit", "pan")
    cue_score = 0.95
    needs = re.compile(r"\d{4}")
    pattern = re.compile(r"(?<![\d.,/-])(?P<value>[2-6](?:[ -]?\d){12,18})(?![\d/-])")
    ranges = re.compile(
        r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|"
        r"3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12}|"
        r"(?:50|5[6-9]|6[0-9])\d{11,17}"
    )

    def judge(self, match: re.Match[str]) -> float:
        digits = digits_of(match)
        return 0.9 if self.ranges.fullmatch(digits) and checksums.luhn(digits) else 0.0


class Iban(PatternRule):
    """Any country's IBAN, in either case, with or without blanks; modulus 97."""

    entity = "IBAN_CODE"
    score = 0.95
    needs = re.compile(r"\d{2}")
    pattern = re.compile(
        r"(?i)(?<![^\W_])(?P<value>[A-Z]{2}\d\d(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?)"
        r"(?![^\W_])"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        """A blank and a word may follow ("... 3000 paid"), so shorter readings are tried too."""
        for match in self.pattern.finditer(text):
            end = _iban_end(match["value"])
            if end:
                yield Hit(match.start(), match.start() + end, self.score)


def _iban_end(text: str) -> int:
    """Length of the longest reading that ends where a group ends and checks; 0 for none."""
    ends = [len(text), *(m.start() for m in re.finditer(r"[ -]", text))]
    for end in sorted(ends, reverse=True):
        bare = re.sub(r"[ -]", "", text[:end]).upper()
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
        r"(?<![\d.,/-])(?P<sort>\d\d([ \u2013-])\d\d\2\d\d|"
        r"\d{6}(?=[ \t,/|:;]{1,3}\d{8}(?!\d)))(?![\d/-])|"
        r"(?<![\w.,/-])(?P<account>\d{8})(?![\w/-]|[.,]\d)"
    )
    sort_cue = re.compile(r"(?i)\b(?:sort(?:ing)?(?: ?code)?|s/?c|bank|bacs)\W{0,4}$")
    account_cue = re.compile(
        r"(?i)\b(?:account|acct|acc|a/?c|ac)(?: ?(?:no|num|number))?\W{0,4}(?:is )?$"
    )
    pair_distance = 40

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        places = list(self.pattern.finditer(text))
        for number, match in enumerate(places):
            neighbours = places[max(0, number - 1) : number + 2]
            if any(self._pair(match, other) for other in neighbours):
                yield Hit(*match.span(), 0.9)
            elif self._cued(text, match):
                yield Hit(*match.span(), 0.75)

    def _pair(self, one: re.Match[str], other: re.Match[str]) -> bool:
        apart = max(one.start(), other.start()) - min(one.end(), other.end())
        return one.lastgroup != other.lastgroup and apart <= self.pair_distance

    def _cued(self, text: str, match: re.Match[str]) -> bool:
        before = text[max(0, match.start() - 30) : match.start()]
        cue = self.account_cue if match["account"] else self.sort_cue
        return cue.search(before) is not None

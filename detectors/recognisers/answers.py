"""Words and codes that prove who somebody is: memorable words, share codes, licence keys."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gates import DIGIT, All, AnyOf
from detectors.placeholders import is_example, stands_in
from detectors.recognisers.passwords import MARK, VERB
from detectors.rule import Hit, PatternRule


class MemorableWord(PatternRule):
    """Words that prove who calls: memorable word or place, code word, security answer."""

    entity = "CREDENTIAL"
    score = 0.7
    checks = ("word for a secret answer before it",)
    needs = AnyOf("memorable", "code word", "codeword", "safe word", "safeword", "security")
    pattern = re.compile(
        r"(?i)\b(?:memorable(?: (?:word|place|name|phrase|answer|information|info))?|code ?word|"
        r"safe ?word|"
        r"security (?:answer|word))"
        r"(?P<about> for [^\n;:=.,]{1,40}?)?"
        rf"(?:(?P<marked>{MARK}|"
        rf"\?[ \t]{{0,3}}(?:\r?\n[ \t]{{0,3}}(?:[^\n:]{{1,40}}:[ \t]{{1,3}})?)?)|{VERB}|[ \t])"
        r"[\"'\u201c\u2018]?(?P<value>[^\W\d_][\w'-]{2,30}(?P<more> [a-z][\w'-]{2,20})?)"
        r"(?=[ \t]*(?:$|[\n,;.)\"'\u201d\u2019!]|and\b))"
    )
    talk = re.compile(
        r"(?i)(?:word|place|name|phrase|answer|is|was|or|and|for|on|so|that|if|to|they|the|your|"
        r"a|not|please|needed|required|"
        r"wrong|correct|forgotten|set|again|check|checks|instead|too|now|only)\b"
    )

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"]
        if (
            self.talk.match(value)
            or stands_in(value)
            or is_example(match.string, *match.span("value"))
        ):
            return 0.0
        return 0.0 if match["more"] and not match["marked"] else self.score


class ShareCode(PatternRule):
    """Codes that show somebody's record: share codes of the Home Office (nine characters), check
    codes of the DVLA (eight); and licence keys in groups.
    """

    entity = "CREDENTIAL"
    score = 0.85
    checks = ("word for a code before it",)
    needs = All(
        AnyOf("code", "key", also=DIGIT),
        AnyOf(
            "share code", "sharecode", "check code", "licence", "license", "product", "activation",
            "serial", "setup",
        ),
    )  # fmt: skip
    pattern = re.compile(
        r"(?i)\b(?:share|check) ?code(?:[^\w\n]{1,4}|[ ](?:is|"
        r"was)[: ]{1,2})(?P<share>[A-Z\d]{3}[ -]?[A-Z\d]{3}[ -]?[A-Z\d]{2,3})\b|"
        r"\b(?:licen[cs]e|product|activation|serial|setup) (?:key|code)\b[^\n:=]{0,50}?(?:[:=]|"
        r"\bis\b) ?"
        r"(?P<licence>[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){2,7})\b"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            group = "share" if match["share"] else "licence"
            start, end = match.span(group)
            if sum(c.isdigit() for c in match[group]) >= 2 and not is_example(text, start, end):
                yield Hit(start, end, self.score, ("pattern", *self.checks))

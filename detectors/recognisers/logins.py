"""Passwords that no word introduces: after a user name, typed or set by somebody."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gates import DIGIT, All, AnyOf
from detectors.placeholders import is_code, is_example, stands_in
from detectors.recognisers.passwords import QUOTE
from detectors.rule import Hit, PatternRule, Rule
from detectors.strength import looks_chosen, looks_strong

_NAME = re.compile(r"[A-Z@_\\.]|[a-z]\d")  # what user names have and words of prose have not
_TRIAL = re.compile(r"(?i)test|demo|example|sample|foo")


class LoginPair(PatternRule):
    """A user name and what follows it: "log in: jsmith / Welcome1"."""

    entity = "CREDENTIAL"
    score = 0.75
    checks = ("after a user name", "looks like a password")
    needs = AnyOf("log", "cred", "user", "sign", "account", "used", also=DIGIT)
    pattern = re.compile(
        r"(?i)\b(?:(?P<firm>log(?:ged)?[ -]?(?:in|on)s?|creds?|credentials|sign[ -]?in)|"
        r"user(?:name)?s?|used|account)\b"
        r"[^\n/]{0,40}?(?<![\w/.@\\-])(?P<user>[\w.@\\+-]{3,60})(?: ?/ ?|, ?| and | & )"
        r"(?P<quote>[\"'`]?)(?P<value>[^\s\"'/,;<>`]{5,60}(?<![.)\]:?]))"
    )

    def judge(self, match: re.Match[str]) -> float:
        value, at = match["value"], match.span("value")
        if not (match["firm"] or _NAME.search(match["user"])) or _TRIAL.match(match["user"]):
            return 0.0
        strong = looks_chosen(value) and any(c.isdigit() for c in value) and _has_capital(value)
        if not strong or stands_in(value) or is_example(match.string, match.start("user"), at[1]):
            return 0.0
        slash = "/" in match.string[match.end("user") : at[0]]
        return self.score if slash or looks_strong(value) else 0.0


def _has_capital(value: str) -> bool:
    return any(c.isupper() for c in value) or not value.isalnum()


class TypedPassword(Rule):
    """A strong-looking word that somebody typed, was given or reset an account to."""

    entity = "CREDENTIAL"
    needs = All(
        DIGIT,
        AnyOf(
            "set ", "set it", "change", "update", "typed", "entered", "gave", "given", "try", "use"
        ),
        AnyOf("passw", "log", "locked", "phish", "user", "account", "pw"),
    )
    pattern = re.compile(
        r"(?i)\b(?:(?:re-?set|set|changed?|updated?)(?: [a-z'\u2019]{2,12}){0,3} to|"
        r"(?:typed|entered|gave|given|try|"
        r"used?)(?: [a-z'\u2019]{2,12}){0,3})(?<!log-in)(?<!login)(?<!user)(?<!name)(?<!mail) "
        rf"{QUOTE}?(?P<value>[^\s\"'\u201d\u2019`,;<>()]{{8,60}}(?<![.\]:?]))"
    )
    cue = re.compile(
        r"(?i)passw|log(?:ged)?[ -]?[io]n|\blocked|phish|\buser ?name|account|unlock|\bpw\b"
    )
    reach = 160

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            start, end = match.span("value")
            strong = looks_strong(match["value"]) and not stands_in(match["value"])
            if not strong or is_code(match["value"]) or is_example(text, start, end):
                continue
            if self.cue.search(text, max(0, start - self.reach), end + self.reach):
                yield Hit(start, end, 0.7, ("pattern", "looks like a password", "log-in nearby"))

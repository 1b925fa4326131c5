"""Codes that open a door, a card or an account, beside the words for them."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gates import DIGIT, AnyOf
from detectors.placeholders import is_example
from detectors.recognisers.passwords import MARK, VERB
from detectors.rule import Hit, PatternRule, Rule

# Digits, which may stand apart, with the letter keys of a key safe (C, X, Y, Z) around them.
_CODE = (
    r"(?:[A-Z](?=\d{3}))?\d(?:[ -]?\d){2,7}(?: ?[A-Z])?#?|[C#]\d{1,6}[A-Z]\d{0,5}#?|"
    r"[C#]\d{3,6}#?|[*]\d{3,8}#?"
)
_AFTER = (
    r"(?![\w@/]| \d|[.,:-]\d|[- ]?(?:digits?|characters?|number codes?|people|homes|residents|%))"
)
_PLACE = (
    r"(?:key[ -]?safe|lock ?box|door|gate|alarm|entry|entrance|access|building|lift|lobby|padlock|"
    r"lock|fob|intercom|barrier|shed|house|flat|front|back|side|bin store|gym|office|garage)"
)
_WORD = (
    rf"(?:(?<!error )(?<!\w)(?:pin|pass ?code)(?: ?(?:code|number|no\.?))?|cv[vc]2?|cv2|csc|"
    r"(?:card )?security (?:code|number)|(?:last )?three (?:digits )?on the back|"
    rf"{_PLACE}(?: (?:door|gate))?,? ?(?:code|combo|combination|number|no\.?|pin)|"
    r"key[ -]?safe(?: \d)?(?: code)?|\bks|(?<!smoke )alarm|(?:side|main|front|back) (?:door|"
    r"gate)|unlock(?:ing)?|"
    rf"combination(?: lock)?|access code|code (?:at|for|on|to) (?:the |her |his |"
    rf"my )?{_PLACE}(?: (?:door|gate))?)"
)
_ABOUT = (
    r"(?:[,?]? (?:for|at|on|to|of|in|main|side|front|back|\u2013) ?[^\n;:=]{0,60}?|"
    r", [^\n;:=,]{1,30},|\?)??"
)
_OF_SOMEBODY = r"(?:(?:his|her|my|their|the|our|mum's|dad's) [\w' ]{1,30}? )?"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SET_OFF = re.compile(r"[ \t]{0,20}(?:$|[\n,;.)\"'!?]|and\b|or\b|by\b|at\b|-)")


class AccessCode(PatternRule):
    """PINs, card security numbers, key safes, doors, gates and alarms, with their code."""

    entity = "CREDENTIAL"
    checks = ("word for a code before it",)
    needs = AnyOf(
        "pin",
        "pass code",
        "passcode",
        "cvv",
        "cvc",
        "cv2",
        "csc",
        "security",
        "on the back",
        "safe",
        "ks",
        "alarm",
        "code",
        "door",
        "gate",
        "unlock",
        "combination",
        "lock",
        "number",
        "no.",
        "combo",
        also=re.compile(r"\d[ -]?\d[ -]?\d|[C#*]\d"),
    )
    pattern = re.compile(
        rf"(?i)(?<![a-z])(?P<word>{_WORD})(?![a-z])(?:['\u2019]s\b|"
        rf"[\"'\]]{{1,2}})?(?P<about>{_ABOUT})"
        rf"(?P<link>{MARK}|{VERB}{_OF_SOMEBODY}|[\"']?[,(]?[ \t]{{1,2}}|"
        rf"[ \t]?/[ \t]?)[\"'\u201c\u2018]?"
        rf"(?P<value>{_CODE}){_AFTER}"
    )

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"]
        if is_example(match.string, *match.span("value")) or not self._fits(match, value):
            return 0.0
        linked = bool(match["link"].strip(" \t,(/\"'"))
        opener = re.search(r"[A-Za-z#]", value) is not None
        if linked or opener:
            return 0.8
        if match["about"] and not self._is_pin(match):
            return 0.0
        return 0.7

    def _fits(self, match: re.Match[str], value: str) -> bool:
        digits = sum(c.isdigit() for c in value)
        if len(set(value)) == 1 or (value.isdigit() and not 3 <= digits <= 8):
            return False
        if (
            digits < 4
            and value.isdigit()
            and not re.match(r"(?i)cv|csc|card|sec|three|last", match["word"])
        ):
            return False
        if not _YEAR.fullmatch(value) or match["link"].strip(" \t,("):
            return True
        return _SET_OFF.match(match.string, match.end("value")) is not None

    @staticmethod
    def _is_pin(match: re.Match[str]) -> bool:
        return match["word"].lower().startswith("pin")


class LockCode(Rule):
    """ "The code is 4417", when the text around speaks of a key safe, a door or the like."""

    entity = "CREDENTIAL"
    needs = AnyOf("code", also=DIGIT)
    pattern = re.compile(
        r"(?i)(?P<kind>\b[\w-]{1,20} )?\bcode(?: (?:to use|you need|today|again))?"
        rf"(?:(?: (?:for|at|on|to|of) [^\n;:=]{{1,60}}?)?(?:{MARK}|{VERB})|"
        rf"[ \t])[\"']?(?P<value>{_CODE}){_AFTER}"
    )
    cue = re.compile(
        r"(?i)key[ -]?safe|\b(?:door|gate|alarm|pad ?lock|locked|lock|entrance|building|cupboard|"
        r"shed|"
        r"let (?:them|him|her|you|myself) in|keys)\b"
    )
    other = re.compile(
        r"(?i)(?:error|tax|cost|ledger|status|post|zip|dial\w*|area|std|promo\w*|discount|"
        r"voucher|qr|bar|"
        r"fault|country|product|course|activity|snomed|icd\w*|nominal|reason|exit|response|sic|"
        r"soc|budget|"
        r"account|sort|colou?r|building|source|project|event|class|route|absence|pay|job|gl|"
        r"subjective|"
        r"http|return|lsoa|ons|uprn|swift|rag|dress|hs|commodity|priority|case|band|exception|"
        r"stop) "
    )
    opener = re.compile(r"C?\d{4,5}[XYZ]|C\d{2,5}[XYZ]?\d{0,4}")
    reach = 160

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            start, end = match.span("value")
            if self.other.fullmatch(match["kind"] or "") or is_example(text, start, end):
                continue
            if sum(c.isdigit() for c in match["value"]) < 4:
                continue
            if self.opener.fullmatch(match["value"]):
                yield Hit(start, end, 0.7, ("pattern", "form of a key safe's code"))
            elif self.cue.search(text, max(0, start - self.reach), end + self.reach):
                yield Hit(start, end, 0.7, ("pattern", "a lock nearby"))

"""Protective markings of documents: as markings, never as prose."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gates import AnyOf
from detectors.rule import Hit, Rule
from detectors.topics import is_topic

_DASH = r"[ \t]{0,2}[ _:\u2013\u2014-][ \t]{0,2}"
_SENSITIVE = rf"(?:OFFICIAL{_DASH}SENSITIVE|SWYDDOGOL{_DASH}SENSITIF)"
_SHORT = r"(?:O-S|OFF-?SEN|OFFSENS)"
_HIGH = r"(?:TOP SECRET|SECRET|TRA CHYFRINACHOL|CYFRINACHOL IAWN|CYFRINACHOL)"
_OLD = r"(?:PROTECT|RESTRICTED|CONFIDENTIAL|CYFYNGEDIG)"
_PRIVATE = (
    r"(?:(?:STRICTLY |HIGHLY )?(?:PRIVATE (?:AND|&) )?CONFIDENTIAL|STRICTLY PRIVATE|"
    r"PREIFAT A CHYFRINACHOL|(?i:(?:strictly |highly )?private (?:and|&) confidential)|"
    r"(?i:strictly confidential|preifat a chyfrinachol|(?:hollol |cwbl )?[cg]yfrinachol))"
)
_HANDLING = (
    r"(?:(?:UK|HMG|GB|NATO|FIVE|5|UK[/ ]US|AUKUS)(?: (?:EYES|USE) ONLY)|RECIPIENTS ONLY|"
    r"NAMED RECIPIENTS ONLY|ADDRESSEES? ONLY|COUNCIL USE ONLY|FOR YOUR EYES ONLY|"
    r"NOT FOR ONWARD (?:DISTRIBUTION|CIRCULATION)|DERBYNWYR YN UNIG)"
)
# Descriptors and caveats after a marking: "SENSITIVE - COMMERCIAL [RECIPIENTS ONLY]".
_DESCRIPTOR = (
    r"(?:[ \t]{0,2}[:/\[({|,\u2013\u2014-]{1,2}[ \t]{0,2}[A-Z][A-Z /&,\u2013-]{1,40}[\])}]?){0,3}"
)
_WHEN_FILLED = r"(?i:[ \t]{1,3}\(?(?:when|once|if) (?:completed?|filled(?: in)?|populated)\)?)?"
_FURNITURE = (
    r"(?:[ \t|\u2022\u00b7*_=#>\"',;\u2013\u2014-]{0,12}(?i:page \d{1,4}(?: of \d{1,4})?|"
    r"tudalen \d{1,4}|"
    r"\d{1,4} ?(?:/|of) ?\d{1,4}|v(?:ersion)? ?\d[\d.]{0,5}|draft(?: \d)?|"
    r"\d{1,2}[ /]\w{2,9}[ /]\d{2,4}|\d{1,4}))?"
)
_LABEL = (
    r"(?:[\"']?(?i:(?:security |data |document )?classification|(?:protective |security )?marking|"
    r"x-protective-marking|sensitivity(?: label)?|handling|dosbarthiad|marc diogelwch|"
    r"gscp|status)[\"']?[ \t]{0,3}[:=\u2013-][ \t]{0,3}[\"'\[({]?)"
)
_SUBJECT = r"(?:(?i:subject|subj|re|fw|fwd|title|pwnc)[ \t]{0,2}:[ \t]{0,2}){1,4}"
_FULL = rf"(?:(?:UK )?(?:{_SENSITIVE}|{_HIGH}))"
_EDGE = r"[ \t|\u2022\u00b7*_=#>\"'.\[({\])}\u2013\u2014-]{0,12}"


class ProtectiveMarking(Rule):
    """GSCP and older markings: a line of their own, a label, a tag of a subject, or a claim.

    OFFICIAL alone restricts nothing. Words of prose ("the Official Secrets Act", "is it
    restricted?", "what does OFFICIAL-SENSITIVE mean") mark nothing.
    """

    entity = "PROTECTIVE_MARKING"
    needs = AnyOf(
        "secret",
        "sensiti",
        "protect",
        "restricted",
        "confidential",
        "strictly private",
        " only",
        "o-s",
        "offsen",
        "off-sen",
        "not for",
        "cyfrinachol",
        "chyfrinachol",
        "cyfyngedig",
        "yn unig",
    )
    words = re.compile(
        r"(?i)secret|sensiti|strictly private|protect|restricted|confidential|(?-i:ONLY|O-S|"
        r"OFF-?SEN|NOT FOR)|"
        r"cyfrinachol|chyfrinachol|cyfyngedig|swyddogol|derbynwyr"
    )
    alone = re.compile(
        rf"(?m)^{_EDGE}{_FURNITURE}{_EDGE}"
        rf"(?P<value>(?:{_FULL}|(?i:{_SENSITIVE})|{_SHORT}|{_OLD}|{_PRIVATE}|"
        rf"{_HANDLING}){_DESCRIPTOR}"
        rf"(?:[ \t]{{1,3}}{_HANDLING})?{_WHEN_FILLED})"
        rf"{_EDGE}{_FURNITURE}{_EDGE}\r?$"
    )
    title = re.compile(
        rf"(?m)^{_EDGE}(?P<value>(?i:{_SENSITIVE})(?:[ \t]{{0,2}}[:\u2013\u2014-][ "
        rf"\t]{{0,2}}[A-Z][A-Za-z/&]{{1,20}}"
        rf"(?: [A-Z][A-Za-z/&]{{1,20}}){{0,2}})?){_EDGE}\r?$"
    )
    labelled = re.compile(
        rf"(?m){_LABEL}(?P<value>(?:{_FULL}|(?i:{_SENSITIVE}|top secret)|{_SHORT}|{_OLD}|"
        rf"(?i:restricted|"
        rf"confidential|secret)(?=[ \t]{{0,2}}[\"'\])}},;]{{0,3}}\r?$)){_DESCRIPTOR})(?![\w?])"
    )
    tagged = re.compile(
        rf"(?m)^{_SUBJECT}[^\n\[({{]{{0,120}}?"
        rf"(?P<value>[\[({{](?:{_FULL}|(?i:{_SENSITIVE})|{_SHORT}|{_OLD}|(?i:confidential|"
        rf"restricted)){_DESCRIPTOR}[\])}}])|"
        rf"^{_SUBJECT}(?P<lead>(?:{_FULL}|{_SHORT}|{_OLD}|(?i:{_SENSITIVE}|(?:strictly |"
        rf"private and )?confidential))"
        rf"{_DESCRIPTOR})(?=[ \t]{{0,2}}(?:[:|\u2013\u2014-]|\r?$))"
    )
    bracketed = re.compile(
        rf"(?m)^{_EDGE}(?P<value>[\[](?:{_FULL}|{_SHORT}|{_OLD}|{_HANDLING}){_DESCRIPTOR}[\]}}])|"
        rf"(?P<end>(?<![^\s])[\[(](?:{_FULL}|{_SHORT}|{_OLD}|"
        rf"{_HANDLING}){_DESCRIPTOR}[\])}}])[ \t.]{{0,3}}\r?$"
    )
    claimed = re.compile(
        r"(?i)\b(?:(?:this|that|these|attached|enclosed|above|below|following|the|our|it|they|"
        r"document|"
        r"paper|report|draft|file|minutes|note|e-?mail)\b[^\n.?!]{0,60}?\b(?:is|are|was|were|"
        r"been|being)"
        r"(?: still| also| all)?(?: (?:protectively )?(?:marked|classified|graded|labelled|"
        r"handled)(?: as| at)?)?|"
        r"(?:this|attached|enclosed|following|above|below) (?:is |are )?(?:an? )?"
        r"(?:[\w-]{1,20} ){0,3}(?:protectively )?(?:marked|classified)(?: as)?)[ \t]"
        rf"[\"'\u2018\u201c]?(?P<value>(?-i:{_FULL})(?-i:{_DESCRIPTOR}))(?!\w)"
    )
    claimed_in_welsh = re.compile(
        r"(?i)\b(?:ddogfen|papur|adroddiad|ffeil|cofnodion|nodyn|e-?bost|hwn|hon|hyn|"
        r"rhain)\b[^\n.?!]{0,60}?"
        r"\b(?:wedi['\u2019]?i?(?: e[iu])? (?:m|f)arcio['\u2019]?n?(?: yn)?|"
        r"wedi['\u2019]?i?(?: e[iu])? "
        r"(?:d|dd)osbarthu['\u2019]?n?(?: yn)?|yn)[ \t][\"'\u2018\u201c]?"
        rf"(?P<value>(?-i:{_FULL})(?-i:{_DESCRIPTOR}))(?!\w)"
    )
    leading = re.compile(
        rf"(?m)^{_EDGE}(?P<value>(?:{_SENSITIVE}|TOP SECRET|CYFRINACHOL(?: IAWN)?|"
        rf"{_HANDLING}){_DESCRIPTOR})(?=[:\u2013\u2014-]|[ \t]*//)"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        done = -1
        for word in self.words.finditer(text):
            if word.start() >= done:
                begin = text.rfind("\n", 0, word.start()) + 1
                end = text.find("\n", word.end())
                done = end if end >= 0 else len(text)
                yield from self._in_line(text, begin, done)

    def _in_line(self, text: str, begin: int, stop: int) -> Iterator[Hit]:
        seen: set[int] = set()
        for pattern, how in (
            (self.alone, "on a line of its own"),
            (self.title, "on a line of its own"),
            (self.labelled, "after the word for a marking"),
            (self.tagged, "tag of a subject"),
            (self.bracketed, "in brackets"),
            (self.leading, "heads a line"),
            (self.claimed, "says that it is so marked"),
            (self.claimed_in_welsh, "says that it is so marked"),
        ):
            for match in pattern.finditer(text, begin, stop):
                start, end = match.span(match.lastgroup or 0)
                if start not in seen and not self._is_talk(text, match, how):
                    seen.add(start)
                    yield Hit(start, end, 0.95, ("marking", how))

    @staticmethod
    def _is_talk(text: str, match: re.Match[str], how: str) -> bool:
        start, end = match.span(match.lastgroup or 0)
        if how == "says that it is so marked":
            return is_topic(text, match.start(), end)
        before = text[max(0, start - 30) : start]
        return how == "in brackets" and _PUT.search(before) is not None


_PUT = re.compile(
    r"(?i)\b(?:put|add|adds|use|uses|write|mark|marked|include|type|tag|tagged|with|as|says?|"
    r"reads?|word|"
    r"by|to|insert|replace|placeholder|like|called)[ :,\"'\u2018\u201c]{1,3}$"
)

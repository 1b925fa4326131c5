"""Confidential content: legal privilege, commercial confidence, exempt committee papers."""

import re

from detectors.gates import AnyOf
from detectors.rule import PatternRule
from detectors.topics import is_topic

_SCORE = 0.7
# A heading claims confidence whatever the words are.
_HEADING = re.compile(r"(?i)[ \t*_#>\[(]*(?:subject|re|fw|fwd|title)?[ :*_#>\[(]*")
_LINE_ENDS = re.compile(r"[^\w\n]{0,6}(?:\n|$)")


def _claim(match: re.Match[str]) -> float:
    """Words claim confidence for the text they stand in; asked about, they claim nothing."""
    line = match.string[max(0, match.start() - 40) : match.start()].rpartition("\n")[2]
    if _LINE_ENDS.match(match.string, match.end()) and _HEADING.fullmatch(line):
        return 0.8
    return 0.0 if is_topic(match.string, *match.span()) else _SCORE


class LegalPrivilege(PatternRule):
    """Legal advice, litigation and without-prejudice privilege."""

    entity = "LEGAL_PRIVILEGE"
    checks = ("claims privilege",)
    needs = AnyOf(
        "privileg",
        "prejudice",
        "counsel",
        "contemplation",
        "legal advice",
        "legal services",
        "solicitor",
        "barrister",
        "lawyer",
        "legal team",
        "monitoring officer",
        "kc",
        "braint",
        "breint",
        "freint",
        "ragfarn",
        "cyngor cyfreithiol",
    )
    pattern = re.compile(
        r"(?i)\b(?:(?:strictly )?(?:legally )?privileged (?:and|&) (?:strictly )?confidential|"
        r"confidential (?:and|&) (?:legally )?privileged|(?:legally|and is|is) privileged|"
        r"(?:subject to|protected by|attracts|covered by|under) (?:legal )?(?:professional |"
        r"advice )?privilege|"
        r"(?:subject to|protected by|covered by) (?:legal advice|litigation|"
        r"legal professional) privilege|"
        r"legal(?:ly)? privileged? (?:advice|document|material|communication)s?|"
        r"without prejudice(?: save as to costs)?(?= (?:and|offer|letter|meeting|discussion|"
        r"basis|settlement|"
        r"proposal|correspondence|conversation|negotiations)\b| ?[-\u2013:(/]|[^\w\n]{0,4}(?:\n|"
        r"$))|"
        r"without prejudice save as to costs|"
        r"in (?:reasonable )?contemplation of (?:litigation|proceedings|legal proceedings)|"
        r"(?:counsel|king['\u2019]?s counsel|kc|our (?:solicitor|barrister|lawyer)s?|"
        r"the (?:monitoring officer|"
        r"solicitor|legal team))(?:['\u2019]?s (?:written )?(?:opinion|advice) (?:is|says|was|"
        r"states|confirms|dated)|"
        r" (?:has |have )?(?:advised|advises) (?:us |the council |me )?that)|"
        r"(?:legal advice|advice from (?:legal services|our solicitors?|counsel)) (?:is|was|says|"
        r"states|"
        r"received|we (?:have )?(?:received|obtained|had))|"
        r"[bf]raint gyfreithiol|[bf]raint broffesiynol gyfreithiol|"
        r"gyfreithiol [bf]reintiedig|[bf]reintiedig yn gyfreithiol|"
        r"[bf]reintiedig a (?:ch|ph)\w{6,10}|yn [bf]reintiedig|(?-i:BREINTIEDIG)|"
        r"heb ragfarn(?=[^\w\n]{0,4}(?:\n|$)| ?[-\u2013:(/]| (?:a|ac|i|cynnig|llythyr)\b)|"
        r"(?-i:WITHOUT PREJUDICE|LEGAL ADVICE PRIVILEGE|"
        r"LEGAL PROFESSIONAL PRIVILEGE|"
        r"LEGALLY PRIVILEGED))\b"
    )

    def judge(self, match: re.Match[str]) -> float:
        return _claim(match)


class CommercialConfidence(PatternRule):
    """Commercial papers, and exempt ones (Local Government Act 1972, Schedule 12A).

    The notice that the public may be excluded when exempt information is likely to be
    disclosed stands on public agendas and claims nothing.
    """

    entity = "COMMERCIAL_CONFIDENCE"
    checks = ("claims confidence",)
    needs = AnyOf(
        "confiden",
        "commercially",
        "publication",
        "exempt",
        "non-disclosure",
        "12a",
        " nda",
        "gyhoeddi",
        "fasnachol",
        "eithriedig",
    )
    pattern = re.compile(
        r"(?i)\b(?:commercial(?:ly)?[ -]in[ -]confidence|in commercial confidence|"
        r"(?:is|are|was|were|contains?|remains?|as|being) (?:highly |"
        r"very )?commercially (?:sensitive|confidential)|"
        r"commercially sensitive (?:information|figures|pricing|prices|bid|bids|data|and)|"
        r"(?:shared|provided|supplied|disclosed|"
        r"received) (?:to us )?(?:in (?:strict )?confidence|under (?:an )?"
        r"(?:NDA|non-disclosure agreement))|(?:subject to|covered by|under) (?:an? |our |"
        r"the )?(?:signed )?"
        r"(?:(?-i:NDA)|non-disclosure agreement|confidentiality agreement)|"
        r"(?-i:NOT FOR PUBLICATION|COMMERCIALLY SENSITIVE|COMMERCIAL IN CONFIDENCE|"
        r"(?:DDIM|NID) I['\u2019]W GYHOEDDI)|"
        r"yn fasnachol (?:gyfrinachol|sensitif)|cyfrinachedd masnachol|"
        r"(?:gwybodaeth|adroddiad|atodiad|eitem|papur) eithriedig o dan (?:paragraff|baragraff|"
        r"adran)\b"
        r"[^\n.]{0,60}|"
        r"not for publication (?:by virtue of|under|because)|"
        r"(?:is|are|contains?|includes?) exempt (?:information|from (?:publication|disclosure))|"
        r"exempt (?:report|information|appendix|annex|paper|item)?s? ?[^\w\n]{0,3}(?:under|"
        r"by virtue of|within|not for)"
        r" (?:the )?(?:paragraphs?|para|schedule|section|part)\b[^\n.]{0,60}|"
        r"(?:is |are )?exempt (?:from (?:publication|disclosure) )?(?:under|"
        r"by virtue of) (?:paragraphs?|schedule|"
        r"section 4[13])\b[^\n.]{0,60})"
    )
    agenda = re.compile(
        r"(?i)exclu(?:de|ded|ding|sion)\b[^\n]{0,200}$|likely (?:to be )?disclos\w{1,5}[^\n]{0,40}$"
    )

    def judge(self, match: re.Match[str]) -> float:
        before = match.string[max(0, match.start() - 240) : match.start()]
        return 0.0 if self.agenda.search(before) else _claim(match)

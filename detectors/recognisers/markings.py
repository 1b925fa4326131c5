"""Confidential content: protective markings, legal privilege, commercial confidence."""

import re

from detectors.rule import PatternRule

_DASH = r"[ \u2013\u2014-]{1,3}"
_MARK = rf"(?:UK )?(?:TOP SECRET|SECRET|OFFICIAL{_DASH}SENSITIVE)"
_DESCRIPTOR = r"(?:[ \t]*[:/\[(\u2013\u2014-][ \t]*[A-Z][A-Z /&]{1,40})?"
_LABEL = r"(?:(?i:classification|(?:protective )?marking|subject)[^\w\n]{1,3})?"


class ProtectiveMarking(PatternRule):
    """GSCP markings as markings: on a line of their own, in brackets, or never used in prose.

    Capitals only. OFFICIAL alone is no marking that restricts anything. The old scheme
    (PROTECT, RESTRICTED, CONFIDENTIAL) counts on a line of its own.
    """

    entity = "PROTECTIVE_MARKING"
    score = 0.95
    needs = re.compile(r"SECRET|SENSITIVE|PROTECT|RESTRICTED|CONFIDENTIAL|EYES ONLY|RECIPIENTS")
    pattern = re.compile(
        rf"(?m)^[^\w\n]{{0,4}}{_LABEL}"
        rf"(?P<value>(?:{_MARK}|PROTECT|RESTRICTED|CONFIDENTIAL){_DESCRIPTOR})[^\w\n]{{0,4}}$|"
        rf"[\[(](?:{_MARK}|RESTRICTED|CONFIDENTIAL){_DESCRIPTOR}[\])]|"
        r"\b(?:OFFICIAL[ \u2013\u2014-]SENSITIVE|TOP SECRET|UK EYES ONLY|RECIPIENTS ONLY)\b"
    )


class LegalPrivilege(PatternRule):
    """Words that claim privilege; asking what they mean claims nothing, but is not told apart."""

    entity = "LEGAL_PRIVILEGE"
    score = 0.7
    needs = re.compile(r"(?i)privilege|prejudice|counsel|contemplation")
    pattern = re.compile(
        r"(?i)\b(?:(?:strictly )?privileged (?:and|&) confidential|legally privileged|"
        r"subject to legal (?:professional )?privilege|without prejudice save as to costs|"
        r"covered by (?:legal advice|litigation) privilege|"
        r"in (?:reasonable )?contemplation of (?:litigation|proceedings)|"
        r"counsel['\u2019]?s (?:written )?(?:opinion|advice) (?:is|says|was|states|confirms)|"
        r"(?-i:WITHOUT PREJUDICE|LEGAL ADVICE PRIVILEGE|LEGAL PROFESSIONAL PRIVILEGE))\b"
    )


class CommercialConfidence(PatternRule):
    """Commercial and exempt papers (Local Government Act 1972, Schedule 12A)."""

    entity = "COMMERCIAL_CONFIDENCE"
    score = 0.7
    needs = re.compile(r"(?i)confiden|commercially|publication|exempt")
    pattern = re.compile(
        r"(?i)\b(?:commercial(?:ly)?[ -]in[ -]confidence|"
        r"(?:is|are|contains?|remains?) commercially sensitive|"
        r"commercially sensitive (?:information|figures|pricing|bid)|"
        r"(?-i:NOT FOR PUBLICATION|COMMERCIALLY SENSITIVE)|not for publication by virtue of|"
        r"exempt (?:report|information|appendix|annex|paper) (?:under|by virtue|within|not for)"
        r"[^\n.]{0,60})"
    )

"""Words of Welsh that stand for one person: pronouns, kin, roles, the writer, marks of a record.

With the initial mutations they take after "ei", "fy", "y" and the rest.
"""

import re
from collections.abc import Iterator
from enum import Enum

from detectors.gist import Gist
from detectors.welsh.gate import in_welsh


class Said(Enum):
    """How a word points at a person; the same kinds as English ones (detectors/anchors.py)."""

    PRONOUN = "pronoun"
    RELATIVE = "relative"
    ROLE = "role"
    SOMEONE = "a person not named"
    SELF = "the writer"
    RECORD = "mark of a record"


_KIN = (
    r"(?:[mf]h?am|[td]h?ad|nhad|[mf]erch|[mf]ab|[bf]rawd|mrawd|chwaer|ng?\u0175r|g?\u0175r|g?wraig|"
    r"ngwraig|nain|[td]h?aid|nhaid|[mf]h?am-gu|[td]h?ad-cu|nhad-cu|ph?lentyn|blentyn|mhlentyn|"
    r"ph?lant|blant|mhlant|[pb]artner|phartner|mhartner|[cg]h?ariad|nghariad|nith|nai|[mf]odryb|"
    r"h?ewythr|[cg]h?efnder|nghefnder|[cg]h?yfnither|h?\u0175yr|h?wyres|ll?ystad|ll?ysfam|"
    r"ll?ysfab|ll?ysferch|[cg]h?ymydog|nghymydog|[cg]h?ymdoges|ffrind|[cg]h?ydweithiwr|"
    r"nghydweithiwr|[cg]h?ydweithwraig|g?ofalwr|ngofalwr|efaill|rh?eolwr|g?\u0175r priod|babi|fabi)"
)
_PERSON = (
    r"(?:ferch|bachgen|fachgen|fenyw|menyw|ddynes|dynes|dyn|[cg]h?laf|nghlaf|tenant|denant|"
    r"thenant|d?disgybl|ddisgybl|[mf]yfyriwr|[mf]yfyrwraig|preswylydd|breswylydd|g?weithiwr|"
    r"g?weithwraig|g?yrrwr|cyflogai|gyflogai|ymgeisydd|achwynydd|hachwynydd|plentyn|blentyn|"
    r"cleient|gleient|athro|athrawes|hathrawes|dioddefwr|ddioddefwr|diffynnydd|ddiffynnydd|tyst|"
    r"dyst|hogyn|hogan|baban|faban|teulu|fam|mam|tad|g\u0175r|wraig|mab|cymydog|gofalwr|"
    r"ofalwr|etholwr|troseddwr|droseddwr|cynghorydd|gofalwraig|glanhawr|aelod o staff)"
)
_PATTERNS: tuple[tuple[Said, str], ...] = (
    (
        Said.PRONOUN,
        r"\b(?:iddi|iddo|ganddi|ganddo|arni|arno|ati|ato|amdani|amdano|ynddi|ynddo|hithau|yntau|"
        r"wrthi|wrtho|ohoni|ohono|drosti|drosto|hebddi|hebddo|ef)\b|"
        r"\b(?:mae|oedd|roedd|yw|ydy|ydi|bydd|fydd|bu|bod|fod|mai|wnaeth|os|pan|na|nad|a|ac|gafodd|"
        r"cafodd|dywedodd|meddai) (?:hi|fe|fo|e|o)\b(?! (?:bryd|leiaf|dan|dan|flaen|gwmpas))|"
        r"\bei (?!gilydd|hun\b|wneud|defnyddio|ddefnyddio|roi|gilydd)\w{3,}",
    ),
    (
        Said.RELATIVE,
        rf"\b(?:fy|ei|eich|ein|eu|'i|\u2019i|'m|\u2019m) {_KIN}\b|"
        rf"\b(?:g?an|i|gyda|mae|oedd) {_KIN} (?=[A-Z])|"
        rf"(?<!\w){_KIN} (?=[A-Z][a-z\u0175\u0177\u00e2\u00ea\u00ee\u00f4]+ [A-Z])",
    ),
    (
        Said.ROLE,
        rf"(?:\b(?:y|yr|un|fy|ein)|['\u2019]r) {_PERSON}\b|"
        r"\b(?:un|dau|dwy|rhai|aelod) o(?:['\u2019](?:m|n|r)| fy) (?:staff|t\u00eem|disgyblion|"
        r"tenantiaid|"
        r"cleientiaid|gweithwyr|plant|myfyrwyr|cydweithwyr)\b",
    ),
    (
        Said.SOMEONE,
        r"\b(?:dyn|menyw|dynes|merch|bachgen|hogan|hogyn|baban|"
        r"plentyn),? \d{1,3} (?:mlwydd )?oed\b|"
        r"\bmerch fach\b|\bbachgen bach\b|\baelod o staff\b",
    ),
    (
        Said.SELF,
        r"\b(?:mae gen i|mae gyda fi|arna i|rwy['\u2019]n|dwi['\u2019]n|rydw i|dw i|rwyf|fy hun)\b",
    ),
    (
        Said.RECORD,
        r"\brhif (?:y )?GIG:? ?\d|\bd\. ?g\. ?:? ?\d|\bdyddiad (?:ei )?(?:h|g)?eni\b|"
        r"(?<!dan )(?<!dros )(?<!i )\b\d{1,3} (?:mlwydd )?oed\b(?! (?:neu|a|i)\b)",
    ),
)
_COMPILED = tuple((said, re.compile(f"(?i){pattern}")) for said, pattern in _PATTERNS)
_FIRM = frozenset({Said.PRONOUN, Said.RELATIVE, Said.RECORD})


def welsh_words_for_a_person(text: str) -> Iterator[tuple[int, int, Said]]:
    """Every place of them, in no order. Only for a text with Welsh: "hi" and "fe" are words."""
    for said, pattern in _COMPILED:
        for match in pattern.finditer(text):
            yield *match.span(), said


def speaks_of_somebody_in_welsh(gist: Gist) -> bool:
    """True when a pronoun, a relative or a mark of a record stands in a text with Welsh."""
    if not in_welsh(gist):
        return False
    return any(said in _FIRM for _, _, said in welsh_words_for_a_person(gist.text))

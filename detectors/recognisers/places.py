"""Street addresses with a number, and postcodes."""

import re

from detectors.rule import PatternRule

_POSTCODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}|BFPO ?\d{1,4}|GIR ?0AA|"
    r"(?:ASCN|STHL|TDCU|BBND|[BFS]IQQ|PCRN|TKCA) ?1ZZ)"
)
_KIND = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Cl|Crescent|Cres|Grove|Gr|Drive|Dr|Lane|Ln|Terrace|"
    r"Court|Ct|Place|Pl|Gardens|Gdns|Square|Sq|Mews|Row|Rise|Hill|Walk|Way|Park|View|Green|"
    r"Parade|Wharf|Quay|Yard|Bank|Croft|Garth|Fold|Fields?|Meadows?|Vale|Mount|Brow|Bridge|"
    r"Buildings|House|Cottages?|Maltings|Gate|Path|Circus|Villas|Rents|Approach)"
)


class Postcode(PatternRule):
    """In capitals. About fifteen addresses share one, so alone it stays weak."""

    entity = "UK_POSTCODE"
    cues = ("postcode", "pcode", "address", "live", "living", "lives", "home")
    cue_score = 0.6
    score = 0.4
    needs = re.compile(r"\d")
    pattern = re.compile(rf"(?<![\w-]){_POSTCODE}(?![\w-])")


class StreetAddress(PatternRule):
    """A house number, one to three words, the kind of street; town and postcode if they follow."""

    entity = "ADDRESS"
    needs = re.compile(r"\d")
    pattern = re.compile(
        r"(?<![\w.,/£-])(?:(?:Flat|Apartment|Apt|Unit|Room) [\dA-Z]{1,4},? ){0,1}"
        r"\d{1,4}[A-Za-z]?(?:[-\u2013]\d{1,4})?,? [A-Z][\w'\u2019.-]{0,24} "
        r"(?:(?:[A-Z][\w'\u2019.-]{0,24}|of|the|upon) ){0,2}"
        rf"{_KIND}(?![\w'\u2019])"
        r"(?:,? {0,1}\n?(?:[A-Z][\w'\u2019-]{1,24} ?){1,3}){0,2}?"
        rf"(?:,? {{0,1}}\n?{_POSTCODE}(?![\w-]))?",
    )
    score = 0.75


class PlainAddress(PatternRule):
    """The same in any letter case, where only unmistakable kinds of street count."""

    entity = "ADDRESS"
    needs = re.compile(r"\d")
    pattern = re.compile(
        r"(?i)(?<![\w.,/£-])(?:flat \w{1,4},? )?\d{1,4}[a-z]? (?!of|km|m |miles|new|the|on|in )"
        r"(?:[a-z'\u2019]{2,20} ){1,2}"
        r"(?:street|road|avenue|close|crescent|grove|terrace|gardens|lane|drive|court|rd|ave)(?![\w'\u2019])"
    )
    score = 0.6

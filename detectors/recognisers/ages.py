"""Ages of people, in figures and in words, where something says that the number is one."""

import re
from collections.abc import Iterator
from itertools import chain

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.columns import cells
from detectors.gates import AnyOf, OneOf
from detectors.gist import Gist, gist_of
from detectors.rule import Hit, Rule
from detectors.somebody import after_people, is_audience, speaks_of_somebody

_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_WORDS = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_ONE})?|ten|eleven|"
    rf"twelve|"
    rf"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|{_ONE})"
)
_NUMBER_WORDS = frozenset(
    "one two thr fou fiv six sev eig nin ten ele twe thi fif for".split()  # noqa: SIM905
)  # as far as three letters
_NUMBER = rf"(?:(?:1[01]\d|\d{{1,2}})(?:\u00bd| ?1/2|\.5)?|{_WORDS})"
_WELSH = (
    r"(?:un ar bymtheg|dwy ar bymtheg|dau ar bymtheg|tair ar bymtheg|pedair ar bymtheg|"
    r"(?:un|deu|dau|tri|pedwar|pum|chwe|saith|wyth|naw) ?deg(?: (?:un|dau|dwy|tri|tair|pedwar|"
    r"pedair|"
    r"pump|chwech|saith|wyth|naw))?|un ar ddeg|deuddeg|tair ar ddeg|pedair ar ddeg|pymtheg|deunaw|"
    r"ugain|blwydd|dwy|tair|pedair|pump|pum|chwech|chwe|saith|wyth|naw|deg|deng)"
)
_WELSH_WORDS = frozenset(
    "un dwy dau tai ped deu tri pum chw sai wyt naw deu pym uga blw deg den".split()  # noqa: SIM905
)  # as far as three letters
_UNIT = r"(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?)"
# "aged 16 to 18", "65 and over" are groups, not somebody's age.
_NO_GROUP = (
    r"(?![\w/%]|[.:,]\d|: ?\d{1,2} (?:to|in) \d|"
    r" ?(?:-|\u2013|to|or|and) ?\d|"
    r" ?(?:and|or|&|years and|yrs and) (?:over|under|above|below|older|younger|upwards|up)|"
    r" ?\+|-(?:to-)?\d)"
)
_THINGS = (
    r"(?! (?:plan|programme|program|contract|lease|term|bond|loan|policy|deal|strategy|roof|"
    r"boiler|car|van|"
    r"building|block|system|software|server|agreement|fixed|building|tree|bus|fleet|laptop))"
)


WITH_UNIT = 0.65  # or in brackets
BARE = 0.5  # a number and nothing else
FIGURE = 0.3  # told to people, and too weak for the person it stands beside to lift it


class Age(Rule):
    """As in "7-year-old", "2yo", "71M", "aged 43"; not "over 65s" or "a 5 year plan"."""

    entity = "AGE"
    needs = OneOf(
        AnyOf("oed"),
        re.compile(
            r"(?i)(?<![\d./])\d{1,3}(?!\d)|\b[mf]/\d|\bage[d:\s]|[ -]old\b|"
            r"\b(?:s?he|i)['\u2019]?[sm] |\b(?:she|he) (?:is|was) |\bi am "
        ),
    )
    old = re.compile(
        rf"(?i)(?<![\w.,/\u00a3-])(?P<value>{_NUMBER}(?:[ -]?{_UNIT}[ -]olds?|[ -]?y/?o|"
        rf"[ -]?yrs?[ -]old))(?![\w/]){_THINGS}"
    )
    aged = re.compile(
        rf"(?i)(?<!\w)(?=[at\"])(?<!reading )(?<!mental )(?<!at )(?<!under the )"
        r"(?<!over the )(?:aged|"
        rf"age(?: (?:is|was|now|of|at \w{{1,12}}))?[:=]?|\"age\":|turn(?:ed|s|ing)) ?\"?"
        rf"(?P<value>{_NUMBER}(?: ?(?:{_UNIT})(?!\w))?){_NO_GROUP}"
    )
    clinical = re.compile(
        r"(?<![\w.,/\u00a3-])(?P<value>(?:1[01]\d|[1-9]\d|\d)[MF])(?![\w/'\u2019-]| ?\d)"
    )
    # "breast ca @ 39", "died last May at 89": of an illness or a death, not of a time or a place.
    befell = re.compile(
        r"(?:(?<= )@|\bat) ?(?P<value>(?:1[01]\d|[1-9]\d))"
        r"(?=[,;.)\n](?!\d)|$| (?:and|because|after|of|from|so|but|while|with|when)\b(?! \d))"
    )
    befalls = re.compile(
        r"(?i)\b(?:died?|dies|dead|passed(?: away)?|diagnos\w{2,4}|stroke|heart attack|cancer|ca|"
        r"breasts?|ovarian|ovaries|bowel|prostate|bipolar|dementia|dx|onset|pregnant|removed|miscarr\w{3,5}|"
        r"widow\w{0,3}|retire\w{0,2}|married|orphan\w{0,2})\b[^.\n]{0,30}$"
    )
    infant = re.compile(
        r"(?i)\bbaby (?:[a-z'\u2019-]{2,20} )?(?P<value>\d{1,2}/(?:7|12|52))(?![\w/])"
    )
    birthday = re.compile(
        r",? (?:is )?(?P<value>1[01]\d|[1-9]\d) (?:today|tomorrow|this (?:week|month|year|mon|tues|"
        r"wednes|thurs|fri|satur|sun)|next (?:week|month|birthday)|years young)\b"
    )
    sexed = re.compile(r"(?<!\w)[mfMF]/(?P<value>\d{1,3})(?![\w/])")
    is_now = re.compile(
        rf"(?i)(?<!\w)(?=[his])(?<!like )(?<!pretend )(?:s?he(?:['\u2019]?s| is| was)|"
        rf"i(?:['\u2019]?m|"
        rf" am))(?: (?:only|just|now|nearly|about|almost))?"
        rf" (?P<value>(?:1[01]\d|\d{{1,2}})|{_WORDS}(?=[,.;:!?\n)]|$| and ))"
        r"(?![\w/%]|[.:,]\d| ?(?:hours?|hrs?|mins?|minutes?|weeks? (?!old)|days? (?!old)|"
        r"months? (?!old|and)|miles?|km|st\b|kg|"
        r"stone|lbs?|cm|of|in the|out of|per|times|points|pounds|quid|am|pm)\b| ?(?:th|st|nd|"
        r"rd)\b)"
    )
    beside = re.compile(
        r"(?:,? ?\(|, ?| )(?P<value>(?:1[01]\d|\d{1,2})(?: ?(?:yrs?|y/?o|years|mths?|months|wks|"
        r"weeks|m|y)){0,1}"
        r"(?: ?\d{1,2} ?m(?:onths|ths)?)?)(?=\)|[,;.](?!\d)|$|\n| ?[\u2013\u2014](?! ?\d)|"
        r"(?<=[ym]) )"
    )
    # Of people listed with figures, no number is an age.
    figure = re.compile(
        r"(?:: ?|,? ?\(?)(?:0\d|\d{1,6}[.:/]\d|\d{3,6}(?!\d)(?<!1[01]\d)|\d{1,3} ?%)"
    )
    heading = re.compile(r"(?i)^(?:age(?: \(?(?:years|yrs)\)?)?|oed(?:ran)?)$")
    # "dan 30 oed", "plant 5 i 11 oed", "65 oed a h\u0177n" are groups here too.
    welsh = re.compile(
        rf"(?i)(?<![\w.,/\u00a3-])(?<!dan )(?<!dros )(?<!rhwng )(?<!i )(?<!hyd at )"
        rf"(?<!o leiaf )(?<!\d a )(?<!sy'n )"
        rf"(?P<value>(?:\d{{1,3}}|{_WELSH})(?: (?:mis|wythnos|diwrnod))?)"
        r" (?:(?:ml|fl|bl)wydd )?oed\b(?! (?:neu['\u2019]?n?|ac?|i) (?:\d|h\u0177n|iau|throsodd|"
        r"drosodd|throso))"
    )
    welsh_label = re.compile(r"(?i)\boed(?:ran)? ?[:=] ?(?P<value>\d{1,3})(?![\w/%]|[.:,]\d)")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody = speaks_of_somebody(text, artifacts)
        seen: set[int] = set()
        beside = list(after_people(text, artifacts, self.beside))
        figures = bool(beside) and any(after_people(text, artifacts, self.figure))
        for match in beside:
            seen.add(match.start("value"))
            score = _beside(match, figures=figures)
            yield Hit(*match.span("value"), score, ("pattern", "straight after a person"))
        for match in after_people(text, artifacts, self.birthday):
            yield Hit(*match.span("value"), WITH_UNIT, ("pattern", "a birthday of a person"))
        for start, end, alone, why in self._places(gist_of(text, artifacts)):
            if start in seen or is_audience(text, start, end):
                continue
            if alone or somebody:
                seen.add(start)
                yield Hit(start, end, 0.7 if somebody else 0.4, ("pattern", why))

    def _places(self, gist: Gist) -> Iterator[tuple[int, int, bool, str]]:
        text = gist.text
        said = (self._old(gist), self._aged(gist), self._is_now(gist), self._in_welsh(gist))
        for match in chain.from_iterable(said):
            yield *match.span("value"), True, "introduced as an age"
        sexed = gist.matches(self.sexed, gist.starts(_SEXES))
        for match in chain(gist.matches(self.clinical, gist.numbers), sexed):
            yield *match.span("value"), False, "form of an age beside a person"
        for match in self.befell.finditer(text) if gist.has(_AT) else ():
            if self.befalls.search(text, max(0, match.start() - 60), match.start()):
                yield *match.span("value"), False, "an age at which something befell a person"
        for match in self.infant.finditer(text) if "baby" in gist.lower else ():
            yield *match.span("value"), True, "the age of a baby"
        for cell in cells(gist, self.heading):
            if re.fullmatch(r"\d{1,3}", text[cell.start : cell.end]):
                yield cell.start, cell.end, True, "column heading"

    def _old(self, gist: Gist) -> Iterator[re.Match[str]]:
        if not gist.has(_OLD):
            return iter(())
        return gist.matches(self.old, sorted(gist.beginning(_NUMBER_WORDS).union(gist.numbers)))

    def _aged(self, gist: Gist) -> Iterator[re.Match[str]]:
        if '"age' in gist.lower:
            return self.aged.finditer(gist.text)
        return gist.matches(self.aged, sorted(gist.beginning(_AGED)))

    def _in_welsh(self, gist: Gist) -> Iterator[re.Match[str]]:
        if "oed" not in gist.lower:
            return
        starts = sorted(gist.beginning(_WELSH_WORDS).union(gist.numbers))
        yield from gist.matches(self.welsh, starts)
        yield from gist.matches(self.welsh_label, gist.starts(_WELSH_AGE))

    def _is_now(self, gist: Gist) -> Iterator[re.Match[str]]:
        return gist.matches(self.is_now, gist.starts(_SPEAKERS))


# No age of the form `old` can be without one of these ends.
_OLD = OneOf(
    re.compile(r"[ -](?<=[rshkoyRSHKOY].)(?i:olds?)(?![\w/])"),
    re.compile(r"[yY]/?[oO](?![\w/])"),
)
_AT = re.compile(r"(?:@|\bat) ?\d")
_WELSH_AGE = frozenset({"oed", "oedran"})
_AGED = frozenset({"age", "tur"})
_SEXES = frozenset({"m", "f"})
_SPEAKERS = frozenset({"he", "hes", "she", "shes", "i", "im"})


def _beside(match: re.Match[str], *, figures: bool) -> float:
    """A bare number after a name is as often a score, a sum, a year group or a size as an age."""
    if not match["value"].isdigit():
        return WITH_UNIT
    crammed = match[0].startswith(("(", ",")) and match[0][1] != " "  # code, or a table's cell
    if crammed or match["value"] == "0":
        return FIGURE
    return WITH_UNIT if "(" in match[0] else FIGURE if figures else BARE
